// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// A closed loop: each of `clients` does one thing after another until `seconds` are over.
struct Load {
    let clients: Int
    let seconds: Double

    /// Measures the whole of `work`.
    func run(_ work: @escaping @Sendable (_ client: Int) async throws -> Void) async -> Result {
        await measure { client in
            let before = ContinuousClock.now
            try await work(client)
            return ContinuousClock.now - before
        }
    }

    /// Measures what `work` says that it measured.
    func measure(_ work: @escaping @Sendable (_ client: Int) async throws -> Duration) async -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .seconds(seconds)
        let parts = await withTaskGroup(of: Result.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var result = Result()
                    while clock.now < end {
                        do {
                            result.latencies.append(try await work(client))
                        } catch {
                            result.failures += 1
                        }
                    }
                    return result
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var all = Result()
        for part in parts {
            all.latencies += part.latencies
            all.failures += part.failures
        }
        all.elapsed = clock.now - start
        all.latencies.sort()
        return all
    }

    struct Result: Sendable {
        /// One for each success, sorted.
        var latencies: [Duration] = []
        var failures = 0
        var elapsed: Duration = .zero

        var perSecond: Double { Double(latencies.count) / elapsed.inSeconds }

        func percentile(_ fraction: Double) -> Duration {
            guard !latencies.isEmpty else { return .zero }
            return latencies[min(latencies.count - 1, Int(Double(latencies.count) * fraction))]
        }

        /// One line: `clients=8 rate=2210.4/s p50=3.1ms p99=9.0ms failures=0`.
        func line(clients: Int) -> String {
            "clients=\(clients) rate=\(perSecond.rounded(toPlaces: 1))/s p50=\(percentile(0.5).milliseconds)ms "
                + "p99=\(percentile(0.99).milliseconds)ms failures=\(failures)"
        }
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    var milliseconds: Double { (inSeconds * 1_000).rounded(toPlaces: 2) }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let factor = Foundation.pow(10.0, Double(places))
        return (self * factor).rounded() / factor
    }
}
