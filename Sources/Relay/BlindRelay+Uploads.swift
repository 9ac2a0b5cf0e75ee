// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Bytes
import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import RelayAPI
import RelayStore

/// Unfinished blobs.
extension BlindRelay {
    func upload(_ ticket: UploadTicket, _ request: Request) async throws(Problem) -> Response {
        let name = Self.name(of: ticket)
        guard let offset = Self.decimal(request.headers[.uploadOffset]),
            let isComplete = Self.boolean(request.headers[.uploadComplete])
        else { throw .malformed }
        try knock(name, request)
        var session = try await begin(name, at: offset, request)
        do throws(Problem) {
            try await receive(request, &session)
            return isComplete ? try await complete(&session) : try await pause(&session)
        } catch {
            await session.interrupt()
            throw error
        }
    }

    func uploadOffset(_ ticket: UploadTicket) throws(Problem) -> Response {
        guard let offset = blobs.offset(of: Self.name(of: ticket)) else { throw .notFound }
        return Self.paused(at: offset)
    }

    func cancelUpload(_ ticket: UploadTicket) async throws(Problem) -> Response {
        do { try await blobs.cancel(Self.name(of: ticket)) } catch { throw problem(error) }
        return .done
    }

    /// A new upload may cost work; one that is continued has paid.
    private func knock(_ name: UploadName, _ request: Request) throws(Problem) {
        guard blobs.offset(of: name) == nil else { return }
        try demandWork(request, subject: name.bytes)
        meter.count(at: now)
    }

    private func begin(
        _ name: UploadName, at offset: UInt64, _ request: Request
    ) async throws(Problem) -> UploadSession {
        do { return try await blobs.begin(name, at: offset, announced: request.announcedByteCount) } catch {
            throw problem(error)
        }
    }

    private func receive(_ request: Request, _ session: inout UploadSession) async throws(Problem) {
        guard request.mayHaveBody else { return }
        var patience = Patience(limits)
        var parts = request.body.makeAsyncIterator()
        while let part = try await patience.next(&parts) {
            do { try await session.write(part) } catch { throw problem(error) }
        }
    }

    private func complete(_ session: inout UploadSession) async throws(Problem) -> Response {
        let blob: BlobName
        do { blob = try await session.complete() } catch { throw problem(error) }
        writes.succeeded()
        counters.blobs.increment()
        return Response(status: .created, headers: [.lifeboatBlob: Hex.encode(blob.bytes)])
    }

    private func pause(_ session: inout UploadSession) async throws(Problem) -> Response {
        do { return Self.paused(at: try await session.pause()) } catch { throw problem(error) }
    }

    private static func paused(at offset: UInt64) -> Response {
        Response(status: .noContent, headers: [.uploadOffset: String(offset)])
    }

    private static func name(of ticket: UploadTicket) -> UploadName {
        UploadName(Array(SHA256.hash(data: ticket.exposed)))
    }

    private static func decimal(_ field: String?) -> UInt64? {
        guard let field, let value = UInt64(field), String(value) == field else { return nil }
        return value
    }

    /// A Boolean of structured fields (RFC 9651, section 3.3.6).
    private static func boolean(_ field: String?) -> Bool? {
        switch field {
        case "?1": true
        case "?0": false
        default: nil
        }
    }
}
