// SPDX-License-Identifier: AGPL-3.0-or-later

/// The state of an organisation's work: a fold over events. Each compartment's events have to come in ledger order;
/// between compartments the order matters only so far that the organisation's events come before whatever was written
/// after them. So a compartment whose key arrived late can be read by itself, and every desk that can open it has the
/// same of it. There is no clock, no chance and no input beside the events.
///
/// Copies are cheap: the records share their storage until one of them changes.
public struct CaseworkState: Sendable, Equatable, Confidential {
    public private(set) var organisation: OrganisationRecord?
    public private(set) var card: CardRecord?
    /// Every card that counted, the newest last: what was sealed to the key of any of them may be on its way.
    public private(set) var cards: [CardRecord] = []
    private(set) var people = Members()
    private(set) var intake = RequestBook(isOfCase: false)
    /// Numbers of the intake's epochs. The first is 1.
    private var intakeEpochs: Set<UInt32> = [1]
    /// SHA-256 of envelopes that no intake key opened.
    public private(set) var unreadableDigests: Set<[UInt8]> = []
    private var book = CaseBook()
    /// What was signed as destroyed, in ledger order.
    public private(set) var tombstones: [Tombstone] = []
    /// What was signed as destroyed of the intake's own, in ledger order.
    public private(set) var requestTombstones: [RequestTombstone] = []
    /// Everything that changed nothing, with the reason, in ledger order.
    public var refused: [RefusedEvent] { refusals.all }
    private var refusals = RefusedBook()
    /// Events of kinds that this version does not know, in ledger order.
    public private(set) var unknown: [LedgerEvent] = []
    /// By compartment, so that nobody in one of them can keep an event out of another.
    private var entries = ByCompartment<Set<ID<Entry>>>()
    /// As ``fingerprint``, of each compartment.
    public private(set) var marks = CompartmentMarks()
    /// Says in one number which entries were taken, and in which order inside each compartment: two states of one process with the
    /// same number are the same state. Means nothing in another process.
    public private(set) var fingerprint = 0

    public init() {}

    public var devices: [ID<Device>: DeviceRecord] { people.devices }
    public var members: [ID<Member>: MemberRecord] { people.members }

    /// Who belonged to the organisation once, and does no longer.
    public var formerMembers: Set<ID<Member>> { Set(members.values.filter { !$0.isCurrent }.map(\.id)) }

    /// Requests in the intake, in the order in which they arrived.
    public var requests: [RequestRecord] { intake.requests }

    /// The request of the intake with this identifier.
    public func request(_ id: ID<Request>) -> RequestRecord? { intake[id] }

    /// Cases of which this desk can open at least one part, in the order of the first part that it can open.
    public var cases: [CaseRecord] { book.cases }

    public func `case`(_ id: ID<Case>) -> CaseRecord? { book[id] }

    /// In the order of ``cases``.
    public func records(of cases: Set<ID<Case>>) -> [CaseRecord] { book.records(of: cases) }

    /// The conversation that carries a request on, if this desk holds it.
    public func conversation(of request: ID<Request>) -> PartRecord? { book.conversation(of: request) }

    /// Every conversation that carries a request on, of those that this desk holds: more than one where colleagues accepted it apart.
    public func conversations(of request: ID<Request>) -> [PartRecord] { book.conversations(of: request) }

    /// The cases that carry a request on, by their conversation or by what was registered.
    func cases(of request: ID<Request>) -> Set<ID<Case>> { book.cases(of: request) }

    /// Requests that more than one case carries on.
    var doubledRequests: [ID<Request>] { book.doubledRequests }

    /// Conversations of requests that have more than one.
    var doubledConversations: [PartRecord] { book.doubledConversations }

    /// The part that this compartment is.
    public func part(_ compartment: ID<Compartment>) -> PartRecord? { book[compartment] }

    /// The member whose device it is.
    public func member(of device: ID<Device>) -> MemberRecord? { devices[device].flatMap { members[$0.member] } }

    /// What was refused in one conversation of the intake.
    public func refused(in request: ID<Request>) -> [RefusedEvent] {
        refusals[.intake].filter { $0.entry.event.request == request }
    }

    public func refused(inCompartment compartment: ID<Compartment>) -> [RefusedEvent] { refusals[compartment] }

    /// Words about roles that changed nothing, in ledger order.
    var refusedRoles: [RefusedEvent] { refusals.ofRoles }

    /// Whether an entry with this identifier was taken before, whether or not it counted.
    public func knows(_ entry: ID<Entry>, in compartment: ID<Compartment>) -> Bool {
        entries[compartment]?.contains(entry) == true
    }

    /// As ``fingerprint``, of the parts of one case.
    public func fingerprint(of record: CaseRecord) -> Int {
        var sum = 0
        // By place: a part is not copied for its name.
        for place in record.parts.indices { sum &+= marks[record.parts[place].compartment] }
        return sum
    }

