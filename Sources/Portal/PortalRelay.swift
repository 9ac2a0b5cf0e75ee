// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore
public import RelayConnection

/// What a portal asks of its relay, and nothing more. ``RelayClient`` answers it; tests put their own in its place.
public protocol PortalRelay: Sendable {
    /// On return the envelope is durable; the same bytes again change nothing.
    func deliver(envelope: [UInt8]) async throws(RelayClientError)
    /// Exactly sixteen names; answers in their order.
    func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?]
    /// Whether the last answer to ``fetchSlots(_:)`` said that there is no room for a message.
    var refusesMessages: Bool { get }
    /// A new upload under a fresh ticket.
    func beginUpload() -> any PortalUpload
    /// The ciphertext of a blob as it arrives.
    func readBlob(_ blob: [UInt8]) async throws(RelayClientError) -> any AsyncSequence<ByteBuffer, any Error> & Sendable
}

/// One blob on its way to the relay.
public protocol PortalUpload: Sendable {
    /// Returns when the connection has taken the bytes before: memory stays constant.
    func write(_ bytes: [UInt8]) async throws(RelayClientError)
    /// On return the relay holds the blob durably under `blob`.
    func finish(expecting blob: [UInt8]) async throws(RelayClientError)
    func cancel() async
}

extension BlobUpload: PortalUpload {}

extension RelayClient: PortalRelay {
    public func beginUpload() -> any PortalUpload { beginUpload(ticket: Tokens.bytes()) }

    public func readBlob(
        _ blob: [UInt8]
    ) async throws(RelayClientError) -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        let stream: BlobStream = try await readBlob(blob, from: 0)
        return stream
    }
}
