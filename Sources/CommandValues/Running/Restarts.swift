// SPDX-License-Identifier: AGPL-3.0-or-later

/// Whether and when a part that has ended is started again.
///
/// One that never served and says that it cannot is given up, at once or when that lasts; whatever is in the way has to be put right by
/// a person. One that has served is started again whatever it says: what was right once may be right again, and nobody may be there to
/// start anything.
public struct Restarts: Hashable, Sendable {
    public enum Next: Hashable, Sendable {
        case again(after: Duration)
        case never
    }

    private struct Lasting: Hashable {
        let status: Int32
        let time: Duration
    }

    /// A part that is told to stop, or whose supervisor is gone, ends within this.
    static let longestFarewell = Duration.seconds(30)

    private var backoff = Backoff()
    private var hasServed = false
    /// What it said last and for how long it has said so.
    private var lasting: Lasting?

    public init() {}

    /// The part serves.
    public mutating func served() { hasServed = true }

    /// What follows where a part ended with `status` after it had run for `run`.
    public mutating func next(after status: Int32, running run: Duration) -> Next {
        let delay = backoff.delay(afterRunning: run)
        guard !hasServed, let prospect = PartStatus(rawValue: status)?.prospect else { return .again(after: delay) }
        switch prospect {
        case .passing:
            lasting = nil
            return .again(after: delay)
        case .hopeless: return .never
        case .hopelessIfItLasts:
            let before = lasting.flatMap { $0.status == status ? $0.time : nil } ?? .zero
            lasting = Lasting(status: status, time: before + run + delay)
            return before > Self.longestFarewell ? .never : .again(after: delay)
        }
    }
}
