// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// One visit's question to the relay: eight reply numbers among eight random names, in random order, so that the relay
/// learns neither how many replies wait nor that two visits belong together (docs/protocol.md, section 5).
public struct SlotWindow: Sendable, RedactedPrinting {
    /// How many replies a window asks for.
    public static let replyCount = 8
    /// How many names the relay sees.
    public static let nameCount = 16

    /// The lowest reply number that is asked for.
    public let first: UInt32
    /// Sixteen names, in the order to ask in.
    public let names: [SlotName]
    /// Where in `names` reply `first + index` stands.
    private let places: [Int]

    /// - Parameter first: the lowest number to ask for, from 1.
    public init(from first: UInt32 = 1, in secret: ConversationSecret) {
        var random = Primitives.generator
        self.init(from: first, in: secret, using: &random)
    }

    init(from first: UInt32, in secret: ConversationSecret, using random: inout some RandomNumberGenerator) {
        self.first = max(1, min(first, UInt32.max - UInt32(Self.replyCount)))
        let places = (0..<Self.nameCount).shuffled(using: &random)
        var names = (0..<Self.nameCount).map { _ in SlotName.random() }
        for offset in 0..<Self.replyCount { names[places[offset]] = secret.slotName(self.first + UInt32(offset)) }
        self.places = Array(places.prefix(Self.replyCount))
        self.names = names
    }

    /// What the relay's answers say, given in the order of ``names``. Nil unless there are sixteen; a name without
    /// content is nil or empty.
    public func replies(in answers: [[UInt8]?]) -> SlotAnswers? {
        guard answers.count == Self.nameCount else { return nil }
        var found: [SlotAnswers.Content] = []
        for offset in 0..<Self.replyCount {
            guard let content = answers[places[offset]], !content.isEmpty else { continue }
            found.append(SlotAnswers.Content(number: first + UInt32(offset), bytes: content))
        }
        return SlotAnswers(first: first, found: found)
    }
}

/// The sealed replies of one window, by number.
public struct SlotAnswers: Sendable, Equatable {
    public struct Content: Sendable, Equatable {
        /// The reply's number.
        public let number: UInt32
        /// What lies in the slot, still sealed.
        public let bytes: [UInt8]
    }

    let first: UInt32
    /// In ascending order.
    public let found: [Content]

    /// Where to ask again, because every number of this window exists and more may; nil at the end.
    public var next: UInt32? {
        found.count == SlotWindow.replyCount ? first + UInt32(SlotWindow.replyCount) : nil
    }

    /// Numbers without content below one that has some: the relay held them back, or the organisation withdrew them.
    public var missing: [UInt32] {
        guard let last = found.last?.number else { return [] }
        return (first...last).filter { number in !found.contains { $0.number == number } }
    }
}
