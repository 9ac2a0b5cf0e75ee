// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Sealing

/// Which keys are in use, and which have to be replaced, as the events that counted have it.
struct EpochBook: Sendable {
    /// The ledger key: every member.
    private(set) var ledger = KeyCircle()
    /// The voice on the card: whoever answers people. Its "epochs" are the card's versions.
    private(set) var voice = KeyCircle()
    /// The intake identities on the card: whoever reads what arrives.
    private var identities = KeyCircle()
    private var compartments: [ID<Compartment>: KeyCircle] = [:]
    private var roles: [ID<Member>: Set<MemberRole>] = [:]
    private(set) var removals: [ID<Member>: Standing] = [:]
    /// Compartments whose key in use has to be replaced, kept as the events come: a desk asks at each pass.
    private(set) var needing: Set<ID<Compartment>> = []
    /// Compartments whose key in use is not their first.
    private(set) var renewed: Set<ID<Compartment>> = []

    /// The compartment's circle; of a compartment that nobody opened here, an empty one.
    subscript(compartment: ID<Compartment>) -> KeyCircle { compartments[compartment] ?? KeyCircle() }

    /// The epoch to seal a compartment's next event with.
    func currentEpoch(of compartment: ID<Compartment>) -> UInt32 { self[compartment].currentEpoch }

    /// The newest of the ledger's keys that is here.
    func newestLedgerKey(in keys: KeyRing) -> LedgerKey? {
        ledger.newestFirst.lazy.compactMap { keys.ledgerKey(epoch: $0) }.first
    }

    var needsLedgerEpoch: Bool { ledger.needsEpoch(given: removals) }
    var needsVoice: Bool { voice.needsEpoch(given: removals) }
    var needsCard: Bool { needsVoice || identities.needsEpoch(given: removals) }

    func members(of compartment: ID<Compartment>) -> Set<ID<Member>> { self[compartment].members(without: removals) }

    /// Whether this desk has to start an epoch of the compartment. Somebody has the key in use who is not to have it; or somebody
    /// lacks a key that this desk has; or this desk lacks the key in use, and nobody can be expected to bring it, since by the
    /// ledger it was granted here.
    /// - Parameter device: this desk's. What somebody lacks it has given after so many epochs of its own since it saw anybody come or go.
    func needsEpoch(of compartment: ID<Compartment>, from keys: KeyRing, by device: ID<Device>) -> Bool {
        let circle = self[compartment]
        func isHere(_ epoch: UInt32) -> Bool { keys.key(compartment, epoch: epoch) != nil }
        guard needing.contains(compartment) else { return !isHere(circle.currentEpoch) }
        if circle.isExposed(given: removals) { return true }
        let lacked = circle.lacked(given: removals)
        if lacked.contains(where: isHere), circle.countOfOwn(by: device) < Self.mostOwnEpochs { return true }
        return !(isHere(circle.currentEpoch) || lacked.contains(circle.currentEpoch))
    }

    private static let mostOwnEpochs = 4

    /// Takes an event that counted.
    /// - Parameter key: the epoch of the compartment's key that it was sealed with.
    mutating func take(_ entry: LedgerEvent, by author: ID<Member>?, under key: UInt32?) {
        let standing = entry.standing
        switch entry.event {
        case .memberAdmitted(let member, _, _, _, _, let endorsement):
            ledger.join(member, standing)
            if endorsement != nil { set([.director, .intake], of: member, standing) }
        case .organisationFounded:
            ledger.start(1, standing)
            compartments[.intake, default: KeyCircle()].start(1, standing)
            judge(.intake)
        case .rolesSet(let member, let roles): set(roles, of: member, standing)
        case .memberRemoved(let member, _):
            removals[member] = standing
            for compartment in compartments.keys { judge(compartment) }
        case .cardPublished(let version, _):
            voice.start(version, standing)
            identities.start(version, standing)
        case .ledgerEpochStarted(let epoch): ledger.start(epoch, standing)
        case .inCompartment(.access(let event)): take(event, in: entry.compartment, by: author, standing, under: key)
        default: break
        }
    }

