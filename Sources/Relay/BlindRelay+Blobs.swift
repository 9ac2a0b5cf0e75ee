// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import HTTPTypes
import Hummingbird
import NIOCore
import RelayAPI
import RelayStore

/// The blob drawer.
extension BlindRelay {
    func readBlob(_ name: RelayName, range: String?) async throws(Problem) -> Response {
        let reader: BlobReader
        do { reader = try await blobs.read(BlobName(name.bytes)) } catch { throw problem(error) }
        let start = try Self.start(of: range, byteCount: reader.byteCount)
        var headers = Self.headers
        if range != nil { headers[.contentRange] = "bytes \(start)-\(reader.byteCount - 1)/\(reader.byteCount)" }
        let body = ResponseBody(contentLength: Int(reader.byteCount - start)) { writer in
            var offset = start
            while offset < reader.byteCount {
                let piece = try await reader.read(at: offset)
                // The file is shorter than it was: break the connection rather than pass a part for the whole.
                guard piece.readableBytes > 0 else { throw BlobError.notFound }
                offset += UInt64(piece.readableBytes)
                try await writer.write(piece)
            }
            try await writer.finish(nil)
        }
        return Response(status: range == nil ? .ok : .partialContent, headers: headers, body: body)
    }

    func findBlob(_ name: RelayName) async throws(Problem) -> Response {
        let byteCount: UInt64?
        do { byteCount = try await blobs.byteCount(of: BlobName(name.bytes)) } catch { throw problem(error) }
        guard let byteCount else { throw .notFound }
        var headers = Self.headers
        headers[.contentLength] = String(byteCount)
        return Response(status: .ok, headers: headers)
    }

    func removeBlob(_ name: RelayName) async throws(Problem) -> Response {
        let blob = BlobName(name.bytes)
        guard await holds.hold([blob]) else { throw .busy(retryAfter: 1) }
        defer { holds.release([blob]) }
        do { try await blobs.remove(blob) } catch { throw problem(error) }
        do { try await store.forget(blob) } catch { throw problem(error) }
        return .done
    }

    private static var headers: HTTPFields { [.contentType: "application/octet-stream", .acceptRanges: "bytes"] }

    /// Where the blob is read from.
    static func start(of field: String?, byteCount: UInt64) throws(Problem) -> UInt64 {
        guard let field else { return 0 }
        guard let range = BlobRange(parsing: field) else { throw .malformed }
        guard range.start < byteCount else { throw .noSuchRange(byteCount: byteCount) }
        return range.start
    }
}
