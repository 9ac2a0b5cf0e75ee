// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc

/// The two times that a portal knows: one that may jump and one that may not. Sessions live by the second, so a
/// corrected clock neither ends them nor keeps them.
public struct PortalClock: Sendable {
    /// Seconds since 1970, for cards and for the hour of a message.
    public let wallSeconds: @Sendable () -> UInt64
    /// Since some beginning, never backwards.
    public let elapsed: @Sendable () -> Duration

    public init(wallSeconds: @escaping @Sendable () -> UInt64, elapsed: @escaping @Sendable () -> Duration) {
        self.wallSeconds = wallSeconds
        self.elapsed = elapsed
    }

    public static var system: PortalClock {
        let start = ContinuousClock.now
        return PortalClock(
            wallSeconds: { UInt64(max(0, time(nil))) }, elapsed: { start.duration(to: ContinuousClock.now) })
    }

    /// Whole hours since 1970: all that a message says of its time.
    var hour: UInt32 { UInt32(clamping: wallSeconds() / 3600) }
}
