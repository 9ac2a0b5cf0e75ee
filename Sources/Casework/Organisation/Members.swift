// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who belongs to the organisation, with which devices: the one part that every compartment's fold may look at. It
/// answers as of a place in the ledger, so that a compartment that is folded late comes out the same.
struct Members: Equatable, Sendable {
    private(set) var devices: [ID<Device>: DeviceRecord] = [:]
    private(set) var members: [ID<Member>: MemberRecord] = [:]
    private var names = MemberNames()

    /// Whose device wrote it, if the device could speak then.
    func author(of entry: LedgerEvent) throws(Refusal) -> ID<Member> {
        guard let device = devices[entry.author], device.admittedIn < entry.sequence else { throw .unknownAuthor }
        guard members[device.member]?.isCurrent(before: entry.sequence) == true else { throw .memberWasRemoved }
        return device.member
    }

    func roles(of member: ID<Member>, before sequence: UInt64) -> Set<MemberRole> {
        members[member]?.roles(before: sequence) ?? []
    }

    func isCurrent(_ member: ID<Member>, before sequence: UInt64) -> Bool {
        members[member]?.isCurrent(before: sequence) == true
    }

    /// An admission that carries the root's word makes a director: whoever holds the root can found and recover. A director
    /// admits new members; another machine of a member is admitted by that member alone, for what is given to a member is
    /// given to all their machines.
    mutating func admit(
        _ member: ID<Member>, name: String, device: ID<Device>, verificationKey: [UInt8], recipient: [UInt8],
        isEndorsed: Bool, in entry: LedgerEvent
    ) throws(Refusal) {
        guard members[member]?.isCurrent ?? true else { throw .memberWasRemoved }
        var director: ID<Member>?
        if !isEndorsed, members[member] == nil {
            director = try requireDirector(entry, otherwise: .admissionNotVouchedFor)
        } else if !isEndorsed {
            guard try author(of: entry) == member else { throw .admissionNotVouchedFor }
        }
        guard devices[device] == nil else { throw .deviceAlreadyAdmitted }
        devices[device] = DeviceRecord(
            device: device, member: member, verificationKey: verificationKey, recipient: recipient,
            admittedAt: entry.recordedAt, admittedIn: entry.sequence)
        var record =
            members[member]
            ?? MemberRecord(
                id: member, admittedAs: name, number: names.number(name), admittedAt: entry.recordedAt,
                admittedIn: entry.sequence, by: director)
        record.devices.append(device)
        if isEndorsed {
            record.setRoles(record.roles.union([.director, .intake]), in: entry)
            record.wasOnIntake = true
            record.rootAdmissions.append(.init(sequence: entry.sequence, at: entry.recordedAt))
        }
        members[member] = record
    }

    mutating func remove(_ member: ID<Member>, reason: String, in entry: LedgerEvent) throws(Refusal) {
        let director = try requireDirector(entry, otherwise: .notADirector)
        let record = try current(member)
        guard !reason.isBlank else { throw .reasonMissing }
        if record.roles.contains(.director) { try requireAnotherDirector(than: member) }
        members[member]?.removal = MemberRecord.Removal(
            by: director, reason: reason, at: entry.recordedAt, standing: entry.standing)
    }

    mutating func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>, in entry: LedgerEvent) throws(Refusal) {
        let director = try requireDirector(entry, otherwise: .notADirector)
        let record = try current(member)
        if !roles.contains(.director) { try requireAnotherDirector(than: member) }
        // Counsel's word is a second look. Where there is one director, nobody else can give the role, and everybody is shown that.
        if director == member, roles.contains(.counsel), !record.roles.contains(.counsel),
            hasAnotherDirector(than: member)
        {
            throw .counselMadeByThemself
        }
        members[member]?.setRoles(roles, by: director, in: entry)
        if roles.contains(.intake) { members[member]?.wasOnIntake = true }
    }

    /// A device's key for the relay, said by itself or by a director. The first stays: with it the relay knows the device.
    mutating func enrol(_ device: ID<Device>, accessKey: [UInt8], in entry: LedgerEvent) throws(Refusal) {
        guard let record = devices[device] else { throw .unknownAuthor }
        if entry.author != device { try requireDirector(entry) }
        if record.accessKey == nil { devices[device]?.accessKey = accessKey }
    }

    /// Whether the recovery sheet vouched for a device of theirs behind `start` and before `sequence`.
    func isVouchedForByRoot(_ member: ID<Member>, after start: UInt64, before sequence: UInt64) -> Bool {
        members[member]?.rootAdmissions.contains { start < $0.sequence && $0.sequence < sequence } == true
    }

    func requireDirector(_ entry: LedgerEvent) throws(Refusal) {
        _ = try requireDirector(entry, otherwise: .notADirector)
    }

    @discardableResult
    private func requireDirector(
        _ entry: LedgerEvent, otherwise refusal: Refusal
    ) throws(Refusal) -> ID<Member> {
        guard devices[entry.author] != nil else { throw refusal == .notADirector ? .unknownAuthor : refusal }
        let author = try author(of: entry)
        guard members[author]?.roles.contains(.director) == true else { throw refusal }
        return author
    }

    private func current(_ member: ID<Member>) throws(Refusal) -> MemberRecord {
        guard let record = members[member] else { throw .unknownMember }
        guard record.isCurrent else { throw .memberWasRemoved }
        return record
    }

    /// Without a director nobody could be admitted any more but with the recovery sheet.
    private func requireAnotherDirector(than member: ID<Member>) throws(Refusal) {
        guard hasAnotherDirector(than: member) else { throw .lastDirector }
    }

    private func hasAnotherDirector(than member: ID<Member>) -> Bool {
        members.values.contains { $0.id != member && $0.isCurrent && $0.roles.contains(.director) }
    }
}
