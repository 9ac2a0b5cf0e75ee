// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Correspondence
internal import RelayAPI
internal import RelayConnection
internal import Sealing

extension OpenDesk {
    /// The depth at which replies are written: that of the newest card.
    var shelfDepth: ShelfDepth {
        guard let depth = visible.card.flatMap({ ShelfDepth(bitCount: $0.shelfDepth) }) else { return .everything }
        return depth
    }

    /// What this desk knows of the conversations that somebody has answered, in the intake and in cases. A desk that sees
    /// fewer than there are divides shelves later, never sooner.
    var answeredConversations: Set<ConversationSecret> {
        let state = ledger.projection.state
        let ofCases = state.cases.flatMap(\.parts).compactMap { part -> RequestRecord? in
            guard case .conversation(let conversation) = part.content else { return nil }
            return conversation.record
        }
        let answered = (state.requests + ofCases).filter { $0.replyCount > 0 }
        return Set(answered.compactMap { ConversationSecret($0.secret.exposed) })
    }
}

extension Workspace {
    /// Tells the relay once at each unlocking what opens its shelves; it may be a new relay, or one restored from a copy.
    func lockShelves(_ desk: OpenDesk) async throws(SyncFailure) {
        guard !desk.hasLockedShelves else { return }
        guard let token = ShelfToken(desk.secrets.link.shelfToken) else { preconditionFailure("a token is 32 bytes") }
        try await asking { () throws(RelayClientError) in try await desk.link.lockShelves(token.lock) }
        desk.hasLockedShelves = true
    }
}
