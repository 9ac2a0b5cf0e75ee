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
        let room = try takeRoom(entries.reduce(0) { $0 + Self.roomByteCount(of: $1) }, isDevice: true)
        let appends = entries.map { LedgerAppend(leaf: LeafHash(MerkleTree.leafHash(of: $0)), entry: $0) }
        let outcome: AppendOutcome
        do { outcome = try await store.append(appends, onto: size) } catch {
            share.giveBack(room)
            throw problem(error)
        }
        do throws(RelayStoreError) {
            switch outcome {
            case .stored(let sequences, let before):
                share.giveBack(room, keeping: Self.byteCount(of: entries, sequences, from: before))
                writes.succeeded()
                let note = try await tree.covering((sequences.max() ?? 0) + 1)
                bell.rise(ledger: note.checkpoint.size)
                counters.entries.increment(by: entries.count)
                return .bytes(WireForms.encode(AppendReceipt(sequences: sequences, note: note.text)))
            case .otherSize(let size):
                share.giveBack(room)
                // Whoever asks for the head now is shown what came in between.
                _ = try await tree.covering(size)
            }
        } catch { throw problem(error) }
        throw .conflict
    }

    /// What the new ones among the entries take.
    private static func byteCount(of entries: [[UInt8]], _ sequences: [UInt64], from before: UInt64) -> UInt64 {
        zip(entries, sequences).reduce(0) { $0 + ($1.1 >= before ? roomByteCount(of: $1.0) : 0) }
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
