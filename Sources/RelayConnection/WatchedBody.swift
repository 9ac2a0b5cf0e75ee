// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import Synchronization

/// A body in one piece that knows whether a connection has asked for it. The client asks when a connection stands and has
/// taken the head, not before, whatever kept it from making one: what was not asked for was not sent.
final class WatchedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private let bytes: ByteBuffer
    private let taken = Atomic(false)

    init(_ bytes: ByteBuffer) { self.bytes = bytes }

    var byteCount: Int { bytes.readableBytes }
    var wasTaken: Bool { taken.load(ordering: .sequentiallyConsistent) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let body: WatchedBody
        private var isOver = false

        fileprivate init(_ body: WatchedBody) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            guard !isOver else { return nil }
            isOver = true
            body.taken.store(true, ordering: .sequentiallyConsistent)
            return body.bytes.readableBytes > 0 ? body.bytes : nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
