// SPDX-License-Identifier: AGPL-3.0-or-later

/// What Tests/Vectors/protocol/make.py writes.
public enum ProtocolVectors {
    public struct Conversation: Decodable, Sendable {
        public struct Slot: Decodable, Sendable {
            public let number: UInt32
            public let name: HexBytes
        }

        public let entropy, fingerprint, identitySeed, recipient, secret, id, messageKey, nonce: HexBytes
        public let slots: [Slot]
    }

    public struct Organisation: Decodable, Sendable {
        public let root, rootSigningSeed, rootVerificationKey, fingerprint, recoverySeed, recoveryMailbox: HexBytes
        public let cardSecret, cardSeed, charter, intakeSeed, voiceSeed, card, slotName, slot: HexBytes
        public let joiningSeed, joiningCard: HexBytes
        public let rootWords, link, name: String
        public let charterValidUntil, issued, validUntil: UInt64
        public let version: UInt32
        public let languages: [String]
        public let workDifficulty: UInt8
    }

    public struct Messages: Decodable, Sendable {
        public struct File: Decodable, Sendable {
            public let blob, seed: HexBytes
            public let byteCount: UInt64
            public let name, mediaType: String
        }

        public let attachment: File
        public let first, followUp, reply, replyOfCase, replyAsking: HexBytes
        public let consentAgreed, consentRefused, consentForbids: HexBytes
    }

    public struct Compartment: Decodable, Sendable {
        public let key, intakeSeed, intakeRecipient, ledgerKey, doorSeed, doorRecipient, passID, keepingSeed: HexBytes
        /// As it stands in a reply: epoch, name, code.
        public let pass: HexBytes
        public let ledgerEpoch, number: UInt32
    }

    public struct Sealed: Decodable, Sendable {
        public let first, followUp, reply, letter: HexBytes
    }

    public struct RefusedCard: Decodable, Sendable, CustomStringConvertible {
        public let what, error: String
        public let card: HexBytes
        public let now: UInt64
        public var description: String { what }
    }

    public struct RefusedContent: Decodable, Sendable, CustomStringConvertible {
        public let what, error: String
        public let content: HexBytes
        public var description: String { what }
    }

    public struct Joining: Decodable, Sendable {
        public struct LedgerKey: Decodable, Sendable {
            public let epoch: UInt32
            public let key: HexBytes
        }

        public let signingSeed, identitySeed, accessSeed, welcomeSecret, mailbox, relayKey, cardSecret: HexBytes
        public let organisation, request, slotName, welcome, ledgerGrant: HexBytes
        public let name, fingerprint: String
        public let second: UInt64
        public let ledgerKeys: [LedgerKey]
    }

    public struct Padme: Decodable, Sendable {
        public let count, padded: UInt64
    }
}
