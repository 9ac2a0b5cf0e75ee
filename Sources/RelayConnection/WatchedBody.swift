// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import Synchronization

/// A body that knows whether a connection has asked for it. The client asks when a connection stands and has
/// taken the head, not before, whatever kept it from making one: what was not asked for was not sent.
final class WatchedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// So much goes at once: on a slow line each piece shows that it moves.
    private static let pieceByteCount = 16_384

    private let bytes: ByteBuffer
    private let pulse: LinePulse
    private let taken = Atomic(false)

    init(_ bytes: ByteBuffer, _ pulse: LinePulse) { (self.bytes, self.pulse) = (bytes, pulse) }

    var byteCount: Int { bytes.readableBytes }
    var wasTaken: Bool { taken.load(ordering: .sequentiallyConsistent) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let body: WatchedBody
        private var rest: ByteBuffer

        fileprivate init(_ body: WatchedBody) { (self.body, rest) = (body, body.bytes) }

        mutating func next() async throws -> ByteBuffer? {
            body.taken.store(true, ordering: .sequentiallyConsistent)
            body.pulse.beat()
            guard rest.readableBytes > 0 else { return nil }
            return rest.readSlice(length: Swift.min(rest.readableBytes, WatchedBody.pieceByteCount))
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
