// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import HTTPTypes
import Hummingbird
import RelayAPI
import RelayStore

/// `/health` and `/metrics`, on a port of their own on loopback.
struct HealthResponder: HTTPResponder {
    let relay: BlindRelay

    func respond(to request: Request, context: RelayCallContext) async -> Response {
        switch (request.method, request.head.path) {
        case (.get, "/health"): await health()
        case (.get, "/metrics"): await metrics()
        case (_, "/health"), (_, "/metrics"): .refusal(.methodNotAllowed(allowed: [.get]), to: request.method)
        default: .refusal(.notFound, to: request.method)
        }
    }

    /// Whether a visitor's message would be taken now: the store answers, the last write did not fail, and the share has room
    /// for an envelope of the largest size.
    private func health() async -> Response {
        do { _ = try await relay.store.tallies() } catch { return .refusal(relay.problem(error), to: .get) }
        if let problem = relay.writes.problem { return .refusal(problem, to: .get) }
        guard relay.hasRoomForMessages else { return .refusal(.full, to: .get) }
        return .text("ok\n")
    }

    private func metrics() async -> Response {
        let tallies = relay.bell.tallies
        let price = relay.meter.price(fill: relay.share.fillForStore, size: 0, at: relay.now)
        var gauges: [(String, UInt64)] = [
            ("disk_bytes", relay.share.byteCount), ("disk_share_bytes", relay.limits.diskShare),
            ("open_uploads", UInt64(relay.blobs.openUploads)), ("devices", UInt64(relay.gate.devices)),
            ("ledger_size", tallies.ledgerSize), ("waiting_calls", UInt64(relay.bell.waitingCount)),
            ("work_difficulty", UInt64(price?.asked ?? 0)),
            ("devices_without_claims", UInt64(relay.lateDevices)),
        ]
        if let waiting = try? await relay.store.waitingEnvelopes() { gauges.append(("waiting_envelopes", waiting)) }
        if let unclaimed = try? await relay.store.unclaimedBlobs() { gauges.append(("unclaimed_blobs", unclaimed)) }
        return .text(relay.counters.text(gauges: gauges))
    }
}
