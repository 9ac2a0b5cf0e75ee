// SPDX-License-Identifier: AGPL-3.0-or-later

/// A freeze of everything, and the yeses by which it ends (docs/decisions/0050, 0090).
struct StandstillEnding: Sendable, Hashable {
    let standstill: ConsentStandstill
    /// The entries with yeses that colleagues heard in person and who knew of the freeze; true for each for which two people stand and that the
    /// person has not taken back.
    private(set) var yeses: [ID<Entry>: Bool] = [:]
    private var reached = 0

    init(_ standstill: ConsentStandstill) { self.standstill = standstill }

    /// Whether the person was reached again.
    var isReached: Bool { reached > 0 }

    /// It does not count yet: its witness has said nothing.
    mutating func add(_ yes: ID<Entry>) { yeses[yes] = false }

    /// Nothing where the yes is none of these.
    mutating func set(_ yes: ID<Entry>, counts: Bool) {
        guard let before = yeses.updateValue(counts, forKey: yes) else { return yeses[yes] = nil }
        reached += (counts ? 1 : 0) - (before ? 1 : 0)
    }
}

extension ConsentLedger {
    /// Set from a freeze of everything on, until the person was reached again.
    public var standstill: ConsentStandstill? {
        guard let ending, !ending.isReached else { return heldElsewhere }
        return ending.standstill
    }

    /// Who has yet to say that they were there before a freeze of everything ends; nil while nobody has recorded a yes behind it, or it is over.
    public var standstillWitnesses: [ID<Member>]? {
        guard standstill != nil, let ending, !ending.yeses.isEmpty else { return nil }
        let witnesses = records.filter(\.recorded.isInForce).flatMap(\.witnessings).filter {
            ending.yeses[$0.answer] != nil && !$0.isAffirmed
        }.map(\.witness)
        return witnesses.isEmpty ? nil : witnesses
    }

    /// Everything is frozen from here on.
    mutating func standStill(_ freeze: ConsentFreeze, in saying: Saying) {
        ending = StandstillEnding(ConsentStandstill(freeze: freeze))
        frozenIn = saying.standing
        lastFreeze = freeze
        holdWaiting()
    }

    /// One person alone lifts no freeze of everything: it ends when the witness of a yes stands for it too. It lasts again while they deny every
    /// such yes, the person takes it back, or somebody freezes it.
    mutating func reconsiderStandstill(by witnessing: Witnessing, of position: Int) {
        let wasReached = ending?.isReached ?? false
        ending?.set(witnessing.answer, counts: witnessing.isAffirmed && records[position].recorded.isInForce)
        if wasReached, ending?.isReached == false { holdWaiting() }
    }

    /// What waits is talked over before it counts.
    private mutating func holdWaiting() {
        for place in index.takeWaiting() { records[place].pending?.isHeld = true }
    }

    /// Follows up what an event changed about one question.
    /// - Parameter before: what it was found by; nil where it was not known.
    mutating func followUp(_ id: ID<Consent>, before: (marks: ConsentIndex.Marks, isOut: Bool)?) {
        guard let position = records.place(of: id) else { return }
        index.note(position, records[position], before: before?.marks)
        guard !records[position].recorded.isInForce, before?.isOut == false else { return }
        for witnessing in records[position].witnessings { reconsiderStandstill(by: witnessing, of: position) }
    }
}

extension ConsentEvent {
    /// The question that it is about; nil of everything, and of what has to leave without consent.
    var question: ID<Consent>? {
        switch self {
        case .explained(let id, _), .answered(let id, _, _), .narrowed(let id, _), .withdrawn(let id, _),
            .recallSent(let id, _, _), .recallAnswered(let id, _, _, _), .witnessed(let id, _, _, _),
            .denialSettled(let id, _, _), .excluded(let id, _), .asked(let id, _, _), .judged(let id, _, _, _):
            id
        case .frozen(let id, _, _): id
        case .said(let portal): portal.answer.consent
        case .overrideProposed, .overrideSeconded, .overrideTold, .overrideEnded: nil
        }
    }
}
