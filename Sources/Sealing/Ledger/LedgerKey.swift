// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
internal import Crypto

/// Hides everything in the ledger from the relay, even which compartment an entry is for. Every device has it.
public struct LedgerKey: Sendable, RedactedPrinting {
    public let epoch: UInt32
    private let key: SymmetricKey
    /// Derived once: a ledger of a million entries asks for it a million times.
    private let entryKey: SymmetricKey

    /// A fresh one.
    public init(epoch: UInt32) { self.init(epoch: epoch, key: SymmetricKey(size: .bits256)) }

    /// A fresh one of an epoch that starts now; the number is a random name, as a compartment's is.
    public static func startingEpoch() -> LedgerKey { LedgerKey(epoch: UInt32.random(in: 2...UInt32.max)) }

    /// Nil unless there are 32 bytes.
    public init?(epoch: UInt32, bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(epoch: epoch, key: SymmetricKey(data: bytes))
    }

    private init(epoch: UInt32, key: SymmetricKey) {
        self.epoch = epoch
        self.key = key
        entryKey = Derivation.key(key, "lifeboat/v1/ledger/entry")
    }

    /// The 32 secret bytes.
    public var exposedBytes: [UInt8] { key.exposedBytes }

    func derived(_ label: String) -> [UInt8] { Derivation.bytes(key, label) }

    /// Seals to the smallest size that holds the content.
    public func seal(_ content: EntryContent) throws(SealedEntryError) -> SealedEntry {
        try seal(content, nonce: ChaChaPoly.Nonce())
    }

    /// Under a nonce that is given by tests alone, to make the bytes of a vector.
    func seal(_ content: EntryContent, nonce: ChaChaPoly.Nonce) throws(SealedEntryError) -> SealedEntry {
        let inner = content.encoded()
        let needed = inner.count + SealedEntry.overheadByteCount
        guard let total = Padding.bucket(holding: needed, from: SealedEntry.byteCounts),
            let padded = Padding.padded(inner, to: total - SealedEntry.headerByteCount - SealedBoxBytes.tagByteCount)
        else { throw .tooLarge(needed) }
        var header = ByteWriter(reservingCapacity: total)
        header.u8(1)
        header.u32(epoch)
        header.raw(Array(nonce))
        guard let box = try? ChaChaPoly.seal(padded, using: entryKey, nonce: nonce, authenticating: header.bytes) else {
            preconditionFailure("a 32-byte key and a fresh nonce always seal")
        }
        header.raw(box.ciphertext)
        header.raw(box.tag)
        return SealedEntry(unchecked: header.bytes, ledgerEpoch: epoch)
    }

    /// Takes the outer layer off.
    public func open(_ entry: SealedEntry) throws(SealedEntryError) -> EntryContent {
        guard entry.ledgerEpoch == epoch else { throw .unknownLedgerEpoch(entry.ledgerEpoch) }
        let box = entry.bytes[SealedEntry.headerStart...]
        guard
            let padded = SealedBoxBytes.open(box, entryKey, authenticating: entry.bytes[..<SealedEntry.headerByteCount])
        else { throw .damaged }
        guard let inner = try? Padding.content(of: padded) else { throw .wrongPadding }
        return try EntryContent(parsing: inner[...])
    }
}