    /// Takes an event that does not count, since it came behind one that its author had not seen, and with which keys were granted
    /// nevertheless.
    /// - Parameters:
    ///   - wasDirector: whether the author was one as far as they had seen, or, where nobody can tell what that is, ever.
    ///   - key: the epoch of the compartment's key that it was sealed with.
    ///   - isOurs: whether the author had seen this history.
    mutating func takeRefused(_ entry: LedgerEvent, wasDirector: Bool, under key: UInt32?, isOurs: Bool = true) {
        let standing = entry.standing
        func stray(_ member: ID<Member>, from circle: inout KeyCircle) {
            if !circle.members(without: removals).contains(member) {
                circle.stray(standing, under: key, isOurs: isOurs)
            }
        }
        switch entry.event {
        case .inCompartment(.access(.granted(let member, _))):
            guard var circle = compartments[entry.compartment] else { return }
            stray(member, from: &circle)
            compartments[entry.compartment] = circle
            judge(entry.compartment)
        case .rolesSet(let member, let roles) where wasDirector:
            if roles.holdsVoice { stray(member, from: &voice) }
            guard roles.contains(.intake), var intake = compartments[.intake] else { return }
            stray(member, from: &identities)
            stray(member, from: &intake)
            compartments[.intake] = intake
            judge(.intake)
        case .memberAdmitted(let member, _, _, _, _, _) where wasDirector: stray(member, from: &ledger)
        default: return
        }
    }

    /// Drops what a compartment's events gave, to take them again from the first.
    mutating func forget(_ compartment: ID<Compartment>) {
        if compartment == .intake {
            compartments[.intake]?.forgetLaterEpochs()
        } else {
            compartments[compartment] = nil
        }
        judge(compartment)
    }

    private mutating func judge(_ compartment: ID<Compartment>) {
        if self[compartment].needsEpoch(given: removals) {
            needing.insert(compartment)
        } else {
            needing.remove(compartment)
        }
        if self[compartment].currentEpoch == 1 { renewed.remove(compartment) } else { renewed.insert(compartment) }
    }

    private mutating func take(
        _ event: AccessEvent, in compartment: ID<Compartment>, by author: ID<Member>?, _ standing: Standing,
        under key: UInt32?
    ) {
        var circle = self[compartment]
        switch event {
        case .opened:
            circle.start(1, standing)
            if let author { circle.join(author, standing) }
        case .granted(let member, _): circle.join(member, standing, under: key)
        case .ended(let member, _): circle.leave(member, standing)
        case .epochStarted(let epoch): circle.start(epoch, standing, under: key)
        case .disclosed: return
        }
        compartments[compartment] = circle
        judge(compartment)
    }

    private mutating func set(_ new: Set<MemberRole>, of member: ID<Member>, _ standing: Standing) {
        let old = roles[member] ?? []
        roles[member] = new
        var intake = self[.intake]
        Self.move(member, in: &intake, from: old.contains(.intake), to: new.contains(.intake), standing)
        compartments[.intake] = intake
        judge(.intake)
        let (was, isOnDuty) = (old.contains(.intake), new.contains(.intake))
        Self.move(member, in: &identities, from: was, to: isOnDuty, standing)
        Self.move(member, in: &voice, from: old.holdsVoice, to: new.holdsVoice, standing)
    }

    private static func move(
        _ member: ID<Member>, in circle: inout KeyCircle, from: Bool, to: Bool, _ standing: Standing
    ) {
        if to, !from { circle.join(member, standing) }
        if from, !to { circle.leave(member, standing) }
    }
}

extension Set<MemberRole> {
    /// Whether the member signs replies with the organisation's voice.
    var holdsVoice: Bool { !isDisjoint(with: [.director, .caseworker, .intake]) }
    /// Whether the member may publish the organisation's card.
    var holdsCard: Bool { contains(.director) }
}
