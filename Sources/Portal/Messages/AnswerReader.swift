// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import RelayAPI
import RelayConnection

/// Asks the relay for the answers to one conversation and believes only those that the organisation signed.
struct AnswerReader {
    struct Answers: RedactedPrinting {
        var replies: [Reply] = []
        /// Slots that hold something that could not be opened or verified.
        var damagedCount = 0
        /// Numbers below the highest that hold nothing.
        var missingCount = 0
    }

    let relay: any PortalRelay

    /// The conversation with what its answers say; asks only if this visit has not asked yet.
    func upToDate(
        _ conversation: Conversation, at door: OrganisationDoor.OpenDoor
    ) async throws(RelayClientError) -> Conversation {
        guard !conversation.isUpToDate else { return conversation }
        var conversation = conversation
        conversation.take(try await read(keys: conversation.keys, at: door).replies)
        return conversation
    }

    /// Reads the whole shelf, whatever is found on the way, and opens only when its end has come: neither the time nor the
    /// amount says which replies were looked for, or whether there was one.
    func read(keys: ConversationKeys, at door: OrganisationDoor.OpenDoor) async throws(RelayClientError) -> Answers {
        var search = ShelfSearch(for: keys.secret, at: door.card.shelfDepth)
        do {
            for try await slot in try await relay.readShelf(search.shelf.name, token: door.shelfToken) {
                guard let name = SlotName(slot.name.bytes) else { continue }
                search.take(name, content: slot.content)
            }
        } catch {
            throw (error as? RelayClientError) ?? .unreachable
        }
        return Self.opened(search, keys, voices: door.card.voices)
    }

    private static func opened(_ search: ShelfSearch, _ keys: ConversationKeys, voices: [[UInt8]]) -> Answers {
        var answers = Answers()
        answers.missingCount = search.missing.count
        for found in search.found {
            let reply = try? Reply(opening: found.content, number: found.number, keys: keys, voices: voices)
            guard let reply else {
                answers.damagedCount += 1
                continue
            }
            // The same answer twice, written at two depths, is one.
            if answers.replies.last?.number != reply.number { answers.replies.append(reply) }
        }
        return answers
    }
}

extension Shelf {
    /// The shelf as the relay knows it.
    fileprivate var name: ShelfName {
        guard let name = ShelfName(depth: depth.bitCount, mark: mark) else {
            preconditionFailure("a shelf's mark ends at its depth")
        }
        return name
    }
}
