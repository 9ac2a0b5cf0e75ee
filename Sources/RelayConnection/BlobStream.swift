// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
public import NIOCore

/// Ciphertext as it arrives. For one reader.
public struct BlobStream: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer

    /// How many bytes the whole blob has, also where the stream begins later.
    public let byteCount: UInt64
    let remaining: UInt64
    let body: HTTPClientResponse.Body
    let pulse: LinePulse

    public struct AsyncIterator: AsyncIteratorProtocol {
        private var body: HTTPClientResponse.Body.AsyncIterator
        private var remaining: UInt64
        private let pulse: LinePulse

        init(_ stream: BlobStream) {
            body = stream.body.makeAsyncIterator()
            remaining = stream.remaining
            pulse = stream.pulse
        }

        /// The next bytes. Throws ``RelayClientError/unreachable`` when the connection breaks before the blob's end.
        @concurrent public mutating func next() async throws -> ByteBuffer? {
            let buffer: ByteBuffer?
            do { buffer = try await body.next() } catch { throw RelayClientError.unreachable }
            pulse.beat()
            guard let buffer else {
                guard remaining == 0 else { throw RelayClientError.unreachable }
                return nil
            }
            guard buffer.readableBytes <= remaining else { throw RelayClientError.malformedAnswer }
            remaining -= UInt64(buffer.readableBytes)
            return buffer
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
