// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import RelayAPI
import RelayStore

/// The ledger, and waiting for news.
extension BlindRelay {
    func append(_ body: [UInt8], onto size: UInt64?) async throws(Problem) -> Response {
        let entries: [[UInt8]]
        do { entries = try WireForms.entries(body, limit: limits.entriesPerAppend) } catch { throw .malformed }
        guard !entries.isEmpty else { throw .malformed }
        try takeRoom(body.count + entries.count * Self.rowByteCount, isDevice: true)
        let appends = entries.map { LedgerAppend(leaf: LeafHash(MerkleTree.leafHash(of: $0)), entry: $0) }
        do throws(RelayStoreError) {
            switch try await store.append(appends, onto: size) {
            case .stored(let sequences):
                writes.succeeded()
                let note = try await tree.covering((sequences.max() ?? 0) + 1)
                bell.rise(ledger: note.checkpoint.size)
                counters.entries.increment(by: entries.count)
                return .bytes(WireForms.encode(AppendReceipt(sequences: sequences, note: note.text)))
            case .otherSize(let size):
                // Whoever asks for the head now is shown what came in between.
                _ = try await tree.covering(size)
            }
        } catch { throw problem(error) }
        throw .conflict
    }

    func readLedger(from sequence: UInt64, limit: UInt64) async throws(Problem) -> Response {
        let limit = try pageLimit(limit)
        do {
            let records = try await store.readLedger(from: sequence, limit: limit)
            let items = records.map { LedgerItem(sequence: $0.sequence, leaf: $0.leaf.bytes, payload: $0.entry) }
            return .bytes(WireForms.encode(ledger: items))
        } catch { throw problem(error) }
    }

    func eraseLedger(_ body: [UInt8]) async throws(Problem) -> Response {
        let sequences = try numbers(body)
        do { try await store.erase(sequences) } catch { throw problem(error) }
        return .done
    }

    func changes(_ known: Tallies, wait: UInt64) async throws(Problem) -> Response {
        guard wait <= UInt64(RelayLimits.longestWait) else { throw .malformed }
        guard let tallies = await bell.wait(beyond: known, atMost: .seconds(Int64(wait))) else {
            throw .busy(retryAfter: 5)
        }
        return .bytes(WireForms.encode(tallies))
    }
}
