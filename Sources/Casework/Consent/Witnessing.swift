// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a member who is named as the witness of a yes says of it.
public enum WitnessWord: UInt8, CaseIterable, Sendable {
    case confirmed = 1
    case denied
}

/// Whether the member who is named as the witness of a yes was there, as far as they have said so (docs/decisions/0065). Whoever records a
/// yes can name anybody: until the named member has signed for it, it is one person's word.
public struct Witnessing: Hashable, Sendable, Confidential {
    /// That the witness was not there, or heard something else.
    public struct Denial: Hashable, Sendable, Confidential {
        public let entry: ID<Entry>
        /// Seconds since 1970, by the witness's clock.
        public let at: UInt64
        public let note: String
        let standing: Standing
        /// What somebody else than whoever recorded the yes decided, or the witness took back.
        public internal(set) var settled: Settlement?
    }

    public struct Settlement: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let why: String
    }

    /// The entry that recorded the yes.
    public let answer: ID<Entry>
    public let witness: ID<Member>
    public let recordedBy: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    /// Seconds since 1970, by the witness's clock; nil while they have not said so.
    public internal(set) var confirmedAt: UInt64?
    /// In ledger order.
    public internal(set) var denials: [Denial] = []

    /// Whether the witness has said nothing yet.
    public var isOpen: Bool { confirmedAt == nil && denials.isEmpty }

    /// Whether two people stand for it: the witness was there, or somebody else than who recorded it decided that a denial does not hold.
    var isAffirmed: Bool { !isOpen && openDenials.isEmpty }

    /// Denials about which nobody has decided.
    public var openDenials: [Denial] { denials.filter { $0.settled == nil } }

    mutating func take(_ word: WitnessWord, note: String, in saying: Saying) throws(Refusal) {
        guard saying.member == witness else { throw .notTheWitness }
        switch word {
        case .confirmed:
            guard confirmedAt == nil || !openDenials.isEmpty else { throw .alreadySettled }
            // A denial from another machine of theirs, which they had not seen there, stands.
            settle(by: saying, why: note) { saying.standing.knew($0.standing) }
            confirmedAt = saying.recordedAt
        case .denied:
            guard openDenials.isEmpty else { throw .alreadySettled }
            guard !note.isBlank else { throw .reasonMissing }
            denials.append(Denial(entry: saying.entry, at: saying.recordedAt, note: note, standing: saying.standing))
        }
    }

    mutating func decide(on denial: ID<Entry>, why: String, in saying: Saying) throws(Refusal) {
        guard let known = denials.first(where: { $0.entry == denial }) else { throw .unknownEntry }
        guard known.settled == nil else { throw .alreadySettled }
        // Whoever is said to have made it up does not decide that they have not.
        guard saying.member != recordedBy else { throw .secondPersonNeeded }
        guard !why.isBlank else { throw .reasonMissing }
        settle(by: saying, why: why) { $0.entry == denial }
    }

    private mutating func settle(by saying: Saying, why: String, where isMeant: (Denial) -> Bool) {
        for place in denials.indices where denials[place].settled == nil && isMeant(denials[place]) {
            denials[place].settled = Settlement(by: saying.member, at: saying.recordedAt, why: why)
        }
    }
}

extension ConsentRecord {
    /// Denials of its yeses about which nobody has decided: while there is one, nothing new leaves by it.
    public var openDenials: [Witnessing.Denial] { witnessings.flatMap(\.openDenials) }

    public var isDenied: Bool { witnessings.contains { !$0.openDenials.isEmpty } }

    /// Whether somebody still waits for its witnesses: it is in force on `day`, or frozen.
    public func asksWitnesses(on day: Day) -> Bool {
        let said = said(on: day)
        return said.isInForce || said == .frozen
    }
}

extension ConsentLedger {
    mutating func hear(
        _ word: WitnessWord, of id: ID<Consent>, _ answer: ID<Entry>, note: String, in saying: Saying
    ) throws(Refusal) {
        let position = try position(of: id)
        guard let place = records[position].witnessings.firstIndex(where: { $0.answer == answer }) else {
            throw .unknownEntry
        }
        try records[position].witnessings[place].take(word, note: note, in: saying)
        // Whoever lets something go who has not heard of it learns that, as of a freeze.
        if word == .denied { records[position].lessened.append(saying.standing) }
        reconsiderStandstill(by: records[position].witnessings[place], of: position)
    }

    mutating func decide(
        on denial: ID<Entry>, of id: ID<Consent>, why: String, in saying: Saying
    ) throws(Refusal) {
        let position = try position(of: id)
        guard
            let place = records[position].witnessings.firstIndex(where: { witnessing in
                witnessing.denials.contains { $0.entry == denial }
            })
        else { throw .unknownEntry }
        try records[position].witnessings[place].decide(on: denial, why: why, in: saying)
        reconsiderStandstill(by: records[position].witnessings[place], of: position)
    }
}
