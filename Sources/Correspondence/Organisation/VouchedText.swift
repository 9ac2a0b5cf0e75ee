// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// Why a text is not the organisation's word.
public enum VouchedTextError: Error, Hashable, Sendable {
    /// No signature line where one has to stand, or one that is not well formed.
    case malformed
    /// Vouched for by another organisation than the one that was asked about.
    case wrongOrganisation
    /// Changed since it was signed, or signed for another purpose.
    case signatureWrong
    /// The root's word for the key that signed had run out on that day.
    case charterExpired
}

/// What an organisation may vouch for. A signature for one purpose is none for the other.
public enum VouchedPurpose: Sendable, Hashable {
    /// A proposition about a person, for one named recipient.
    case attestation
    /// The manifest of a bag.
    case bag

    var label: Label {
        switch self {
        case .attestation: .attestation
        case .bag: .bag
        }
    }
}

/// A text and the organisation's word for it, which anybody can check who knows the organisation's fingerprint
/// (docs/protocol.md, section 9). The root vouches for the card key, and the card key signs the text.
public struct VouchedText: Hashable, Sendable {
    /// Of a whole file, in bytes.
    public static let maximumByteCount = 1 << 20

    public let text: [UInt8]
    public let purpose: VouchedPurpose
    let charter: Charter
    let signature: [UInt8]

    private static let linePrefix = Array("— lifeboat ".utf8)
    private static let newline = UInt8(ascii: "\n")

    /// Signs. `text` ends with a line break. Nil if the charter is not for this card key.
    public init?(signing text: [UInt8], for purpose: VouchedPurpose, by cardKey: CardKey, under charter: Charter) {
        precondition(text.last == Self.newline, "a vouched text ends with a line break")
        guard charter.cardVerificationKey == cardKey.verificationKey else { return nil }
        self.text = text
        self.purpose = purpose
        self.charter = charter
        signature = Derivation.sign(seed: cardKey.seed, purpose.label, text)
    }

    /// Text and signature line as one file.
    public var file: [UInt8] { text + signatureLine }

    /// `— lifeboat ` and base64url of charter and signature, on a line of its own.
    public var signatureLine: [UInt8] {
        Self.linePrefix + Array(Base64URL.encode(charter.encoded + signature).utf8) + [Self.newline]
    }

    /// Reads a file whose last line is the signature. Nothing is believed yet: ask ``check(_:at:)``.
    public init(parsing file: [UInt8], for purpose: VouchedPurpose) throws(VouchedTextError) {
        guard file.count <= Self.maximumByteCount, file.last == Self.newline else { throw .malformed }
        let start = file.dropLast().lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
        try self.init(text: Array(file[..<start]), signatureLine: Array(file[start...]), for: purpose)
    }

    /// Reads and checks a file as somebody received it: as ``init(parsing:for:)`` and ``check(_:at:)``. A mail program or an editor may have put
    /// CR before each LF on the way; such a file is the organisation's word if it is without them, and otherwise not.
    public init(
        received file: [UInt8], for purpose: VouchedPurpose, of organisation: OrganisationFingerprint, at second: UInt64
    ) throws(VouchedTextError) {
        do throws(VouchedTextError) {
            try self.init(parsing: file, for: purpose)
            try check(organisation, at: second)
        } catch {
            guard let mended = Self.withoutReturns(file) else { throw error }
            try self.init(parsing: mended, for: purpose)
            try check(organisation, at: second)
        }
    }

    /// With LF in place of each CR and LF; nil where there is none.
    private static func withoutReturns(_ file: [UInt8]) -> [UInt8]? {
        var mended: [UInt8] = []
        mended.reserveCapacity(file.count)
        for (place, byte) in file.enumerated() {
            let next = place + 1
            if byte == UInt8(ascii: "\r"), next < file.count, file[next] == newline { continue }
            mended.append(byte)
        }
        return mended.count == file.count ? nil : mended
    }

    /// For a signature that lies beside its text.
    public init(
        text: [UInt8], signatureLine: [UInt8], for purpose: VouchedPurpose
    ) throws(VouchedTextError) {
        guard text.last == Self.newline, signatureLine.last == Self.newline,
            signatureLine.starts(with: Self.linePrefix)
        else { throw .malformed }
        let encoded = signatureLine.dropFirst(Self.linePrefix.count).dropLast()
        guard let bytes = Base64URL.decode(String(decoding: Array(encoded), as: UTF8.self)),
            bytes.count == Charter.byteCount + 64, let charter = Charter(encoded: Array(bytes[..<Charter.byteCount]))
        else { throw .malformed }
        self.text = text
        self.purpose = purpose
        self.charter = charter
        signature = Array(bytes[Charter.byteCount...])
    }

    /// Returns when the organisation vouches for exactly this text, for this purpose. `second`: seconds since 1970.
    public func check(_ organisation: OrganisationFingerprint, at second: UInt64) throws(VouchedTextError) {
        guard charter.isOf(organisation) else { throw .wrongOrganisation }
        guard charter.isSigned,
            Derivation.verifies(signature, by: charter.cardVerificationKey, purpose.label, text)
        else { throw .signatureWrong }
        guard second <= charter.validUntil else { throw .charterExpired }
    }
}
