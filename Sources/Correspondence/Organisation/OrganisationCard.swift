// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
import Bytes

/// Why a card was not believed, or could not be made.
public enum CardError: Error, Equatable, Sendable {
    case damaged, wrongOrganisation, signatureWrong, expired, notYetValid, wrongVersion
}

/// What a visitor's side knows of an organisation (docs/protocol.md, section 3). One that exists has been verified against
/// its link.
public struct OrganisationCard: Sendable {
    public let version: UInt32
    /// Seconds since 1970.
    public let issued: UInt64
    /// Seconds since 1970.
    public let validUntil: UInt64
    public let name: String
    /// Language tags, 1 to 16.
    public let languages: [String]
    /// To whom envelopes are sealed.
    public let intake: HybridRecipient
    /// Verification keys that may sign replies, 1 to 64.
    public let voices: [[UInt8]]
    /// A hint for a client that wants to start its proof of work early, in zero bits.
    public let workDifficulty: UInt8
    /// To whom a machine that asks to join seals its request: the directors. Nil on cards of the first form, where it is
    /// ``intake``.
    public let joining: HybridRecipient?
    /// Whether the organisation is a rehearsal: nobody is behind it, and whoever is in danger is to write elsewhere.
    public let isRehearsal: Bool
    /// The root's word for the key that signed this card.
    public let charter: Charter

    /// The form that names a recipient for requests to join.
    static let versionWithJoining: UInt8 = 2

    /// Five weeks, in seconds: a relay that withholds new cards stops the door within that time.
    public static let longestValidity: UInt64 = 5 * 7 * 24 * 3600
    /// The same two forms of a rehearsal's card. A portal that does not know rehearsals refuses them rather than showing the
    /// organisation without its mark.
    static let rehearsal: UInt8 = 3
    static let rehearsalWithJoining: UInt8 = 4

    static func form(withJoining: Bool, isRehearsal: Bool) -> UInt8 {
        if isRehearsal { return withJoining ? rehearsalWithJoining : rehearsal }
        return withJoining ? versionWithJoining : protocolVersion
    }

    /// How far ahead of ours the clock that issued a card may be, in seconds.
    public static let clockTolerance: UInt64 = 24 * 3600

    /// Opens what lies in the card's slot and verifies everything: root, both signatures, dates, version.
    ///
    /// - Parameter now: seconds since 1970.
    public init(opening slot: [UInt8], version: UInt32, link: OrganisationLink, now: UInt64) throws(CardError) {
        let name = link.cardSlotName(version: version)
        let key = link.cardSealingKey(version: version)
        guard MessageLimits.bucketByteCounts.contains(slot.count),
            let padded = Primitives.open(slot, key: key, authenticating: name.bytes),
            let content = try? Padding.content(of: padded)
        else { throw .damaged }
        try self.init(content: content, version: version, link: link, now: now)
    }

    /// What stands inside the sealing, for fuzzing without it.
    @_spi(Fuzzing) public init(
        content: [UInt8], version: UInt32, link: OrganisationLink, now: UInt64
    ) throws(CardError) {
        let received: ReceivedCard
        do { received = try ReceivedCard(content) } catch { throw .damaged }
        let card = received.card
        guard card.charter.isOf(link.fingerprint) else { throw .wrongOrganisation }
        guard card.charter.isSigned,
            Derivation.verifies(received.signature, by: card.charter.cardVerificationKey, .card, received.signed)
        else { throw .signatureWrong }
        guard card.version == version else { throw .wrongVersion }
        guard card.validUntil > now, card.charter.validUntil > now else { throw .expired }
        guard card.issued <= now || card.issued - now <= Self.clockTolerance else { throw .notYetValid }
        self = card
    }

    fileprivate init(_ draft: Draft, version: UInt32) {
        self.version = version
        issued = draft.issued
        validUntil = draft.validUntil
        name = draft.name
        languages = draft.languages
        intake = draft.intake
        voices = draft.voices
        workDifficulty = draft.workDifficulty
        joining = draft.joining
        isRehearsal = draft.isRehearsal
        charter = draft.charter
    }
}

/// A card as it was read, before anything in it is believed.
private struct ReceivedCard {
    let card: OrganisationCard
    let signed: [UInt8]
    let signature: [UInt8]

    init(_ content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        let form = try reader.u8()
        guard (protocolVersion...OrganisationCard.rehearsalWithJoining).contains(form) else { throw .invalidValue }
        let isRehearsal = form >= OrganisationCard.rehearsal
        let namesJoining = form == OrganisationCard.versionWithJoining || form == OrganisationCard.rehearsalWithJoining
        let charter = try reader.charter()
        let version = try reader.u32()
        let draft = OrganisationCard.Draft(
            charter: charter, issued: try reader.u64(), validUntil: try reader.u64(),
            name: try reader.boundedText(of: try reader.u16(), atMost: MessageLimits.organisationNameByteCount),
            languages: try reader.list { reader throws(ByteReaderError) in try reader.text8() },
            intake: try reader.recipient(),
            voices: try reader.list { reader throws(ByteReaderError) in try reader.raw(32) },
            workDifficulty: try reader.u8(), joining: namesJoining ? try reader.recipient() : nil,
            isRehearsal: isRehearsal)
        guard draft.isWithinLimits else { throw .invalidValue }
        card = OrganisationCard(draft, version: version)
        signed = Array(content.prefix(reader.consumedCount))
        signature = try reader.raw(64)
        try reader.finish()
    }
}

extension ByteReader {
    /// As many items as the byte before them says.
    fileprivate mutating func list<Item>(
        _ item: (inout ByteReader) throws(ByteReaderError) -> Item
    ) throws(ByteReaderError) -> [Item] {
        var items: [Item] = []
        for _ in 0..<(try u8()) { items.append(try item(&self)) }
        return items
    }
}
