// SPDX-License-Identifier: AGPL-3.0-or-later

/// How much fits where (docs/protocol.md, section 4). Enforced when writing and when reading. Everything within these
/// limits fits the largest bucket; a test does the sum.
public enum MessageLimits {
    /// Of a message or a reply, in UTF-8.
    public static let bodyByteCount = 96 * 1024
    /// Of a reply with offers of consent, or a message that answers one, in UTF-8.
    public static let bodyBesideConsentByteCount = 64 * 1024
    /// In one reply.
    public static let offerCount = 8
    /// Of what a visitor says about being answered safely, in UTF-8.
    public static let safeContactByteCount = 4 * 1024
    public static let attachmentCount = 16
    public static let attachmentNameByteCount = 255
    public static let mediaTypeByteCount = 127
    /// One tebibyte.
    public static let attachmentByteCount: UInt64 = 1 << 40
    public static let languageTagByteCount = 35
    /// On a card.
    public static let languageCount = 16
    /// On a card.
    public static let voiceCount = 64
    public static let organisationNameByteCount = 512

    /// The sizes that a relay sees, of envelopes and of what lies in slots.
    public static let bucketByteCounts = [8192, 32768, 131072]

    static func check(
        body: String, atMost limit: Int = bodyByteCount, safeContact: String = "", _ attachments: [Attachment]
    ) throws(EnvelopeError) {
        let excess =
            max(0, body.utf8.count - limit) + max(0, safeContact.utf8.count - safeContactByteCount)
            + attachments.dropFirst(attachmentCount).reduce(0) { $0 + $1.encodedByteCount }
        guard excess == 0 else { throw .tooLarge(excess) }
    }
}

/// Language tags as the protocol has them: a primary subtag of two or three letters and subtags of one to eight letters or
/// digits, as RFC 5646 shapes them, without looking any of them up.
enum LanguageTag {
    static func isWellFormed(_ tag: String) -> Bool {
        let subtags = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard tag.utf8.count <= MessageLimits.languageTagByteCount, let primary = subtags.first else { return false }
        return (2...3).contains(primary.count) && primary.allSatisfy(isLetter)
            && subtags.dropFirst().allSatisfy {
                (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) }
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
