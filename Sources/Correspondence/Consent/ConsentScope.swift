// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// What a person is asked to allow, or allows: as far as a page can say it in plain words (docs/protocol.md, section 5.1).
/// One that does not hold to its limits has no bytes.
public struct ConsentScope: Hashable, Sendable, RedactedPrinting {
    /// What may be passed on: at least one kind, in ascending order.
    public var items: [Item]
    public var purpose: Purpose
    /// Which procedure, for ``Purpose/proceedings``; empty for every other purpose.
    public var procedure: String
    public var recipient: Recipient
    /// Who exactly; empty for anybody of that kind.
    public var recipientName: String
    public var recognisability: Recognisability
    public var handling: Handling
    /// What has to have happened first, in ascending order.
    public var conditions: [Condition]
    public var excludedRecipients: [String]
    /// What has to be left out.
    public var excludedFacts: [String]
    /// The day on which it ends, counted from 1970-01-01.
    public var until: UInt32

    public init(
        items: [Item], purpose: Purpose, procedure: String = "", recipient: Recipient, recipientName: String = "",
        recognisability: Recognisability, handling: Handling, conditions: [Condition] = [],
        excludedRecipients: [String] = [], excludedFacts: [String] = [], until: UInt32
    ) {
        self.items = items
        self.purpose = purpose
        self.procedure = procedure
        self.recipient = recipient
        self.recipientName = recipientName
        self.recognisability = recognisability
        self.handling = handling
        self.conditions = conditions
        self.excludedRecipients = excludedRecipients
        self.excludedFacts = excludedFacts
        self.until = until
    }
}

extension ConsentScope {
    public enum Item: UInt8, CaseIterable, Sendable {
        case identity = 1, statement, document, recording, summary, attestation, contact, figures
    }

    public enum Purpose: UInt8, CaseIterable, Sendable {
        case protection = 1, proceedings, newsByName, newsUnderAnotherName, newsInBackground, research, statistics
        case service
    }

    public enum Recipient: UInt8, CaseIterable, Sendable {
        case newsroom = 1, prosecutor, court, asylumAuthority, internationalOrganisation, lawyer, service, medical
        case researcher, other
    }

    /// How far what is passed on points at the person, from most to least. The numbers are those of the ledger's
    /// vocabulary; what lies between them cannot be said to a stranger in a few plain words.
    public enum Recognisability: UInt8, CaseIterable, Sendable {
        case byName = 1
        case underAnotherName = 5
        case anonymous = 9
        case onlyAsNumber = 10
    }

    /// What the recipient may do with it, from most to least.
    public enum Handling: UInt8, CaseIterable, Sendable {
        case anything = 1, openSteps, quietSteps, nothingNoticeable
    }

    public enum Condition: UInt8, CaseIterable, Sendable {
        case personArrived = 1, familyOut, counselClears
    }

    /// The days that a calendar of the ledger has end before this one (2200-01-01).
    public static let endOfDays: UInt32 = 84_006
    /// Of each text, in UTF-8.
    public static let textByteCount = 255
    /// Of each list of texts.
    public static let listCount = 8

    /// Whether it holds to its limits.
    public var isWellFormed: Bool {
        !items.isEmpty && Self.isAscending(items.map { $0.rawValue })
            && Self.isAscending(conditions.map { $0.rawValue })
            && (purpose == .proceedings) == !procedure.isEmpty && procedure.utf8.count <= Self.textByteCount
            && recipientName.utf8.count <= Self.textByteCount && Self.isWellFormed(excludedRecipients)
            && Self.isWellFormed(excludedFacts) && until < Self.endOfDays
    }

    private static func isWellFormed(_ texts: [String]) -> Bool {
        texts.count <= listCount && texts.allSatisfy { !$0.isEmpty && $0.utf8.count <= textByteCount }
    }

    private static func isAscending(_ values: [UInt8]) -> Bool {
        zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Whether it allows nothing that `wider` does not allow. The desk judges by the ledger; a page asks this so that nobody
    /// sends what will not count.
    public func isWithin(_ wider: ConsentScope) -> Bool {
        items.allSatisfy(wider.items.contains) && purpose == wider.purpose && procedure == wider.procedure
            && recipient == wider.recipient && (wider.recipientName.isEmpty || recipientName == wider.recipientName)
            && recognisability.rawValue >= wider.recognisability.rawValue
            && handling.rawValue >= wider.handling.rawValue && wider.conditions.allSatisfy(conditions.contains)
            && wider.excludedRecipients.allSatisfy(excludedRecipients.contains)
            && wider.excludedFacts.allSatisfy(excludedFacts.contains) && until <= wider.until
    }
}

extension ConsentScope {
    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        let items = try reader.values { Item(rawValue: $0) }
        let purpose = try reader.value { Purpose(rawValue: $0) }
        let procedure = try reader.text8()
        let recipient = try reader.value { Recipient(rawValue: $0) }
        self.init(
            items: items, purpose: purpose, procedure: procedure, recipient: recipient,
            recipientName: try reader.text8(), recognisability: try reader.value { Recognisability(rawValue: $0) },
            handling: try reader.value { Handling(rawValue: $0) },
            conditions: try reader.values { Condition(rawValue: $0) },
            excludedRecipients: try reader.texts(atMost: Self.listCount),
            excludedFacts: try reader.texts(atMost: Self.listCount), until: try reader.u32())
        guard isWellFormed else { throw .invalidValue }
    }

    /// Only of one that is well formed.
    func write(to writer: inout ByteWriter) {
        writer.sized8(items.map { $0.rawValue })
        writer.u8(purpose.rawValue)
        writer.text8(procedure)
        writer.u8(recipient.rawValue)
        writer.text8(recipientName)
        writer.u8(recognisability.rawValue)
        writer.u8(handling.rawValue)
        writer.sized8(conditions.map { $0.rawValue })
        writer.texts(excludedRecipients)
        writer.texts(excludedFacts)
        writer.u32(until)
    }
}

extension ByteReader {
    /// One byte for each value, behind their number.
    mutating func values<Value>(_ make: (UInt8) -> Value?) throws(ByteReaderError) -> [Value] {
        let count = try u8()
        var values: [Value] = []
        for _ in 0..<count { values.append(try value(make)) }
        return values
    }

    mutating func texts(atMost limit: Int) throws(ByteReaderError) -> [String] {
        let count = Int(try u8())
        guard count <= limit else { throw .invalidValue }
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text8()) }
        return texts
    }
}

extension ByteWriter {
    mutating func texts(_ texts: [String]) {
        u8(UInt8(texts.count))
        for text in texts { text8(text) }
    }
}