    /// Takes the next event of its compartment. An entry that was taken before changes nothing; an event that its author
    /// had no right to, or that does not fit what came before, is kept in ``refused`` with the reason that is returned,
    /// and changes nothing else.
    @discardableResult
    public mutating func apply(_ entry: LedgerEvent) -> Refusal? {
        guard entries[entry.compartment, default: []].insert(entry.id).inserted else { return nil }
        let mark = Self.mark(of: entry, after: entries[entry.compartment]?.count ?? 0)
        fingerprint &+= mark
        marks.add(mark, to: entry.compartment)
        do throws(Refusal) {
            try accept(entry)
            return nil
        } catch {
            refusals.insert(RefusedEvent(entry: entry, refusal: error))
            return error
        }
    }

    /// Drops everything that a compartment's events gave, so that they can be applied again from its first: for a key
    /// that came late. The organisation's own compartment is common ground and stays.
    public mutating func forget(_ compartment: ID<Compartment>) {
        guard compartment != .organisation else { return }
        if compartment == .intake {
            intake = RequestBook(isOfCase: false)
            intakeEpochs = [1]
            unreadableDigests = []
        } else {
            book.forget(compartment)
        }
        entries[compartment] = nil
        fingerprint &-= marks.forget(compartment)
        refusals.forget(compartment)
        unknown.removeAll { $0.compartment == compartment }
    }

    private mutating func accept(_ entry: LedgerEvent) throws(Refusal) {
        if entry.compartment == .organisation, case .memberAdmitted = entry.event {
            return try acceptIntoOrganisation(entry)
        }
        let author = try people.author(of: entry)
        if case .unknown = entry.event {
            unknown.insert(entry, at: LedgerOrder.end(of: entry.sequence, in: unknown) { $0.sequence })
            return
        }
        switch entry.compartment {
        case .organisation: try acceptIntoOrganisation(entry)
        case .intake: try acceptIntoIntake(entry, author)
        default:
            try book.apply(entry, author, people)
        }
    }

    private mutating func acceptIntoOrganisation(_ entry: LedgerEvent) throws(Refusal) {
        switch entry.event {
        case .memberAdmitted(let member, let name, let device, let key, let recipient, let endorsement):
            try people.admit(
                member, name: name, device: device, verificationKey: key, recipient: recipient,
                isEndorsed: endorsement != nil, in: entry)
        case .memberRemoved(let member, let reason): try people.remove(member, reason: reason, in: entry)
        case .rolesSet(let member, let roles): try people.setRoles(roles, of: member, in: entry)
        case .organisationFounded(let name, let languages, let isRehearsal):
            guard organisation == nil else { throw .organisationAlreadyFounded }
            organisation = OrganisationRecord(name: name, languages: languages, isRehearsal: isRehearsal)
        case .cardPublished(let version, let validUntil):
            try people.requireDirector(entry)
            guard version > card?.version ?? 0 else { throw .cardVersionNotNewer }
            let published = CardRecord(version: version, validUntil: validUntil)
            card = published
            cards.append(published)
        case .deviceEnrolled(let device, let accessKey): try people.enrol(device, accessKey: accessKey, in: entry)
        case .ledgerEpochStarted: try people.requireDirector(entry)
        case .compartmentsErased(let compartments, let grants):
            let author = try people.author(of: entry)
            tombstones.append(
                Tombstone(
                    author: author, sequence: entry.sequence, at: entry.recordedAt, compartments: Set(compartments),
                    grants: Set(grants)))
        case .requestsErased(let requests, let places):
            let author = try people.author(of: entry)
            requestTombstones.append(
                RequestTombstone(
                    author: author, standing: entry.standing, requests: Set(requests), places: Set(places)))
        case .requestReceived, .messageReceived, .requestOpened, .requestMoved, .requestStepped, .replySent,
            .noteAdded, .intakeUnreadable, .inCompartment, .unknown:
            throw .wrongCompartment
        }
    }

    private mutating func acceptIntoIntake(_ entry: LedgerEvent, _ author: ID<Member>) throws(Refusal) {
        // Who holds the intake's key is said by roles; that a new key is in use is said here, by one of them.
        if case .inCompartment(.access(.epochStarted(let epoch))) = entry.event {
            guard people.roles(of: author, before: entry.sequence).contains(.intake) else { throw .notAHolder }
            guard intakeEpochs.insert(epoch).inserted else { throw .epochNotNewer }
            return
        }
        guard case .intakeUnreadable(let digest) = entry.event else {
            // Whoever was taken off duty may still have a key, and even fetch what people write; they decide nothing any more.
            guard entry.event.isFromThePerson || people.roles(of: author, before: entry.sequence).contains(.intake)
            else { throw .notOnDuty }
            return try intake.apply(
                FoldContext(entry: entry, author: author, access: AccessRecord(), members: people))
        }
        guard unreadableDigests.insert(digest).inserted else { throw .duplicateUnreadable }
    }

    /// What an entry adds to the fingerprint of its compartment.
    /// - Parameter count: how many entries were taken from the compartment, with this one.
    private static func mark(of entry: LedgerEvent, after count: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(entry.compartment)
        hasher.combine(entry.id)
        hasher.combine(count)
        return hasher.finalize()
    }
}
