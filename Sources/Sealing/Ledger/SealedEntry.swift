// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework

/// Why bytes are no entry of this ledger.
public enum SealedEntryError: Error, Equatable, Sendable {
    case unknownVersion(UInt8)
    /// Not 1,024 · 2^k bytes, k = 0...10.
    case wrongSize(Int)
    /// The content does not fit the largest entry; the size it would need.
    case tooLarge(Int)
    case unknownLedgerEpoch(UInt32)
    /// Not sealed with the ledger key, or changed since.
    case damaged
    case wrongPadding
    case unknownKind(UInt8)
    case malformed
}

/// An entry as the relay has it (docs/protocol.md, section 6.1). One that exists has the right shape.
public struct SealedEntry: Hashable, Sendable {
    /// The sizes that an entry may have: 1 KiB doubled up to 1 MiB.
    public static let byteCounts: [Int] = (0...10).map { 1_024 << $0 }

    /// `u8(1) || u32 ledger epoch || bytes[12] nonce`: what the seal authenticates beside the content.
    static let headerByteCount = 17
    /// Where `nonce || ciphertext || tag` starts.
    static let headerStart = 5
    /// Header, tag and the content's length.
    static let overheadByteCount = headerByteCount + SealedBoxBytes.tagByteCount + 4

    public let bytes: [UInt8]
    public let ledgerEpoch: UInt32

    public init(parsing bytes: [UInt8]) throws(SealedEntryError) {
        guard Self.byteCounts.contains(bytes.count) else { throw .wrongSize(bytes.count) }
        guard bytes[0] == 1 else { throw .unknownVersion(bytes[0]) }
        self.init(unchecked: bytes, ledgerEpoch: bytes[1...4].reduce(0) { $0 << 8 | UInt32($1) })
    }

    init(unchecked bytes: [UInt8], ledgerEpoch: UInt32) {
        self.bytes = bytes
        self.ledgerEpoch = ledgerEpoch
    }
}

/// What stands under the outer layer.
public enum EntryContent: Hashable, Sendable {
    /// For every member: admissions, cards.
    case organisation(SignedEvent)
    /// For those who hold the compartment's key.
    case compartment(SealedForCompartment)
    /// Keys, for the devices that can open them.
    case grant(SignedEvent)

    /// Reads what stands under the outer layer.
    public init(parsing inner: [UInt8]) throws(SealedEntryError) { try self.init(parsing: inner[...]) }

    /// What is sealed with the ledger key.
    public func encoded() -> [UInt8] {
        switch self {
        case .organisation(let event): [1] + event.encoded()
        case .compartment(let sealed): [2] + sealed.encoded()
        case .grant(let grant): [3] + grant.encoded()
        }
    }

    init(parsing inner: ArraySlice<UInt8>) throws(SealedEntryError) {
        guard let kind = inner.first else { throw .malformed }
        let rest = inner.dropFirst()
        do {
            switch kind {
            case 1: self = .organisation(try SignedEvent(parsing: rest, purpose: .event(.organisation)))
            case 2: self = .compartment(try SealedForCompartment(parsing: rest))
            case 3: self = .grant(try SignedEvent(parsing: rest, purpose: .grant))
            default: throw SealedEntryError.unknownKind(kind)
            }
        } catch let error as SealedEntryError {
            throw error
        } catch {
            throw .malformed
        }
    }
}
