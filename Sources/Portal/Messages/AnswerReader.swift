// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
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

    /// Windows without any answer that is believed, after which a relay that shows ever more of them is asked no further.
    private static let maximumHollowCount = 4

    let relay: any PortalRelay

    /// The conversation with what its answers say; asks only if this visit has not asked yet.
    func upToDate(_ conversation: Conversation, voices: [[UInt8]]) async throws(RelayClientError) -> Conversation {
        guard !conversation.isUpToDate else { return conversation }
        var conversation = conversation
        conversation.take(try await read(keys: conversation.keys, voices: voices).replies)
        return conversation
    }

    /// The conversation as the relay has it now, for whoever is about to write into it: where the holders of a case were to read it and not one
    /// answer is left, the case was destroyed in this visit, and with it the keys that would open the letter. What the person writes then
    /// begins anew.
    func beforeSealing(_ conversation: Conversation, voices: [[UInt8]]) async throws(RelayClientError) -> Conversation {
        guard conversation.writeTo != nil else { return try await upToDate(conversation, voices: voices) }
        let answers = try await read(keys: conversation.keys, voices: voices)
        var conversation = conversation
        if answers.replies.isEmpty, answers.damagedCount == 0 { conversation.forgetAnswers() }
        conversation.take(answers.replies)
        return conversation
    }

    func read(keys: ConversationKeys, voices: [[UInt8]]) async throws(RelayClientError) -> Answers {
        var answers = Answers()
        var first: UInt32? = 1
        var hollowCount = 0
        while let from = first, hollowCount < Self.maximumHollowCount {
            let countBefore = answers.replies.count
            let window = SlotWindow(from: from, in: keys.secret)
            let slots = try await relay.fetchSlots(window.names.map(\.bytes))
            guard let found = window.replies(in: slots) else { throw .malformedAnswer }
            for content in found.found {
                if let reply = try? Reply(
                    opening: content.bytes, number: content.number, keys: keys, voices: voices)
                {
                    answers.replies.append(reply)
                } else {
                    answers.damagedCount += 1
                }
            }
            answers.missingCount += found.missing.count
            first = found.next
            hollowCount = answers.replies.count == countBefore ? hollowCount + 1 : 0
        }
        return answers
    }
}
