// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import Correspondence

/// What somebody who knows the card but not the twelve words can write (docs/protocol.md, section 4).
enum ForgedFollowUp {
    static func envelope(
        naming conversation: ConversationID, like honest: [UInt8], to intake: HybridRecipient
    ) throws -> [UInt8] {
        var message = ByteWriter()
        message.u8(1)
        message.u8(2)
        message.u8(1)
        message.raw(conversation.bytes)
        message.raw([UInt8](repeating: 4, count: 16))
        message.u32(500_000)
        message.u8(0)
        message.text16("")
        message.text32("Подлог.")
        message.u8(0)
        message.raw([UInt8](repeating: 9, count: 32))
        let overhead = try AgeFile.seal([], to: [.hybrid(intake)]).count
        guard let padded = Padding.padded(message.bytes, to: honest.count - overhead) else { return [] }
        return try AgeFile.seal(padded, to: [.hybrid(intake)])
    }
}
