// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// How often things happened since the start. Only numbers: nothing here tells one visitor from another.
final class Counters: Sendable {
    let envelopes = Atomic(0)
    let repeatedEnvelopes = Atomic(0)
    let slotFetches = Atomic(0)
    let entries = Atomic(0)
    let blobs = Atomic(0)
    let claims = Atomic(0)
    /// Removed because nobody claimed them.
    let unclaimedBlobs = Atomic(0)
    let refusals = Atomic(0)
    let failures = Atomic(0)

    /// The lines of the Prometheus text format for these and `gauges`.
    func text(gauges: [(name: String, value: UInt64)]) -> String {
        let counters = [
            ("envelopes_total", envelopes.load(ordering: .relaxed)),
            ("repeated_envelopes_total", repeatedEnvelopes.load(ordering: .relaxed)),
            ("slot_fetches_total", slotFetches.load(ordering: .relaxed)),
            ("ledger_entries_total", entries.load(ordering: .relaxed)),
            ("blobs_total", blobs.load(ordering: .relaxed)),
            ("claims_total", claims.load(ordering: .relaxed)),
            ("removed_unclaimed_blobs_total", unclaimedBlobs.load(ordering: .relaxed)),
            ("refusals_total", refusals.load(ordering: .relaxed)),
            ("failures_total", failures.load(ordering: .relaxed)),
        ]
        let lines =
            counters.map { "# TYPE lifeboat_relay_\($0.0) counter\nlifeboat_relay_\($0.0) \($0.1)\n" }
            + gauges.map { "# TYPE lifeboat_relay_\($0.name) gauge\nlifeboat_relay_\($0.name) \($0.value)\n" }
        return lines.joined()
    }
}

extension Atomic where Value == Int {
    func increment(by amount: Int = 1) { wrappingAdd(amount, ordering: .relaxed) }
}
