// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why an age file could not be written or read. The text in some cases names the place and is safe to log:
/// it never holds plaintext or key material.
public enum AgeError: Error, Equatable, Sendable {
    /// The header is not one that age v1 allows, or it ends early.
    case headerDamaged(String)
    /// An identity opened the file key, but the header was changed afterwards.
    case macWrong
    /// The header is sound and none of the identities is one that it was sealed to.
    case noIdentityMatched
    /// A chunk of the payload was changed, moved, repeated or cut, or something follows the last one.
    case payloadDamaged
    /// The payload ends before its last chunk.
    case payloadTruncated
    /// The text around the file is not strict armor.
    case armorDamaged(String)
    /// The file asks for 2^n rounds of scrypt, more than the identity allows.
    case workFactorTooHigh(Int)
    /// The text or bytes are not a recipient.
    case invalidRecipient(String)
    /// The text or bytes are not an identity. The text given is never repeated here.
    case invalidIdentity(String)
    /// These recipients cannot share a file.
    case incompatibleRecipients(String)
}

extension AgeError {
    /// The part of an age file, or of the request, that a failure lies in.
    public enum Place: Sendable, Hashable, CaseIterable {
        case header, mac, identities, payload, armor, request
    }

    /// Where the failure lies. The test vectors of the age specification tell the same classes apart.
    public var place: Place {
        switch self {
        case .headerDamaged, .workFactorTooHigh: .header
        case .macWrong: .mac
        case .noIdentityMatched: .identities
        case .payloadDamaged, .payloadTruncated: .payload
        case .armorDamaged: .armor
        case .invalidRecipient, .invalidIdentity, .incompatibleRecipients: .request
        }
    }
}
