// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
internal import Desk
package import World

/// Plays a world on paper: what desks would write goes straight into one fold that everybody sees, without keys, envelopes or a relay, so
/// that a hundred cases take seconds. Who may say what, and every guard, is judged as in the ledger; which act says what is ``Cast``'s, as
/// for ``WorldPlayer``. Of what desks do by themselves it does only what later acts rest on: messages and answers go where the case is,
/// and names that stand in a list are found. Nothing is destroyed.
package struct PaperPlayer {
    package private(set) var state = CaseworkState()
    /// Acts after which everything stood as before; the comparing of a text is among them.
    package private(set) var idle: [Act] = []
    let world: World
    var cast = Cast()
    var devices: [WorldWorker: ID<Device>] = [:]
    /// Who acted last on each person's matter: their desk takes in what the person writes.
    var listeners: [Int: WorldWorker] = [:]
    private var sequence: UInt64 = 0
    private var count: UInt64 = 0

    package init(_ world: World) { self.world = world }

    package mutating func play() throws(PlayError) {
        guard let first = world.acts.first else { return }
        try admit(.director, in: first)
        try say(
            .organisationFounded(
                name: world.organisation, languages: world.visitorLanguages, isRehearsal: true),
            in: .organisation, by: .director, first)
        for act in world.acts {
            let before = state.fingerprint
            try perform(act)
            if state.fingerprint == before { idle.append(act) }
        }
    }

    private mutating func perform(_ act: Act) throws(PlayError) {
        switch (act.actor, act.persona) {
        case (.worker(let worker), .some(let persona)):
            let call = try cast.call(for: act.deed, on: persona, in: state)
            try write(call, by: worker, on: persona, act)
            listeners[persona] = worker
        case (.worker(let worker), nil): try organise(act, worker)
        case (.persona, .some(let persona)):
            switch act.deed {
            case .writes(let body, let danger, let contact): try write(persona, body, danger, contact, act)
            case .answersConsent(let consent, let word): try answer(persona, consent, word, act)
            default: throw .unreadable
            }
        case (.persona, nil): throw .unreadable
        }
    }

    // MARK: - Entries

    mutating func say(
        _ event: Event, in compartment: ID<Compartment>, by worker: WorldWorker, _ act: Act
    ) throws(PlayError) {
        guard let device = devices[worker] else { throw .unreadable }
        sequence += 1
        let entry = LedgerEvent(
            compartment: compartment, sequence: sequence, id: try name(), author: device, recordedAt: act.second,
            event: event)
        if let refusal = state.apply(entry) { throw .refused(act, .refused(refusal.catalogueKey)) }
    }

    mutating func say(
        _ event: CompartmentEvent, in compartment: ID<Compartment>, by worker: WorldWorker, _ act: Act
    ) throws(PlayError) {
        try say(.inCompartment(event), in: compartment, by: worker, act)
    }

    /// One that nothing else has.
    mutating func name<Subject>() throws(PlayError) -> ID<Subject> {
        count += 1
        let number = count
        guard let id = ID<Subject>((0..<16).map { UInt8(truncatingIfNeeded: $0 < 8 ? 7 : number >> (8 * (15 - $0))) })
        else { throw .unreadable }
        return id
    }

    static let key = [UInt8](repeating: 1, count: 32)
    static let recipient = [UInt8](repeating: 1, count: 1_216)

    // MARK: - The organisation

    private mutating func admit(_ worker: WorldWorker, in act: Act) throws(PlayError) {
        let (member, device): (ID<Member>, ID<Device>) = (try name(), try name())
        (cast.members[worker], devices[worker]) = (member, device)
        try say(
            .memberAdmitted(
                member: member, name: worker.name(in: world.language), device: device, verificationKey: Self.key,
                recipient: Self.recipient,
                endorsement: worker == .director ? [UInt8](repeating: 1, count: 96) : nil),
            in: .organisation, by: .director, act)
    }

    private mutating func organise(_ act: Act, _ worker: WorldWorker) throws(PlayError) {
        switch act.deed {
        case .admits(let newcomer):
            try admit(newcomer, in: act)
            let roles = Event.rolesSet(member: try cast.member(newcomer), roles: newcomer.roles)
            try say(roles, in: .organisation, by: worker, act)
        case .changesRoles(let member, let roles):
            try say(.rolesSet(member: try cast.member(member), roles: roles), in: .organisation, by: worker, act)
        case .removes(let leaver, let reason):
            try say(.memberRemoved(member: try cast.member(leaver), reason: reason), in: .organisation, by: worker, act)
        case .comparesList(let list): try compare(list, by: worker, act)
        // What names a text has is for the desk's index to find; nobody in the world decides about it.
        case .comparesText: return
        default: throw .unreadable
        }
    }

    /// Whoever's family name stands there, in capitals.
    private mutating func compare(_ list: DroppedList, by worker: WorldWorker, _ act: Act) throws(PlayError) {
        let me = try cast.member(worker)
        for person in state.protectedPersons(for: me) {
            guard let name = person.names.first(where: { list.table.contains($0.family.uppercased() + ",") }) else {
                continue
            }
            let others = state.part(person.compartment)?.access.holders.filter { $0 != me } ?? []
            let deputy = others.first { state.members[$0]?.isCurrent == true } ?? me
            let row = ListedRow(
                list: list.title, source: list.source, date: list.date, licence: list.licence,
                identifier: person.compartment.hex, line: 1, name: name.family, birthDate: "")
            let found = FoundExposure(
                origin: .list(row), ownSpelling: name.family, theirSpellings: [name.family], score: 9_000,
                explanations: [], owner: me, deputy: deputy, due: act.second + 86_400)
            try say(.exposure(.found(found)), in: person.compartment, by: worker, act)
        }
    }
}
