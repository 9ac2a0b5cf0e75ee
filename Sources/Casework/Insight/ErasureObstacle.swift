// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something that speaks against destroying a case now, as far as one member can read it. What desks sign by, what the forms of an erasure
/// say before anybody signs, what the case's page and Today say: all of it is this list (docs/decisions/0082).
public enum ErasureObstacle: Hashable, Sendable, Confidential {
    /// Whether it may go stands in its casework, which cannot be read here as it is written now.
    case caseworkUnread
    /// Nobody has asked for it.
    case notRequested
    /// One person asked for it, and nobody has agreed.
    case notConfirmed
    /// Nobody agrees before then, in seconds since 1970.
    case coolingOff(until: UInt64)
    /// Two agreed, and the desk waits until then, in seconds since 1970, for whoever was offline.
    case hearing(until: UInt64)
    /// Two agreed, and a desk that cannot read what the person writes waits until then, in seconds since 1970, for one that can.
    case hearingOthers(until: UInt64)
    case hold(HoldRecord)
    case incident(IncidentRecord)
    /// The person wrote.
    case unheard(UnheardMessages)
}

/// Messages of the person that nobody has read, or of which whoever agreed to destroy the case had not known.
public struct UnheardMessages: Hashable, Sendable, Confidential {
    public enum Place: Hashable, Sendable {
        case conversation(ID<Compartment>)
        /// In the intake, of the request that the case came from.
        case intake(ID<Request>)
        /// In the intake, of a request that was linked to that one as the same person's: it goes with the case.
        case linked(ID<Request>)
    }

    public let place: Place
    public let count: Int
    /// Whether nobody has read them. Where somebody has, whoever agreed had not known of them.
    public let isUnread: Bool

    public init(place: Place, count: Int, isUnread: Bool) {
        self.place = place
        self.count = count
        self.isUnread = isUnread
    }
}

extension ErasureObstacle {
    /// Whether the erasure ends it in its course: somebody asks, another agrees, the days pass. Whatever else there is somebody has to
    /// attend to first.
    public var isOfCourse: Bool {
        switch self {
        case .notRequested, .notConfirmed, .coolingOff, .hearing, .hearingOthers: true
        case .caseworkUnread, .hold, .incident, .unheard: false
        }
    }

    /// Why the fold refuses a second signature for it; nil where no fold can tell.
    var refusal: Refusal? {
        switch self {
        case .coolingOff: .coolingOff
        case .hold: .holdStands
        case .incident: .incidentOpen
        case .caseworkUnread, .notRequested, .notConfirmed, .hearing, .hearingOthers, .unheard: nil
        }
    }
}

extension CaseworkState {
    /// Everything that speaks against destroying the case now, of what the member can read; empty where the member's desk destroys it.
    /// Anybody who knows of a case can open further casework of it, so only the first that was registered is asked, and only for whoever
    /// holds it: whoever did once may have read the confirmation and not what took it back.
    /// - Parameters:
    ///   - now: seconds since 1970, by the clock of the desk that asks: the days are over by this clock too.
    ///   - isReadable: whether the key is here with which a compartment is written now.
    public func againstErasing(
        _ record: CaseRecord, for member: ID<Member>, at now: UInt64,
        reading isReadable: (ID<Compartment>) -> Bool = { _ in true }
    ) -> [ErasureObstacle] {
        guard let part = record.registered, let work = part.casework, let lifecycle = work.lifecycle,
            part.access.isHeld(by: member), isReadable(part.compartment)
        else { return [.caseworkUnread] }
        // Colleagues who were faster took the confirmation itself along: two of them prove it.
        let isSigned = buriers(of: part.compartment).count(where: part.access.isHeld) >= 2
        let isHeard = hears(record, in: part, lifecycle, for: member, reading: isReadable)
        return (isSigned ? [] : lifecycle.awaited(at: now, hearing: isHeard)) + work.againstErasing
            + unheard(record, lifecycle, for: member, reading: isReadable).map(ErasureObstacle.unheard)
    }

    /// The casework by which the member's desk is to destroy the case; nil while anything speaks against it.
    public func condemning(
        _ record: CaseRecord, for member: ID<Member>, at now: UInt64,
        reading isReadable: (ID<Compartment>) -> Bool = { _ in true }
    ) -> PartRecord? {
        // Desks ask this of every case, and of few has anybody agreed that it goes.
        guard let part = record.registered,
            part.lifecycleState == .erased || !buriers(of: part.compartment).isEmpty
        else { return nil }
        return againstErasing(record, for: member, at: now, reading: isReadable).isEmpty ? part : nil
    }

    /// The casework of a case that two agreed to destroy although the person has written: it is to say so
    /// (docs/decisions/0080-nobody-is-destroyed-unheard.md).
    public func toTakeBack(
        _ record: CaseRecord, for member: ID<Member>, reading isReadable: (ID<Compartment>) -> Bool = { _ in true }
    ) -> PartRecord? {
        guard let part = record.registered, part.lifecycleState == .erased, part.access.isHeld(by: member),
            let lifecycle = part.casework?.lifecycle,
            !unheard(record, lifecycle, for: member, reading: isReadable).isEmpty
        else { return nil }
        return part
    }

    /// Requests of the intake that were linked to the case's own as the same person's, and go with it; nil where the member is not on
    /// intake duty, and cannot know.
    public func linkedRequests(of record: CaseRecord, for member: ID<Member>) -> [RequestRecord]? {
        guard members[member]?.roles.contains(.intake) == true else { return nil }
        let own = record.requests
        return own.isEmpty ? [] : requests.filter { $0.linkedTo.map(own.contains) ?? false }
    }
}

