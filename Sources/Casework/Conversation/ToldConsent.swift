// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where one question stands, as a reply tells the person.
public struct ToldConsent: Hashable, Sendable, Confidential {
    public enum Standing: UInt8, CaseIterable, Sendable {
        case asked = 1
        /// They said yes; nobody has judged their own words yet.
        case answered
        /// They said yes, and somebody wants to talk it over first.
        case toTalkOver
        case inForce
        /// They said no, or took it back.
        case refused
    }

    public var id: ID<Consent>
    public var standing: Standing
    public var terms: ConsentTerms
    public var until: Day

    public init(_ id: ID<Consent>, _ standing: Standing, _ terms: ConsentTerms, until: Day) {
        self.id = id
        self.standing = standing
        self.terms = terms
        self.until = until
    }
}

extension ToldConsent: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(try reader.id(), try reader.value(), try reader.payload(), until: try reader.day())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        writer.value(standing)
        try writer.payload(terms)
        writer.day(until)
    }
}

/// What a message from the person says to a question about consent.
public struct AnsweredConsent: Hashable, Sendable, Confidential {
    public let message: ID<Message>
    public let sentHour: UInt32
    /// The body of the message: the person's receipt.
    public let shown: String
    public let answer: PortalAnswer
}
