// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
import Bytes

extension OrganisationCard {
    /// What the organisation wants to say of itself, before it is signed.
    public struct Draft: Sendable {
        public var charter: Charter
        /// Seconds since 1970.
        public var issued: UInt64
        /// Seconds since 1970, at most ``OrganisationCard/longestValidity`` after `issued`.
        public var validUntil: UInt64
        /// 1 to 512 bytes of UTF-8.
        public var name: String
        /// 1 to 16 language tags.
        public var languages: [String]
        public var intake: HybridRecipient
        /// 1 to 64 verification keys.
        public var voices: [[UInt8]]
        /// In zero bits.
        public var workDifficulty: UInt8
        /// To whom a machine that asks to join seals its request; nil for a card of the first form.
        public var joining: HybridRecipient?
        /// Whether the organisation is a rehearsal: nobody is behind it, and whoever is in danger is to write elsewhere.
        public var isRehearsal: Bool

        /// `validUntil` nil: as long as a card may be valid.
        public init(
            charter: Charter, issued: UInt64, validUntil: UInt64? = nil, name: String, languages: [String],
            intake: HybridRecipient, voices: [[UInt8]], workDifficulty: UInt8 = 0, joining: HybridRecipient? = nil,
            isRehearsal: Bool = false
        ) {
            self.charter = charter
            self.issued = issued
            self.validUntil = validUntil ?? issued + OrganisationCard.longestValidity
            self.name = name
            self.languages = languages
            self.intake = intake
            self.voices = voices
            self.workDifficulty = workDifficulty
            self.joining = joining
            self.isRehearsal = isRehearsal
        }

        /// The card as it lies in `link.cardSlotName(version:)`. The nonce is fixed, so one version must never be sealed
        /// with two contents: keep the bytes and send the same ones again.
        ///
        /// Throws `damaged` beyond the limits named above, `wrongOrganisation` if the charter is not of the link's
        /// organisation, `signatureWrong` if it is not for `cardKey`, `wrongVersion` for version 0.
        public func sealed(
            version: UInt32, link: OrganisationLink, cardKey: CardKey
        ) throws(CardError) -> [UInt8] {
            guard version > 0 else { throw .wrongVersion }
            guard isWithinLimits else { throw .damaged }
            guard charter.isOf(link.fingerprint) else { throw .wrongOrganisation }
            guard charter.isSigned, charter.cardVerificationKey == cardKey.verificationKey else {
                throw .signatureWrong
            }
            return try Self.slot(content(version: version, cardKey: cardKey), version: version, link: link)
        }

        var isWithinLimits: Bool {
            validUntil >= issued && validUntil - issued <= OrganisationCard.longestValidity
                && (1...MessageLimits.organisationNameByteCount).contains(name.utf8.count)
                && (1...MessageLimits.languageCount).contains(languages.count)
                && languages.allSatisfy { LanguageTag.isWellFormed($0) }
                && (1...MessageLimits.voiceCount).contains(voices.count) && voices.allSatisfy { $0.count == 32 }
        }

        func content(version: UInt32, cardKey: CardKey) -> [UInt8] {
            var writer = ByteWriter(reservingCapacity: 4096)
            writer.u8(OrganisationCard.form(withJoining: joining != nil, isRehearsal: isRehearsal))
            writer.raw(charter.encoded)
            writer.u32(version)
            writer.u64(issued)
            writer.u64(validUntil)
            writer.text16(name)
            writer.u8(UInt8(languages.count))
            for language in languages { writer.text8(language) }
            writer.sized16(intake.rawRepresentation)
            writer.u8(UInt8(voices.count))
            for voice in voices { writer.raw(voice) }
            writer.u8(workDifficulty)
            if let joining { writer.sized16(joining.rawRepresentation) }
            writer.raw(Derivation.sign(seed: cardKey.seed, .card, writer.bytes))
            return writer.bytes
        }

        static func slot(_ content: [UInt8], version: UInt32, link: OrganisationLink) throws(CardError) -> [UInt8] {
            let tagByteCount = 16
            let key = link.cardSealingKey(version: version)
            let name = link.cardSlotName(version: version)
            for size in MessageLimits.bucketByteCounts {
                guard let padded = Padding.padded(content, to: size - tagByteCount) else { continue }
                return Primitives.seal(padded, key: key, authenticating: name.bytes)
            }
            throw .damaged
        }
    }
}