extension CaseworkState {
    /// Whether the member can read what the person writes, or a colleague who holds the casework signed behind the confirmation: the first
    /// who does so can (docs/decisions/0081). Where the case came from no request nobody outside writes.
    private func hears(
        _ record: CaseRecord, in part: PartRecord, _ lifecycle: LifecycleRecord, for member: ID<Member>,
        reading isReadable: (ID<Compartment>) -> Bool
    ) -> Bool {
        guard let request = lifecycle.request, let confirmation = lifecycle.confirmation else { return true }
        let isHeld = record.parts(of: .conversation).contains {
            $0.access.isHeld(by: member) && isReadable($0.compartment) && $0.talk?.id == request
        }
        return isHeld
            || tombstones.contains {
                $0.sequence > confirmation.sequence && $0.compartments.contains(part.compartment)
                    && part.access.isHeld(by: $0.author)
            }
    }

    /// What the person wrote that was not heard: in the case's conversations, in the intake behind the confirmation, and in requests that
    /// go with the case. Where no confirmation can be seen what is unread counts.
    private func unheard(
        _ record: CaseRecord, _ lifecycle: LifecycleRecord, for member: ID<Member>,
        reading isReadable: (ID<Compartment>) -> Bool
    ) -> [UnheardMessages] {
        let confirmation = lifecycle.confirmation
        let own = lifecycle.request.flatMap { request($0) }.flatMap { request in
            // Whether it was read is said in the conversation, for whoever holds it.
            request.messagesUnknown(to: confirmation).map {
                UnheardMessages(place: .intake(request.id), count: $0, isUnread: false)
            }
        }
        let talks = record.parts(of: .conversation).filter { $0.access.isHeld(by: member) }.compactMap { part in
            part.talk?.unheard(by: confirmation, in: .conversation(part.compartment))
        }
        // Whoever cannot read any more what colleagues do there does not know what they have read.
        let linked = isReadable(.intake) ? linkedRequests(of: record, for: member) ?? [] : []
        return talks + [own].compactMap(\.self)
            + linked.compactMap { $0.unheard(by: confirmation, in: .linked($0.id)) }
    }
}

extension CaseworkPart {
    /// What of it somebody has to attend to before the case is destroyed, whoever reads it.
    var againstErasing: [ErasureObstacle] {
        standing(.erasure).map(ErasureObstacle.hold) + incidents.filter(\.isOpen).map(ErasureObstacle.incident)
    }
}

extension LifecycleRecord {
    /// What the erasure still takes in its course. `isHeard`: for a desk that can read what the person writes.
    func awaited(at now: UInt64, hearing isHeard: Bool) -> [ErasureObstacle] {
        switch state {
        case .erasurePending:
            let from = erasableFrom ?? .max
            return [.notConfirmed] + (from > now ? [.coolingOff(until: from)] : [])
        case .erased:
            let (from, last) = (destroyedFrom ?? .max, destroyedUnheardFrom ?? .max)
            if from > now { return [.hearing(until: from)] }
            return isHeard || last <= now ? [] : [.hearingOthers(until: last)]
        case .registered, .assessment, .planning, .active, .review, .paused, .transferOffered, .transferred, .closing,
            .closed, .reopened:
            return [.notRequested]
        }
    }

    /// Where the second person agreed that it is destroyed, and what they had seen; nil where nobody has.
    var confirmation: Standing? { endings.last { $0.to == .erased }?.standing }
}

extension CaseRecord {
    /// Requests that the intake keeps of it: the one that the casework names, or where it names none those that its conversations carry on.
    public var requests: Set<ID<Request>> {
        if let named = registered?.casework?.lifecycle?.request { return [named] }
        return Set(parts.compactMap { $0.talk?.id })
    }
}

extension PartRecord {
    /// What the person wrote and was answered, where it is a conversation.
    fileprivate var talk: RequestRecord? {
        guard case .conversation(let part) = content else { return nil }
        return part.record
    }
}

extension RequestRecord {
    /// Nil where everything was heard.
    fileprivate func unheard(by confirmation: Standing?, in place: UnheardMessages.Place) -> UnheardMessages? {
        if holdsUnread { return UnheardMessages(place: place, count: messagesUnread, isUnread: true) }
        return messagesUnknown(to: confirmation).map { UnheardMessages(place: place, count: $0, isUnread: false) }
    }

    /// How many messages were not in the ledger that the author of an entry had; nil where all were.
    fileprivate func messagesUnknown(to entry: Standing?) -> Int? {
        guard let entry else { return nil }
        let count = timeline.count { $0.isMessage && !entry.knew($0.standing) }
        return count == 0 ? nil : count
    }

    /// Whether everything that the person had written before a place of the ledger had been read there, and known to everybody who wrote
    /// these entries. A request that is linked to another goes with that one only so.
    func isHeard(before end: UInt64, by entries: [Standing]) -> Bool {
        var unread: [Standing] = []
        for item in timeline where item.sequence < end {
            switch item.content {
            case .message:
                guard entries.allSatisfy({ $0.knew(item.standing) }) else { return false }
                unread.append(item.standing)
            case .opened: unread.settle(from: item.standing)
            case .reply(_, let body, let files) where !body.isEmpty || !files.isEmpty:
                unread.settle(from: item.standing)
            case .reply, .note, .moved, .stepped, .reopened: continue
            }
        }
        return unread.isEmpty
    }
}
