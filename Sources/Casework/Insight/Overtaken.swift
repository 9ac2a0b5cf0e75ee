// SPDX-License-Identifier: AGPL-3.0-or-later

extension CaseworkState {
    /// Whether the person wrote what nobody has read, or what whoever confirmed the erasure did not know of, in a conversation that the
    /// member holds (docs/decisions/0080-nobody-is-destroyed-unheard.md). Where no confirmation can be seen what is unread counts. What
    /// reached the intake behind the confirmation counts too, for whoever reads there and not in the conversation.
    public func isErasureOvertaken(_ record: CaseRecord, for member: ID<Member>) -> Bool {
        let lifecycle = record.registered?.casework?.lifecycle
        let confirmation = lifecycle?.endings.last { $0.to == .erased }?.standing
        func isNews(_ talk: RequestRecord) -> Bool { confirmation.map { !talk.messages(allKnownBy: $0) } ?? false }
        if let first = lifecycle?.request.flatMap({ request($0) }), isNews(first) { return true }
        return record.parts(of: .conversation).contains { part in
            guard part.access.isHeld(by: member), case .conversation(let conversation) = part.content,
                let talk = conversation.record
            else { return false }
            return talk.holdsUnread || isNews(talk)
        }
    }

    /// The casework of a case that was to be destroyed although the person has written: it is to say so.
    public func toTakeBack(_ record: CaseRecord, for member: ID<Member>) -> PartRecord? {
        guard let part = record.registered, part.access.isHeld(by: member), part.casework?.lifecycle?.state == .erased,
            isErasureOvertaken(record, for: member)
        else { return nil }
        return part
    }
}

extension RequestRecord {
    /// Whether each message was in the ledger that the author of `entry` had.
    fileprivate func messages(allKnownBy entry: Standing) -> Bool {
        timeline.allSatisfy { item in
            guard case .message = item.content else { return true }
            return entry.knew(Standing(sequence: item.sequence, author: item.author, seenSize: 0))
        }
    }
}
