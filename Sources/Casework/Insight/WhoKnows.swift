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
    /// Members who were given a key that opens it by a word that does not count: they have it all the same.
    public let strayed: [StrayedKey]
    /// Told about this fact, or, of a whole compartment, about anything in it.
    public let told: [RecordedDisclosure]
    /// Told by a place that was passed on, or by an attestation.
    public let given: [Telling]
    /// Told something of this compartment in words that may include the fact. Empty for a whole compartment.
    public let perhapsTold: [RecordedDisclosure]
    /// Members who were on intake duty at any time, or were given its key by a word that does not count: what was said before the
    /// request became a case, they could read.
    public let intake: [ID<Member>]

    /// Of a whole compartment; nil where this desk cannot open it.
    public init?(_ state: CaseworkState, compartment: ID<Compartment>) {
        guard let part = state.part(compartment) else { return nil }
        self.init(
            part, state, fact: nil, told: { _ in true }, given: part.content.tellings,
            isFromIntake: part.log.contains { $0.event.isAdopted })
    }

    /// Of what one entry says, whether or not it counted: what was refused is kept with its words, for whoever has the key. Nil where it is
    /// not in the compartment, or this desk cannot open it.
    public init?(_ state: CaseworkState, entry: ID<Entry>, in compartment: ID<Compartment>) {
        guard let part = state.part(compartment),
            let (event, standing) = part.log.first(where: { $0.entry == entry }).map({ ($0.event, $0.standing) })
                ?? state.refused(entry, in: compartment).map({ ($0.entry.event, $0.entry.standing) })
        else { return nil }
        self.init(
            part, state, fact: standing, told: { $0 == entry },
            given: part.content.tellings.filter { $0.isAbout(event) }, isFromIntake: event.isAdopted)
    }

    private init(
        _ part: PartRecord, _ state: CaseworkState, fact: Standing?,
        told isAbout: (ID<Entry>?) -> Bool, given: [Telling], isFromIntake: Bool
    ) {
        kind = part.kind
        self.given = given
        let members = state.members
        // A key opens what was written before it was given, and what is written afterwards until a new key is in use. So only a new
        // key that its author knew of keeps a fact from somebody.
        let keysOfFact = part.access.epochStarts.filter { fact?.knew($0) ?? false }
        let all = part.access.holdings.map { holding in
            Reader(member: holding.member, since: holding.since, ending: Self.ending(of: holding, members))
        }
        let current = all.filter { $0.ending == nil }
        readers = current
        pastReaders = all.filter { reader in
            guard let ending = reader.ending, !current.contains(where: { $0.member == reader.member }) else {
                return false
            }
            // Whoever started it and had not heard of the end gave it to them too.
            return !keysOfFact.contains { $0.knew(ending.standing) }
        }
        strayed = state.strayedKeys(of: part).filter { key in !keysOfFact.contains { !key.opens($0) } }.lastOfEach
        told = part.access.disclosures.filter { isAbout($0.disclosure.entry) }
        perhapsTold = part.access.disclosures.filter {
            !isAbout($0.disclosure.entry) && $0.disclosure.entry == nil && $0.mayInclude(fact)
        }
        let onDuty = Set(members.values.filter(\.wasOnIntake).map(\.id))
        intake = isFromIntake ? onDuty.union(state.strayedIntakeKeys.map(\.member)).sorted() : []
    }

    private static func ending(of holding: Holding, _ members: [ID<Member>: MemberRecord]) -> Ending? {
        if let until = holding.until { return .accessEnded(until) }
        return members[holding.member]?.removal.map(Ending.removedFromOrganisation)
    }
}

extension CaseworkState {
    /// An entry of a compartment that did not count; nil where there is none, or this desk cannot open it.
    public func refused(_ entry: ID<Entry>, in compartment: ID<Compartment>) -> RefusedEvent? {
        refused(inCompartment: compartment).first { $0.entry.id == entry }
    }
}

extension CaseRecord {
    /// Where else in the case the words of an entry stand, as far as this desk can read it: what a person answered at the portal is in the
    /// conversation as they sent it, and in the casework, by whose rules it counts.
    public func copies(of entry: ID<Entry>, in part: ID<Compartment>) -> [(part: PartRecord, entry: ID<Entry>)] {
        guard let item = parts.first(where: { $0.compartment == part })?.log.first(where: { $0.entry == entry }),
            let message = item.event.answer
        else { return [] }
        return parts.filter { $0.compartment != part }.flatMap { other in
            other.log.filter { $0.event.answer == message }.map { (other, $0.entry) }
        }
    }
}

extension WhoKnows.Ending {
    fileprivate var standing: Standing {
        switch self {
        case .accessEnded(let act): act.standing
        case .removedFromOrganisation(let removal): removal.standing
        }
    }
}

extension RecordedDisclosure {
    /// Whether the fact may be in what was told. In a bag is what whoever let it go had seen; what somebody says in words they may know
    /// before it is written down.
    fileprivate func mayInclude(_ fact: Standing?) -> Bool {
        guard let fact, disclosure.bag != nil, standing.seenSize > 0 else { return true }
        return standing.knew(fact)
    }
}

extension [StrayedKey] {
    /// Each member once, with what came last.
    fileprivate var lastOfEach: [StrayedKey] {
        enumerated().filter { place, key in !self[(place + 1)...].contains { $0.member == key.member } }.map(\.element)
    }
}

extension Event {
    /// The message by which a person answered at the portal, where it says what they answered.
    fileprivate var answer: ID<Message>? {
        switch self {
        case .inCompartment(.conversation(.answered(_, let message, _))): message.id
        case .inCompartment(.consent(.said(let saying))): saying.message
        default: nil
        }
    }

    /// Whether it stood in the intake before it came here.
    fileprivate var isAdopted: Bool {
        if case .inCompartment(.conversation(.adopted)) = self { true } else { false }
    }
}
