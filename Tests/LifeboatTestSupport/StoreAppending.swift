// SPDX-License-Identifier: AGPL-3.0-or-later
public import RelayStore

extension RelayStore {
    /// Onto a ledger of any size.
    public func append(_ entries: [LedgerAppend]) async throws(RelayStoreError) -> [UInt64] {
        guard case .stored(let sequences, _) = try await append(entries, onto: nil) else {
            preconditionFailure("no size was named")
        }
        return sequences
    }
}
