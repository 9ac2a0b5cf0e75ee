// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Sealing

/// The colleagues who write the cases of the measurement: each with keys of their own.
struct Colleagues: Sendable {
    struct Colleague: Sendable {
        let id: ID<Member>
        let keys: DeviceKeys
    }

    /// The founder comes first: theirs is the desk that is measured, and it holds every part of every case.
    let people: [Colleague]
    let organisation: OrganisationFingerprint
    let ledgerKey: LedgerKey
    let intakeKey: CompartmentKey
    let recovery: HybridRecipient

    static let founder = 0
    static let verifier = 3
    static let counsel = 4
    static let caseworkers = [0, 1, 2]

    func author(_ person: Int) -> EntryAuthor {
        EntryAuthor(device: people[person].keys, organisation: organisation, ledgerKey: ledgerKey)
    }
}

/// One case while it is written: every entry is signed by its author's device, sealed for its compartment, and shown to
/// the fold, which has to accept it; otherwise the measurement would measure something else.
struct WrittenCase {
    let colleagues: Colleagues
    let seen: SeenHistory
    /// The sealed entries in the order in which they were written.
    private(set) var payloads: [[UInt8]] = []
    private var state: CaseworkState
    private var place: UInt64

    init(_ colleagues: Colleagues, knowing organisation: CaseworkState, seen: SeenHistory) {
        self.colleagues = colleagues
        self.seen = seen
        state = organisation
        place = seen.size
    }

    /// One event. Gives its entry, which later events name.
    @discardableResult
    mutating func say(_ event: Event, _ key: CompartmentKey, by person: Int, at second: UInt64) throws -> ID<Entry> {
        let entry = try colleagues.author(person).write(event, for: key, at: second, seen: seen)
        place += 1
        let refusal = state.apply(
            LedgerEvent(
                compartment: key.compartment, sequence: place, id: entry.id, author: colleagues.people[person].keys.id,
                recordedAt: second, event: event))
        if let refusal { throw FillingError.refused("\(refusal)") }
        payloads.append(entry.sealed.bytes)
        return entry.id
    }

    @discardableResult
    mutating func say(
        _ event: CompartmentEvent, _ key: CompartmentKey, by person: Int, at second: UInt64
    ) throws -> ID<Entry> {
        try say(.inCompartment(event), key, by: person, at: second)
    }

    /// Opens a compartment as a desk does: the grant of its key, the event that opens it, and one for each further holder.
    mutating func open(
        _ kind: CompartmentKind, of id: ID<Case>, alias: String, holders: [Int], by person: Int, at second: UInt64
    ) throws -> CompartmentKey {
        let key = CompartmentKey(compartment: Fresh.id(), epoch: 1)
        let grant = try colleagues.author(person).write(
            grant: Grant([.compartment(key, second: second)]),
            to: holders.map { colleagues.people[$0].keys.publicKeys }, colleagues.recovery, at: second, seen: seen)
        payloads.append(grant.sealed.bytes)
        place += 1
        try say(.access(.opened(case: id, kind: kind, alias: alias)), key, by: person, at: second)
        for holder in holders where holder != person {
            let member = colleagues.people[holder].id
            try say(.access(.granted(member: member, reason: "works on the case")), key, by: person, at: second)
        }
        return key
    }
}

/// Identifiers that nobody else has.
enum Fresh {
    static func id<Subject>() -> ID<Subject> {
        guard let id = ID<Subject>((0..<16).map { _ in UInt8.random(in: 0...255) }) else {
            preconditionFailure("sixteen bytes")
        }
        return id
    }
}
