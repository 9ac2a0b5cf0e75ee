// SPDX-License-Identifier: AGPL-3.0-or-later

/// Pieces handed from one task to another, one at a time: the giver waits until the piece is taken, so that a fast
/// sender never fills the memory.
actor HandOver: AsyncSequence {
    struct Iterator: AsyncIteratorProtocol {
        let source: HandOver
        mutating func next() async throws -> [UInt8]? { try await source.take() }
    }

    private var piece: [UInt8]?
    private var outcome: Result<Void, any Error>?
    private var isRefused = false
    private var giver: CheckedContinuation<Void, Never>?
    private var taker: CheckedContinuation<[UInt8]?, any Error>?

    nonisolated func makeAsyncIterator() -> Iterator { Iterator(source: self) }

    /// Returns once the piece is taken; false if nobody takes any more.
    func give(_ bytes: [UInt8]) async -> Bool {
        guard !isRefused else { return false }
        if let taker {
            self.taker = nil
            taker.resume(returning: bytes)
            return true
        }
        piece = bytes
        await withCheckedContinuation { giver = $0 }
        return !isRefused
    }

    /// There is no more; with an error, because something broke.
    func end(_ outcome: Result<Void, any Error> = .success(())) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        taker?.resume(with: outcome.map { nil })
        taker = nil
    }

    /// Nobody takes any more.
    func refuse() {
        isRefused = true
        piece = nil
        giver?.resume()
        giver = nil
    }

    private func take() async throws -> [UInt8]? {
        if let piece {
            self.piece = nil
            giver?.resume()
            giver = nil
            return piece
        }
        if let outcome {
            try outcome.get()
            return nil
        }
        return try await withCheckedThrowingContinuation { taker = $0 }
    }
}
