// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something in a case that is not over. A case may be closed over it, by whoever says that they know: what stands in other parts cannot
/// be asked by the fold of the casework, whose holders may lack their keys.
public enum Unfinished: Hashable, Sendable, Confidential {
    /// A time limit that runs, stands still, or passed without anybody having acted.
    case clock(ID<Compartment>, ID<LegalMatter>, LegalClock)
    case task(ID<Compartment>, TaskRecord)
    /// What two let go without consent, whether or not it has left, and the person has not been told.
    case overrideUntold(ID<Compartment>, VitalOverride)
    /// The person wrote, and waits for an answer since then, in seconds since 1970.
    case unanswered(ID<Compartment>, since: UInt64)
    /// So many messages nobody has read, of a person who waits for none.
    case unread(ID<Compartment>, Int)
    /// What has to be asked back, and nobody has.
    case recallToSend(ID<Compartment>, HandedOver)
    /// What was asked back, and nobody has answered.
    case recallOpen(ID<Compartment>, ConsentRecall)
    /// A question that waits for the person at the portal, or their answer for somebody who judges it.
    case consentOpen(ID<Compartment>, ConsentRecord)
    case contradiction(ID<Compartment>, ContradictionRecord)
    case withholding(ID<Compartment>, WithholdingRecord)
    /// The organisation's word, which has lost its ground and is out.
    case attestationShaken(ID<Compartment>, AttestationRecord)
}

extension PersonRecord {
    /// What is not over in ``home``, of the parts that this desk can open. Getting ready to close ends with closing, and is not among it.
    public func unfinished(on day: Day) -> [Unfinished] {
        home.parts.flatMap { part -> [Unfinished] in
            let home = part.compartment
            let tasks = part.tasks.filter { $0.isOpen && $0.template != .beforeClosing }.map {
                Unfinished.task(home, $0)
            }
            switch part.content {
            case .legal(let legal):
                return legal.matters.flatMap { matter in
                    matter.clocks(on: day).filter(\.isOpen).map { .clock(home, matter.id, $0) }
                }
            case .casework(let work):
                let untold = work.consent.overrides.filter { $0.secondedBy != nil && $0.toldOn == nil }
                return tasks + untold.map { .overrideUntold(home, $0) } + unfinished(work.consent, home, on: day)
            case .identity: return tasks
            case .conversation(let conversation): return unfinished(conversation, home)
            case .evidence(let evidence):
                return evidence.openContradictions.map { .contradiction(home, $0) }
                    + evidence.withholdings.filter(\.isOpen).map { .withholding(home, $0) }
                    + evidence.shakenAttestations(on: day).map { .attestationShaken(home, $0) }
            case .whereabouts: return []
            }
        }
    }

    private func unfinished(_ consent: ConsentLedger, _ home: ID<Compartment>, on day: Day) -> [Unfinished] {
        consent.records.flatMap { record -> [Unfinished] in
            let isAsked = record.state(on: day) == .explained && (record.ask.map { day <= $0.openUntil } ?? false)
            return bagsToRecall(under: record, on: day).map { .recallToSend(home, $0) }
                + record.openRecalls.map { .recallOpen(home, $0) }
                + (record.pending != nil || record.openQuestion(on: day) != nil || isAsked
                    ? [.consentOpen(home, record)] : [])
        }
    }

    private func unfinished(_ conversation: ConversationPart, _ home: ID<Compartment>) -> [Unfinished] {
        guard let record = conversation.record else { return [] }
        if let since = record.waitingSince { return [.unanswered(home, since: since)] }
        return record.unreadCount > 0 ? [.unread(home, record.unreadCount)] : []
    }
}
