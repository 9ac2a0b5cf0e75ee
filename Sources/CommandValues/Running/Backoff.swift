// SPDX-License-Identifier: AGPL-3.0-or-later

/// How long to wait before a part is started again: doubles with each death in a row, from a quarter of a second up to half a
/// minute. A part that ran for more than a minute has begun well.
struct Backoff: Hashable, Sendable {
    private var deaths = 0

    /// The wait after a part ended that had run for `run`.
    mutating func delay(afterRunning run: Duration) -> Duration {
        deaths = run > .seconds(60) ? 1 : deaths + 1
        return .milliseconds(min(30_000, 250 << min(deaths - 1, 7)))
    }
}
