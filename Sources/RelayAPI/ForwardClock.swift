// SPDX-License-Identifier: AGPL-3.0-or-later

/// The time by which signed calls are judged: it follows the wall clock ahead, and never back. What is too old by it is too
/// old for good, so that a nonce which was forgotten cannot be used again, whatever the wall clock does.
struct ForwardClock: Sendable {
    /// The last day that it shows leaves a year before the years of ``HTTPDate`` end.
    private static let lastStart: Int64 = 253_370_764_800

    /// Seconds since 1970.
    private(set) var now: Int64
    /// When it started, by what it shows now: a wall clock that was put ahead moves it too.
    private(set) var started: Int64

    init(wall: Int64) {
        started = min(max(wall, 0), Self.lastStart)
        now = started
    }

    /// - Parameters:
    ///   - wall: seconds since 1970, by a clock that may jump.
    ///   - uptime: seconds since the start, by one that does not.
    mutating func advance(wall: Int64, uptime: Int64) {
        let wall = min(max(wall, 0), Self.lastStart)
        // Whole seconds are cut off of both, so what is between them wavers by one.
        started = max(started, wall - uptime - 1)
        now = max(now, wall, started + uptime)
    }
}
