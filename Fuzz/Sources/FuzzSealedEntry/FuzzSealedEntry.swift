// SPDX-License-Identifier: AGPL-3.0-or-later
import Sealing

private let ledgerKey = LedgerKey(epoch: 1)

/// Arbitrary bytes as an entry of the ledger: with and without the outer layer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSealedEntry(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let entry = try? SealedEntry(parsing: input) {
        precondition(entry.bytes == input)
        precondition((try? ledgerKey.open(entry)) == nil)
    }
    if let content = try? EntryContent(parsing: input) {
        precondition(content.encoded() == input)
    }
    return 0
}
