// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Bytes
import Crypto
import Foundation
import LifeboatTestSupport
import NIOCore
import Relay
import RelayAPI
import RelayConnection
import RelayStore
import Testing

/// Blobs over the wire.
@Suite struct RelayBlobTests {
    private static let ticket = [UInt8](repeating: 5, count: 32)
    private static let bytes = (0..<1_300_000).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ $0 >> 8) }
    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    private static func upload(_ bytes: [UInt8], _ client: RelayClient, ticket: [UInt8] = ticket) async throws
        -> [UInt8]
    {
        let upload = client.beginUpload(ticket: ticket)
        for start in stride(from: 0, to: bytes.count, by: 65_536) {
            try await upload.write(Array(bytes[start..<min(start + 65_536, bytes.count)]))
        }
        try await upload.finish(expecting: hash(bytes))
        return hash(bytes)
    }

    private static func read(_ stream: BlobStream) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in stream { all += piece.readableBytesView }
        return all
    }

    @Test func `a blob survives the way there and back`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let blob = try await Self.upload(Self.bytes, client)
            #expect(try await client.blobExists(blob))
            #expect(try await !client.blobExists(Self.ticket))
            let stream = try await client.readBlob(blob)
            #expect(stream.byteCount == UInt64(Self.bytes.count))
            #expect(try await Self.read(stream) == Self.bytes)
            #expect(try await client.uploadOffset(ticket: Self.ticket) == nil)
        }
    }

    @Test(arguments: [1, 131_072, 1_299_999])
    func `a blob is read from any offset`(offset: Int) async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let blob = try await Self.upload(Self.bytes, client)
            let stream = try await client.readBlob(blob, from: UInt64(offset))
            #expect(stream.byteCount == UInt64(Self.bytes.count))
            #expect(try await Self.read(stream) == Array(Self.bytes[offset...]))
        }
    }

    @Test func `there is nothing behind a blob's end`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let blob = try await Self.upload([1, 2, 3], client)
            await #expect(throws: RelayClientError.refused(status: 416)) { try await client.readBlob(blob, from: 3) }
            await #expect(throws: RelayClientError.notFound) { try await client.readBlob(Self.ticket) }
        }
    }

    @Test func `an empty blob is a blob`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let blob = try await Self.upload([], client)
            #expect(try await Self.read(try await client.readBlob(blob)).isEmpty)
        }
    }

    @Test func `a device removes a blob, a visitor cannot`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let blob = try await Self.upload([1, 2, 3], relay.client())
            await #expect(throws: RelayClientError.notAuthorised) { try await relay.client().removeBlob(blob) }
            let device = try await relay.device()
            try await device.removeBlob(blob)
            try await device.removeBlob(blob)
            #expect(try await !device.blobExists(blob))
        }
    }

    @Test func `an upload that is cut off is never a blob, and continues where it stands`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let ticket = Base64URL.encode(Self.ticket)
            let head = """
                PUT /v1/uploads/\(ticket) HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n\
                Upload-Offset: 0\r\nUpload-Complete: ?1\r\n\r\n
                """
            // Five of ten announced bytes, then the end of the connection.
            _ = try await RawConnection.exchange(
                port: relay.ports.relay, [head, "5\r\nhello\r\n", "a\r\nwor"], closeAfterwards: true)
            let client = relay.client()
            while try await client.uploadOffset(ticket: Self.ticket) ?? 0 < 5 { await Task.yield() }
            let whole = Array("hello, world".utf8)
            #expect(try await !client.blobExists(Self.hash(Array("hello".utf8))))
            #expect(try await !client.blobExists(Self.hash(Array("hellowor".utf8))))
            let offset = try #require(try await client.uploadOffset(ticket: Self.ticket))
            // What came of the broken chunk may or may not have been kept.
            #expect([5, 8].contains(offset))
            let text = offset == 5 ? whole : Array("hellowor, and more".utf8)
            let upload = client.beginUpload(ticket: Self.ticket, at: offset)
            try await upload.write(Array(text[Int(offset)...]))
            try await upload.finish(expecting: Self.hash(text))
            #expect(try await Self.read(try await client.readBlob(Self.hash(text))) == text)
        }
    }

    @Test func `an upload given up by its client is never a blob`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let upload = client.beginUpload(ticket: Self.ticket)
            try await upload.write([1, 2, 3])
            await upload.cancel()
            #expect(try await !client.blobExists(Self.hash([1, 2, 3])))
            #expect(try await !client.blobExists(Self.hash([])))
            await #expect(throws: RelayClientError.unreachable) { try await upload.write([4]) }
        }
    }

    @Test func `an upload at another offset learns the right one`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let client = relay.client()
            let upload = client.beginUpload(ticket: Self.ticket)
            try await upload.write([1, 2, 3])
            let wrong = client.beginUpload(ticket: Self.ticket, at: 7)
            await #expect(throws: RelayClientError.self) {
                try await wrong.write([4])
                try await wrong.finish(expecting: Self.ticket)
            }
            await upload.cancel()
        }
    }

    @Test func `too large a blob is refused with the limit`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.blobByteCount = 200_000
        } _: { relay in
            let client = relay.client()
            await #expect(throws: RelayClientError.tooLarge(limit: 200_000)) {
                _ = try await Self.upload(Self.bytes, client)
            }
            let answer = try await RawConnection.exchange(
                port: relay.ports.relay,
                [
                    """
                    PUT /v1/uploads/\(Base64URL.encode(Self.ticket)) HTTP/1.1\r\nHost: relay\r\n\
                    Content-Length: 999999999\r\nUpload-Offset: 0\r\nUpload-Complete: ?1\r\n\r\n
                    """
                ]
            ) { $0.contains("limit") }
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.contains(#""limit":200000"#))
        }
    }

    @Test func `a blob of another content than promised is told`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let upload = relay.client().beginUpload(ticket: Self.ticket)
            try await upload.write([1, 2, 3])
            await #expect(throws: RelayClientError.malformedAnswer) {
                try await upload.finish(expecting: Self.hash([4]))
            }
        }
    }

    /// A part of an upload as it went over the wire.
    private static func part(_ text: String, at offset: Int, isLast: Bool) -> String {
        """
        PUT /v1/uploads/\(Base64URL.encode(ticket)) HTTP/1.1\r\nHost: relay\r\nContent-Length: \(text.utf8.count)\r\n\
        Upload-Offset: \(offset)\r\nUpload-Complete: ?\(isLast ? 1 : 0)\r\nConnection: close\r\n\r\n\(text)
        """
    }

    @Test func `a captured upload that is sent again makes no second blob and takes no second room`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let whole = Self.part("hello, world", at: 0, isLast: true)
            let before = relay.blobs.share.byteCount
            for _ in 0..<3 {
                let answer = try await RawConnection.exchange(port: relay.ports.relay, [whole])
                #expect(answer.hasPrefix("HTTP/1.1 201 "))
                #expect(answer.contains(Hex.encode(Self.hash(Array("hello, world".utf8)))))
                #expect(relay.blobs.share.byteCount == before + 12, "counted once")
                #expect(relay.blobs.openUploads == 0)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: relay.settings.directory + "/blobs").count == 1)
        }
    }

    @Test func `the last part of an upload that is sent again finds no upload, and the blob is there`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) { relay in
            let (first, last) = (Self.part("hello", at: 0, isLast: false), Self.part(", world", at: 5, isLast: true))
            let before = relay.blobs.share.byteCount
            func send(_ part: String) async throws -> String {
                try await RawConnection.exchange(port: relay.ports.relay, [part])
            }
            #expect(try await send(first).hasPrefix("HTTP/1.1 204 "))
            let early = try await send(first)
            #expect(early.hasPrefix("HTTP/1.1 409 ") && early.lowercased().contains("upload-offset: 5"))
            #expect(try await send(last).hasPrefix("HTTP/1.1 201 "))
            // A relay forgets a ticket with its upload: nothing ties the blob to whoever brought it.
            #expect(try await send(last).hasPrefix("HTTP/1.1 404 "))
            let blob = Self.hash(Array("hello, world".utf8))
            #expect(try await relay.client().blobExists(blob))
            #expect(relay.blobs.share.byteCount == before + 12, "counted once")
            // The first part again is an upload of its own, which is never a blob by itself.
            #expect(try await send(first).hasPrefix("HTTP/1.1 204 "))
            #expect(try await send(last).hasPrefix("HTTP/1.1 201 "))
            #expect(relay.blobs.share.byteCount == before + 12 && relay.blobs.openUploads == 0, "counted once")
            #expect(try FileManager.default.contentsOfDirectory(atPath: relay.settings.directory + "/blobs").count == 1)
        }
    }

    @Test func `an upload continues after a restart of the relay`() async throws {
        let folder = try ScratchFolder()
        let half = Array(Self.bytes[..<600_000])
        try await LiveRelay.run(in: folder) { relay in
            let head = """
                PUT /v1/uploads/\(Base64URL.encode(Self.ticket)) HTTP/1.1\r\nHost: relay\r\nContent-Length: 5\r\n\
                Upload-Offset: 0\r\nUpload-Complete: ?0\r\n\r\nhello
                """
            let answer = try await RawConnection.exchange(port: relay.ports.relay, [head]) { $0.contains("\r\n\r\n") }
            #expect(answer.hasPrefix("HTTP/1.1 204 ") && answer.lowercased().contains("upload-offset: 5"))
        }
        try await LiveRelay.run(in: folder) { relay in
            let client = relay.client()
            #expect(try await client.uploadOffset(ticket: Self.ticket) == 5)
            let upload = client.beginUpload(ticket: Self.ticket, at: 5)
            try await upload.write(half)
            try await upload.finish(expecting: Self.hash(Array("hello".utf8) + half))
        }
    }
}
