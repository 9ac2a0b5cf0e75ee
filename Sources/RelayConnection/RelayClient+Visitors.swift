// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Bytes
import NIOHTTP1
import RelayAPI

/// What anyone may ask of a relay.
extension RelayClient {
    /// Hands in a sealed envelope of a bucket's size. On return it is durable; handing in the same bytes again changes
    /// nothing.
    public func deliver(envelope: [UInt8]) async throws(RelayClientError) {
        try await call(.deliver, body: envelope, expecting: 201)
    }

    /// Answers in the order of the names; nil where there is nothing.
    /// - Parameter names: exactly sixteen names of 32 bytes.
    public func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
        let answer = try await call(.fetchSlots, body: names.flatMap { $0 }, expecting: 200)
        do { return try WireForms.slots(answer.body, count: names.count) } catch { throw .malformedAnswer }
    }

    /// A streamed upload under a ticket that the client chose (32 random bytes). `offset` is where it continues, as
    /// ``uploadOffset(ticket:)`` says.
    public func beginUpload(ticket: [UInt8], at offset: UInt64 = 0) -> BlobUpload {
        guard let ticket = UploadTicket(ticket) else { preconditionFailure("a ticket is 32 bytes") }
        return BlobUpload(client: self, ticket: ticket, offset: offset)
    }

    /// How many bytes of an unfinished upload the relay holds; nil where it knows no such upload.
    public func uploadOffset(ticket: [UInt8]) async throws(RelayClientError) -> UInt64? {
        guard let ticket = UploadTicket(ticket) else { preconditionFailure("a ticket is 32 bytes") }
        let answer: Answer
        do { answer = try await call(.uploadOffset(ticket), expecting: 204) } catch {
            guard error == .notFound else { throw error }
            return nil
        }
        guard let offset = answer.uploadOffset else { throw .malformedAnswer }
        return offset
    }

    /// - Parameter blob: SHA-256 of the ciphertext.
    public func blobExists(_ blob: [UInt8]) async throws(RelayClientError) -> Bool {
        do { try await call(.findBlob(name(blob)), expecting: 200) } catch {
            guard error == .notFound else { throw error }
            return false
        }
        return true
    }

    /// Streams a blob from `offset`.
    public func readBlob(_ blob: [UInt8], from offset: UInt64 = 0) async throws(RelayClientError) -> BlobStream {
        let fields = offset > 0 ? [("Range", BlobRange(from: offset).field)] : []
        let response = try await open(.readBlob(name(blob)), fields)
        guard response.status == (offset > 0 ? .partialContent : .ok) else { throw await refusal(in: response) }
        guard let length = response.headers.first(name: "Content-Length").flatMap(UInt64.init) else {
            throw .malformedAnswer
        }
        return BlobStream(byteCount: offset + length, remaining: length, body: response.body, pulse: transport.pulse)
    }

    private func open(
        _ route: Route, _ fields: [(String, String)]
    ) async throws(RelayClientError) -> HTTPClientResponse {
        do { return try await transport.open(route, nil, fields) } catch { throw RelayClientError(error) }
    }

    private func refusal(in response: HTTPClientResponse) async -> RelayClientError {
        do { return RelayClientError(try await transport.read(response, upTo: 65_536)) } catch {
            return RelayClientError(error)
        }
    }

    func name(_ bytes: [UInt8]) -> RelayName {
        guard let name = RelayName(bytes) else { preconditionFailure("a name is 32 bytes") }
        return name
    }
}
