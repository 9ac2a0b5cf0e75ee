// SPDX-License-Identifier: AGPL-3.0-or-later

/// How long a body may take: a fixed time, and more for each byte that came. It is looked at whenever bytes arrive; between
/// them the connection's own idle time counts.
public struct BodyPatience: Sendable {
    private let started = ContinuousClock.now
    private let seconds: Int
    private let slowestByteRate: Int
    private var byteCount = 0

    /// - Parameters:
    ///   - seconds: what every body has.
    ///   - slowestByteRate: bytes that grant a second more.
    public init(seconds: Int, slowestByteRate: Int) {
        self.seconds = seconds
        self.slowestByteRate = max(1, slowestByteRate)
    }

    /// Counts bytes that came; false when the body has taken too long.
    public mutating func grants(_ byteCount: Int) -> Bool {
        self.byteCount += byteCount
        return started.duration(to: .now) <= .seconds(seconds + self.byteCount / slowestByteRate)
    }
}
