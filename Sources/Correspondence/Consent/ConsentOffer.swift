// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// Names one question of what may be done with what (docs/protocol.md, section 5.1).
public struct ConsentID: Hashable, Sendable {
    /// 16 bytes.
    public let bytes: [UInt8]

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}

/// What the organisation's reply says of one question: that it is asked, or where the person's answer stands.
public struct ConsentOffer: Hashable, Sendable, RedactedPrinting {
    public enum Standing: UInt8, CaseIterable, Sendable {
        /// The body of the reply explains it. Nobody has answered yet; silence is no.
        case asked = 1
        /// The person said yes; somebody has yet to read what they said in their own words. Not in force.
        case answered
        /// The person said yes, and somebody wants to talk it over first. Not in force.
        case toTalkOver
        /// What `scope` says may be passed on.
        case inForce
        /// The person said no, or took it back.
        case refused
    }

    public var id: ConsentID
    public var standing: Standing
    /// What is asked, what was agreed to, or what it was about.
    public var scope: ConsentScope

    public init(id: ConsentID, standing: Standing, scope: ConsentScope) {
        self.id = id
        self.standing = standing
        self.scope = scope
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        self.init(
            id: try reader.identifier(16) { ConsentID($0) }, standing: try reader.value { Standing(rawValue: $0) },
            scope: try ConsentScope(reading: &reader))
    }

    func write(to writer: inout ByteWriter) {
        writer.raw(id.bytes)
        writer.u8(standing.rawValue)
        scope.write(to: &writer)
    }
}

/// What a person says to an offer. The body of the same message is their receipt: what they were shown and what they said.
public struct OfferAnswer: Hashable, Sendable, RedactedPrinting {
    public enum Choice: Hashable, Sendable {
        /// This much, and no more.
        case agreed(ConsentScope)
        /// Not at all, or not any more.
        case no
        /// The person wants to ask something first. Nothing follows from it.
        case asksFirst
    }

    public var id: ConsentID
    public var choice: Choice
    /// The language in which everything was shown, as a tag.
    public var language: String
    /// What the person said back in their own words, and behind that whom they forbid: where a message has the one it always had room for the
    /// other, so that a desk of before reads the no (docs/decisions/0099).
    private var texts: [String]

    /// - Parameter neverTo: whom the person forbids, one line each, beside a no or a question. What they leave out of a yes stands in its scope.
    public init(id: ConsentID, choice: Choice, language: String, ownWords: [String], neverTo: [String] = []) {
        self.id = id
        self.choice = choice
        self.language = language
        let names = choice.isAgreement ? [] : Self.packed(neverTo)
        texts = names.isEmpty ? ownWords : (ownWords + ["", ""]).prefix(Self.questionCount) + names
    }

    /// What the person said back in their own words, one for each question.
    public var ownWords: [String] { choice.isAgreement ? texts : Array(texts.prefix(Self.questionCount)) }

    /// Whom the person forbids beside a no or a question, as they wrote it, one line each. Who is left out of a yes stands in its scope.
    public var neverTo: [String] {
        guard !choice.isAgreement else { return [] }
        let lines = texts.dropFirst(Self.questionCount).joined().unicodeScalars.split { $0 == "\n" || $0 == "\r" }
        return lines.map { String(String.UnicodeScalarView($0)) }
    }

    /// Of each text in ``ownWords``, in UTF-8.
    public static let ownWordsByteCount = 4_096
    public static let ownWordsCount = 4
    /// How many questions are answered in one's own words. What stands behind that in an answer that agrees to nothing are names.
    public static let questionCount = 2

    /// As few texts as hold them, cut wherever one is full: they are read as one.
    private static func packed(_ names: [String]) -> [String] {
        var texts: [String] = []
        var text = String.UnicodeScalarView()
        var count = 0
        for scalar in names.joined(separator: "\n").unicodeScalars {
            let width = UTF8.width(scalar)
            if count + width > ownWordsByteCount {
                texts.append(String(text))
                (text, count) = (String.UnicodeScalarView(), 0)
            }
            text.append(scalar)
            count += width
        }
        return text.isEmpty ? texts : texts + [String(text)]
    }

    /// Whether it holds to its limits.
    public var isWellFormed: Bool {
        if case .agreed(let scope) = choice, !scope.isWellFormed { return false }
        return LanguageTag.isWellFormed(language) && texts.count <= Self.ownWordsCount
            && texts.allSatisfy { $0.utf8.count <= Self.ownWordsByteCount }
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        id = try reader.identifier(16) { ConsentID($0) }
        choice =
            switch try reader.u8() {
            case 1: .agreed(try ConsentScope(reading: &reader))
            case 2: .no
            case 3: .asksFirst
            default: throw .invalidValue
            }
        language = try reader.text8()
        let count = Int(try reader.u8())
        guard count <= Self.ownWordsCount else { throw .invalidValue }
        texts = []
        for _ in 0..<count {
            texts.append(try reader.boundedText(of: try reader.u16(), atMost: Self.ownWordsByteCount))
        }
        guard isWellFormed else { throw .invalidValue }
    }

    /// As it stands in a message.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout ByteWriter) {
        writer.raw(id.bytes)
        switch choice {
        case .agreed(let scope):
            writer.u8(1)
            scope.write(to: &writer)
        case .no:
            writer.u8(2)
        case .asksFirst:
            writer.u8(3)
        }
        writer.text8(language)
        writer.u8(UInt8(texts.count))
        for text in texts { writer.text16(text) }
    }
}

extension OfferAnswer.Choice {
    /// Whether it allows anything.
    fileprivate var isAgreement: Bool { if case .agreed = self { true } else { false } }
}

extension ByteReader {
    /// At least one and at most ``MessageLimits/offerCount``.
    mutating func offers() throws(ByteReaderError) -> [ConsentOffer] {
        let count = Int(try u8())
        guard (1...MessageLimits.offerCount).contains(count) else { throw .invalidValue }
        var offers: [ConsentOffer] = []
        for _ in 0..<count { offers.append(try ConsentOffer(reading: &self)) }
        return offers
    }
}

extension ByteWriter {
    mutating func offers(_ offers: [ConsentOffer]) {
        u8(UInt8(offers.count))
        for offer in offers { offer.write(to: &self) }
    }
}
