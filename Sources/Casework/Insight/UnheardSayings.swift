// SPDX-License-Identifier: AGPL-3.0-or-later

extension CaseRecord {
    /// What the casework says that the person answered at the portal, and what does not stand so in the conversation that this desk can
    /// open: somebody made it up. Empty where this desk cannot open the conversation.
    public var unheardSayings: [PortalRecord] {
        let talks = parts.compactMap { part -> ConversationPart? in
            guard case .conversation(let talk) = part.content, talk.record != nil else { return nil }
            return talk
        }
        guard !talks.isEmpty else { return [] }
        let answers = Dictionary(grouping: talks.flatMap(\.answers), by: \.message)
        return parts.compactMap(\.casework).flatMap(\.consent.sayings).filter { record in
            let heard = answers[record.saying.message] ?? []
            return !heard.contains { $0.answer == record.saying.answer && $0.shown == record.saying.shown }
        }
    }
}
