// SPDX-License-Identifier: AGPL-3.0-or-later

/// Of sections 6.1, 6.2, 7 and 9.
extension ProtocolVectors {
    public struct Entries: Decodable, Sendable {
        public struct Entry: Decodable, Sendable {
            public let what: String
            public let entry, inner, signed, compartment: HexBytes
            /// The event, where there is a short one.
            public let event: HexBytes?
        }

        public struct Refused: Decodable, Sendable {
            public let what, error: String
            public let entry: HexBytes
        }

        public struct Mailbox: Decodable, Sendable {
            public let root, content: HexBytes
            public let slots: [Conversation.Slot]
        }

        public let fingerprint, deviceSigningSeed, deviceIdentitySeed, deviceId, endorsement, ledgerKey: HexBytes
        public let compartment, compartmentKey, entryId, seenRoot, outerNonce, innerNonce: HexBytes
        public let ledgerEpoch, compartmentEpoch: UInt32
        public let second, seenSize: UInt64
        public let recoveryMailbox: Mailbox
        public let entries: [Entry]
        public let refused: [Refused]
    }

    public struct Grants: Decodable, Sendable {
        public struct Refused: Decodable, Sendable {
            public let what: String
            public let content: HexBytes
        }

        public let deviceIdentitySeed, recoverySeed, content, file, compartment, compartmentKey, intakeSeed: HexBytes
        public let voiceSeed, cardSeed, charter, recovery, ledgerKey: HexBytes
        public let second: UInt64
        public let compartmentEpoch, ledgerEpoch: UInt32
        public let refused: [Refused]
    }

    public struct DeviceFiles: Decodable, Sendable {
        public struct Refused: Decodable, Sendable {
            public let what: String
            public let file: HexBytes
        }

        public let passphrase, typedOtherwise, name: String
        public let signingSeed, identitySeed, accessSeed, storageKey, fingerprint, cardSecret, mailbox: HexBytes
        public let relayKey, ledgerKey, welcomeSecret, deviceContent, deviceFile, applicantContent: HexBytes
        public let applicantFile, lightFile: HexBytes
        public let ledgerEpoch: UInt32
        public let refused: [Refused]
    }

    public struct LocalFiles: Decodable, Sendable {
        public let name: String
        public let storageKey, nonce, content, sealed: HexBytes
        public let state, keys, map, ledgerKeys, outbox, lists, pairs, founding, claims, seenEnvelopes: HexBytes
    }

    public struct Vouched: Decodable, Sendable {
        public struct Refused: Decodable, Sendable {
            public let what, error: String
            public let file: HexBytes
        }

        public let fingerprint, cardSeed, charter, text, signatureLine: HexBytes
        public let second: UInt64
        public let refused: [Refused]
    }
}
