// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who could know this today? Of a compartment, or of one fact in it: whoever can read it now, whoever could, and
/// whoever was told. What people read on each other's screens, no ledger knows.
public struct WhoKnows: Sendable, Equatable, Confidential {
    public enum Ending: Hashable, Sendable, Confidential {
        case accessEnded(Holding.Act)
        case removedFromOrganisation(MemberRecord.Removal)
    }

    public struct Reader: Hashable, Sendable, Confidential {
        public let member: ID<Member>
        /// How the access began: by whom, when and why.
        public let since: Holding.Act
        /// Nil for those who can read it now. Who is named with an end keeps what they read, and may have kept a copy.
        public let ending: Ending?
    }

    public let kind: CompartmentKind
    /// Members who hold the key today.
    public let readers: [Reader]
    /// Members who held the key when it was there to read, and do no longer.
    public let pastReaders: [Reader]
    /// Told about this fact, or, of a whole compartment, about anything in it.
    public let told: [RecordedDisclosure]
    /// Told by a place that was passed on, or by an attestation.
    public let given: [Telling]
    /// Told something of this compartment in words that may include the fact. Empty for a whole compartment.
    public let perhapsTold: [RecordedDisclosure]
    /// Members who were on intake duty at any time: what was said before the request became a case, they could read.
    public let intake: [ID<Member>]

    /// Of a whole compartment; nil where this desk cannot open it.
    public init?(_ state: CaseworkState, compartment: ID<Compartment>) {
        guard let part = state.part(compartment) else { return nil }
        self.init(
            part, state.members, since: 0, told: { _ in true }, given: part.content.tellings,
            isFromIntake: part.log.contains { $0.event.isAdopted })
    }

    /// Of what one entry says; nil where it is not in the compartment, or this desk cannot open it.
    public init?(_ state: CaseworkState, entry: ID<Entry>, in compartment: ID<Compartment>) {
        guard let part = state.part(compartment), let item = part.log.first(where: { $0.entry == entry }) else {
            return nil
        }
        self.init(
            part, state.members, since: item.sequence, told: { $0 == entry },
            given: part.content.tellings.filter { $0.isAbout(item.event) }, isFromIntake: item.event.isAdopted)
    }

    private init(
        _ part: PartRecord, _ members: [ID<Member>: MemberRecord], since sequence: UInt64,
        told isAbout: (ID<Entry>?) -> Bool, given: [Telling], isFromIntake: Bool
    ) {
        kind = part.kind
        self.given = given
        let all = part.access.holdings.map { holding in
            Reader(member: holding.member, since: holding.since, ending: Self.ending(of: holding, members))
        }
        let current = all.filter { $0.ending == nil }
        readers = current
        // A key opens what was written before it was given, and what is written after an access has ended until a new key
        // is in use. So only a new key between the end and the fact keeps it from somebody.
        pastReaders = all.filter { reader in
            guard let ending = reader.ending, !current.contains(where: { $0.member == reader.member }) else {
                return false
            }
            let nextKey = part.access.epochStarts.first { $0 > ending.sequence } ?? .max
            return nextKey > sequence
        }
        told = part.access.disclosures.filter { isAbout($0.disclosure.entry) }
        perhapsTold = part.access.disclosures.filter { !isAbout($0.disclosure.entry) && $0.disclosure.entry == nil }
        intake = isFromIntake ? members.values.filter(\.wasOnIntake).map(\.id).sorted() : []
    }

    private static func ending(of holding: Holding, _ members: [ID<Member>: MemberRecord]) -> Ending? {
        if let until = holding.until { return .accessEnded(until) }
        return members[holding.member]?.removal.map(Ending.removedFromOrganisation)
    }
}

extension WhoKnows.Ending {
    /// Its place in the ledger.
    var sequence: UInt64 {
        switch self {
        case .accessEnded(let act): act.sequence
        case .removedFromOrganisation(let removal): removal.sequence
        }
    }
}

extension Event {
    /// Whether it stood in the intake before it came here.
    fileprivate var isAdopted: Bool {
        if case .inCompartment(.conversation(.adopted)) = self { true } else { false }
    }
}
