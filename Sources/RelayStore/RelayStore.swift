// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a store did not do what it was asked.
public enum RelayStoreError: Error, Hashable, Sendable {
    /// The disk, or the database's bound, is full. What was there is still there.
    case full
    /// Too many calls wait already.
    case busy
    /// The engine failed; `code` is its own number for how.
    case broken(code: Int32)
}

/// What became of an envelope.
public enum IntakeOutcome: Sendable, Hashable {
    case stored(sequence: UInt64)
    /// These bytes are in the drawer, or were until a device took them.
    case known
}

/// What became of a slot's content.
public enum SlotOutcome: Sendable, Hashable {
    case stored
    /// The slot holds these bytes already.
    case unchanged
    /// The slot holds other bytes; they stay.
    case conflict
}

/// What became of entries on their way into the ledger.
public enum AppendOutcome: Sendable, Hashable {
    /// Numbers in the order of the entries; those from `before` on are new. `before`: how many entries the ledger had.
    case stored([UInt64], before: UInt64)
    /// One of them is new, and the ledger has another number of entries than was asked for: none was stored.
    case otherSize(UInt64)
}

/// Three of the relay's four drawers, which blobs of the fourth nobody has claimed yet, and the keys of devices. Everything in it is ciphertext, a name that says
/// nothing, a number, an hour or a public key.
///
/// A write has reached the disk when its call returns. Numbers are given in the order of arrival.
public protocol RelayStore: Sendable {
    // Intake
    func addIntake(
        _ envelope: [UInt8], digest: EnvelopeDigest, hour: UInt32
    ) async throws(RelayStoreError) -> IntakeOutcome
    /// Records with numbers above `sequence`, in order.
    func readIntake(after sequence: UInt64, limit: PageLimit) async throws(RelayStoreError) -> [IntakeRecord]
    /// - Parameter hour: now; the removed envelopes are known from then on for as long as ``RemovalMemory`` says.
    func removeIntake(_ sequences: [UInt64], hour: UInt32) async throws(RelayStoreError)

    // Slots
    /// In the order of the names; nil where there is nothing.
    func readSlots(_ names: [SlotName]) async throws(RelayStoreError) -> [[UInt8]?]
    func writeSlot(_ name: SlotName, content: [UInt8]) async throws(RelayStoreError) -> SlotOutcome
    func removeSlots(_ names: [SlotName]) async throws(RelayStoreError)

    // Ledger
    /// All of them or none. An entry whose leaf is known keeps its number, also after its erasure.
    /// - Parameter size: how many entries the ledger has to have, unless all of these are known; nil for any number.
    func append(_ entries: [LedgerAppend], onto size: UInt64?) async throws(RelayStoreError) -> AppendOutcome
    func readLedger(from sequence: UInt64, limit: PageLimit) async throws(RelayStoreError) -> [LedgerRecord]
    func readLeaves(from sequence: UInt64, limit: Int) async throws(RelayStoreError) -> [LeafHash]
    func erase(_ sequences: [UInt64]) async throws(RelayStoreError)

    // Devices
    func devices() async throws(RelayStoreError) -> Set<DeviceKey>
    /// False, and nothing admitted, when there are `limit` others already.
    func admit(_ device: DeviceKey, limit: Int) async throws(RelayStoreError) -> Bool
    func expel(_ device: DeviceKey) async throws(RelayStoreError)

    // The relay itself
    /// Whose store this is; nil before the relay's first start.
    func relay() async throws(RelayStoreError) -> RelayKey?
    /// From now on this relay's.
    func belong(to relay: RelayKey) async throws(RelayStoreError)

    // Keeping
    func keeping() async throws(RelayStoreError) -> KeepingRecord
    /// Takes a key to which claims count; of several the newest `limit` stay. One that is there already is not moved. The device
    /// counts from now on as one that claims.
    /// - Parameter hour: the first hour of today: with the first key ever the count of device days begins.
    func announce(
        _ key: KeepingKey, by device: DeviceKey, limit: Int, hour: UInt32
    ) async throws(RelayStoreError)
    /// Counts a device day, where the count has begun. Blobs that an envelope in the drawer may name wait anew from here.
    /// - Parameter hour: the first hour of today.
    func countDeviceDay(hour: UInt32) async throws(RelayStoreError)
    /// A device that never announced a key called today: nothing goes that did not wait as long since then.
    func noteLate(_ device: DeviceKey) async throws(RelayStoreError)
    /// A blob is about to be there, and waits for a claim from today on.
    /// - Parameter isThere: it was there before: then it waits only if it does already, and otherwise is kept as it was.
    func noteUpload(_ blob: BlobName, isThere: Bool) async throws(RelayStoreError)
    /// These wait no more and are kept. Of names that do not wait nothing is noted.
    func claim(_ blobs: [BlobName]) async throws(RelayStoreError)
    /// Blobs that have waited for so many device days, at most `limit`; none unless some claim came within as many.
    /// - Parameter one: asks for this one alone.
    func removable(
        unclaimedFor days: UInt64, limit: Int, only one: BlobName?
    ) async throws(RelayStoreError) -> [BlobName]
    /// Forgets that a blob waits which is gone.
    func forget(_ blob: BlobName) async throws(RelayStoreError)
    /// How many blobs wait for a claim.
    func unclaimedBlobs() async throws(RelayStoreError) -> UInt64

    // Upkeep
    /// The highest number that intake has given out, and how many entries the ledger has.
    func tallies() async throws(RelayStoreError) -> (lastIntake: UInt64, ledgerSize: UInt64)
    /// How many envelopes wait in the drawer.
    func waitingEnvelopes() async throws(RelayStoreError) -> UInt64
    /// Bytes on the disk that are in use.
    func byteCount() async throws(RelayStoreError) -> UInt64
    /// Forgets removed envelopes whose time has come, and makes sure that removed bytes have left the files.
    func tidy(hour: UInt32) async throws(RelayStoreError)
    /// No call follows.
    func close() async
}
