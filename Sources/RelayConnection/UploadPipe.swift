// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import Synchronization

/// Holds one piece between a writer and the connection: the writer waits until the connection has taken it.
final class UploadPipe: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private enum End {
        case finished
        case failed(RelayClientError)
    }

    private struct State {
        var piece: ByteBuffer?
        var end: End?
        var reader: CheckedContinuation<Void, Never>?
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let pulse: LinePulse

    init(_ pulse: LinePulse) { self.pulse = pulse }

    /// Waits for room, then leaves the piece for the reader.
    func write(_ piece: ByteBuffer) async throws(RelayClientError) {
        while try !offer(piece) { await room() }
    }

    /// No piece follows.
    func finish() { close(.finished) }

    /// Nothing is read any more; the writer learns why.
    func fail(_ error: RelayClientError) { close(.failed(error)) }

    private func offer(_ piece: ByteBuffer) throws(RelayClientError) -> Bool {
        let (result, reader) = state.withLock {
            state -> (Result<Bool, RelayClientError>, CheckedContinuation<Void, Never>?) in
            switch state.end {
            case .failed(let error): return (.failure(error), nil)
            case .finished: preconditionFailure("nothing is written after the end")
            case nil: break
            }
            guard state.piece == nil else { return (.success(false), nil) }
            state.piece = piece
            defer { state.reader = nil }
            return (.success(true), state.reader)
        }
        reader?.resume()
        return try result.get()
    }

    /// Returns when the slot was emptied or the pipe closed.
    private func room() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.piece != nil, state.end == nil else { return true }
                state.writer = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    private func close(_ end: End) {
        let waiting = state.withLock { state in
            if case .failed = state.end { return [CheckedContinuation<Void, Never>?]() }
            state.end = end
            if case .failed = end { state.piece = nil }
            defer { (state.reader, state.writer) = (nil, nil) }
            return [state.reader, state.writer]
        }
        for continuation in waiting { continuation?.resume() }
    }

    /// The next piece; nil at the end. Throws where the writer gave up, so that a part is never taken for the whole.
    fileprivate func next() async throws -> ByteBuffer? {
        while true {
            let (piece, writer, end) = state.withLock { state in
                defer { (state.piece, state.writer) = (nil, nil) }
                return (state.piece, state.writer, state.end)
            }
            writer?.resume()
            if let piece {
                pulse.beat()
                return piece
            }
            switch end {
            case .finished: return nil
            case .failed(let error): throw error
            case nil: await arrival()
            }
        }
    }

    private func arrival() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.piece == nil, state.end == nil else { return true }
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let pipe: UploadPipe
        mutating func next() async throws -> ByteBuffer? { try await pipe.next() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pipe: self) }
}
