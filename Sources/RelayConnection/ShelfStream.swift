// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import NIOCore
public import RelayAPI

/// A shelf as it arrives, slot by slot, in the order of names. For one reader, who reads to the end.
public struct ShelfStream: AsyncSequence, Sendable {
    public typealias Element = ShelvedSlot

    let shelf: ShelfName
    let body: HTTPClientResponse.Body
    let byteLimit: UInt64

    public struct AsyncIterator: AsyncIteratorProtocol {
        private var body: HTTPClientResponse.Body.AsyncIterator
        private var reader: ShelfReader
        private var remaining: UInt64
        private var ready: ArraySlice<ShelvedSlot> = []

        init(_ stream: ShelfStream) {
            body = stream.body.makeAsyncIterator()
            reader = ShelfReader(stream.shelf)
            remaining = stream.byteLimit
        }

        /// The next slot. Throws ``RelayClientError/unreachable`` when the connection breaks before the shelf's end, and
        /// ``RelayClientError/malformedAnswer`` for what is no shelf, or one without end.
        @concurrent public mutating func next() async throws -> ShelvedSlot? {
            while ready.isEmpty {
                let buffer: ByteBuffer?
                do { buffer = try await body.next() } catch { throw RelayClientError.unreachable }
                guard let buffer else {
                    do { try reader.finish() } catch { throw RelayClientError.malformedAnswer }
                    return nil
                }
                guard buffer.readableBytes <= remaining else { throw RelayClientError.malformedAnswer }
                remaining -= UInt64(buffer.readableBytes)
                do { ready = try reader.feed(buffer.readableBytesView)[...] } catch {
                    throw RelayClientError.malformedAnswer
                }
            }
            return ready.removeFirst()
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
