// SPDX-License-Identifier: AGPL-3.0-or-later

extension CaseRecord {
    /// Whether the person wrote what nobody has read, or what whoever confirmed the erasure did not know of, in a conversation that the
    /// member holds (docs/decisions/0080-nobody-is-destroyed-unheard.md). Where no confirmation can be seen what is unread counts.
    public func isErasureOvertaken(for member: ID<Member>) -> Bool {
        let confirmation = registered?.casework?.lifecycle?.endings.last { $0.to == .erased }?.standing
        return parts(of: .conversation).contains { part in
            guard part.access.isHeld(by: member), case .conversation(let conversation) = part.content,
                let talk = conversation.record
            else { return false }
            return talk.holdsUnread || confirmation.map { !talk.messages(allKnownBy: $0) } ?? false
        }
    }

    /// The casework of a case that was to be destroyed although the person has written: it is to say so.
    public func toTakeBack(for member: ID<Member>) -> PartRecord? {
        guard let part = registered, part.access.isHeld(by: member), part.casework?.lifecycle?.state == .erased,
            isErasureOvertaken(for: member)
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
