// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization

/// When something moved last between a client and its relay, on any of its connections: bytes that came, and bytes that a connection
/// took. So a long file on a slow line is no silence.
final class LinePulse: Sendable {
    private let last = Mutex(ContinuousClock.now)

    func beat() { last.withLock { $0 = .now } }

    var lastBeat: ContinuousClock.Instant { last.withLock { $0 } }
}

/// How long a relay may be silent before it is said to stand still.
public struct LinePatience: Sendable, Hashable {
    /// When nothing has moved for so long, the relay is asked for something small.
    public var silence: Duration
    /// When nothing moves in so long behind that, it stands still.
    public var answer: Duration

    public init(silence: Duration, answer: Duration) { (self.silence, self.answer) = (silence, answer) }

    /// For whoever is only told of it: together some twenty seconds.
    public static let usual = LinePatience(silence: .seconds(12), answer: .seconds(8))
}

extension RelayClient {
    /// Returns when the relay stands still: for as long as the client has patience nothing has come from it and nothing was taken,
    /// and then it did not answer a small call either, which is signed by the relay and asks for no key. Calls that wait meanwhile are
    /// left alone. Never returns otherwise, but where the task is cancelled.
    public func standstill() async {
        let began = ContinuousClock.now
        while !Task.isCancelled {
            let quiet = max(began, transport.pulse.lastBeat).duration(to: .now)
            if quiet < patience.silence {
                try? await Task.sleep(for: patience.silence - quiet)
            } else if await !moves() {
                return
            }
        }
    }

    /// Whether something moves now that the relay was asked.
    private func moves() async -> Bool {
        let before = transport.pulse.lastBeat
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await self.transport.send(.checkpoint, nil, [], answerLimit: 65_536) }
            group.addTask { try? await Task.sleep(for: self.patience.answer) }
            await group.next()
            group.cancelAll()
        }
        return transport.pulse.lastBeat > before
    }

    /// What comes of a call; it is given up where the relay stands still in it.
    func unlessItStandsStill(
        _ call: @escaping @Sendable () async throws(TransportFailure) -> Answer
    ) async throws(TransportFailure) -> Answer {
        let result = await withTaskGroup(of: Result<Answer, TransportFailure>?.self) { group in
            group.addTask {
                do throws(TransportFailure) { return .success(try await call()) } catch { return .failure(error) }
            }
            group.addTask {
                await self.standstill()
                return nil
            }
            var result = Result<Answer, TransportFailure>.failure(.unreachable(wasSent: true))
            while let ended = await group.next() {
                // The call says itself how far it came.
                group.cancelAll()
                result = ended ?? result
            }
            return result
        }
        return try result.get()
    }
}
