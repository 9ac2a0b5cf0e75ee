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
    /// - Parameter isDevice: a device has signed the call: nothing is asked of it.
    func upload(_ ticket: UploadTicket, _ request: Request, isDevice: Bool) async throws(Problem) -> Response {
        let name = Self.name(of: ticket)
        guard let offset = Self.decimal(request.headers[.uploadOffset]),
            let isComplete = Self.boolean(request.headers[.uploadComplete])
        else { throw .malformed }
        let granted =
            isDevice ? .max : try knock(ticket, request, at: offset, endsHere: isComplete && !request.mayHaveBody)
        var session = try await begin(name, at: offset, request)
        session.grant(upTo: granted)
        do throws(Problem) {
            try await receive(request, &session, ticket, upTo: granted)
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

    /// Each part of an upload may cost work: a new one by the rate and by how full the share is, a later one by that alone.
    /// - Parameter endsHere: nothing more comes.
    /// - Returns: up to where the upload is let in.
    private func knock(
        _ ticket: UploadTicket, _ request: Request, at offset: UInt64, endsHere: Bool
    ) throws(Problem) -> UInt64 {
        let standing = blobs.standing(of: Self.name(of: ticket))
        // Whoever stands elsewhere is told where, and pays nothing for that.
        guard offset == standing?.offset ?? 0 else { return 0 }
        if let standing, standing.granted > offset || endsHere { return standing.granted }
        // Nobody works for a relay that has no room.
        guard endsHere || share.hasRoomForBlobs(1) else { throw .full }
        try demandWork(
            priceOfPart(hasEntered: standing != nil), request, subject: ticket.workSubject(at: offset), countsOnce: true
        )
        if standing == nil { meter.count(at: now) }
        return RelayLimits.endOfPart(at: offset)
    }

    private func priceOfPart(hasEntered: Bool) -> WorkPrice? {
        meter.price(fill: share.fillForBlobs, size: WorkPrice.bitsOfPart, hasEntered: hasEntered, at: now)
    }

    private func begin(
        _ name: UploadName, at offset: UInt64, _ request: Request
    ) async throws(Problem) -> UploadSession {
        do { return try await blobs.begin(name, at: offset, announced: request.announcedByteCount) } catch {
            throw problem(error)
        }
    }

    /// Whoever sends more at once than a part goes on as long as work is not asked for: otherwise whoever began while the share
    /// was empty would fill it for nothing.
    private func receive(
        _ request: Request, _ session: inout UploadSession, _ ticket: UploadTicket, upTo granted: UInt64
    ) async throws(Problem) {
        guard request.mayHaveBody else { return }
        var granted = granted
        var patience = Patience(limits)
        var parts = request.body.makeAsyncIterator()
        while let part = try await patience.next(&parts) {
            while session.offset + UInt64(part.readableBytes) > granted {
                let (price, subject) = (priceOfPart(hasEntered: true), ticket.workSubject(at: granted))
                if let work = meter.demand(price, proof: nil, subject: subject, at: now) { throw .workRequired(work) }
                granted = RelayLimits.endOfPart(at: granted)
                session.grant(upTo: granted)
            }
            do { try await session.write(part) } catch { throw problem(error) }
        }
    }

    /// What waits for a claim is written down before the blob is there: what a crash leaves without a blob goes by itself, and
    /// a blob of which nothing is written down would stay for good.
    private func complete(_ session: inout UploadSession) async throws(Problem) -> Response {
        let blob: BlobName
        do { blob = try await session.blobName() } catch { throw problem(error) }
        guard await holds.hold([blob]) else { throw .busy(retryAfter: 1) }
        defer { holds.release([blob]) }
        let isThere: Bool
        do { isThere = try await blobs.byteCount(of: blob) != nil } catch { throw problem(error) }
        do { try await store.noteUpload(blob, isThere: isThere) } catch { throw problem(error) }
        do { _ = try await session.complete() } catch { throw problem(error) }
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
