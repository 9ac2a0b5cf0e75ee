// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Bytes
import NIOCore
import RelayAPI
import Synchronization

/// Writes one blob piece by piece with backpressure; memory stays constant. For one writer at a time.
///
/// When a call throws, the upload is over: what the relay has of it is kept for a while, and
/// ``RelayClient/uploadOffset(ticket:)`` says how much; ``RelayClient/beginUpload(ticket:at:)`` continues there.
public final class BlobUpload: Sendable {
    private let client: RelayClient
    private let ticket: UploadTicket
    private let offset: UInt64
    private let pipe = UploadPipe()
    private let request = Mutex<Task<Result<Answer, RelayClientError>, Never>?>(nil)
    private let isGivenUp = Atomic(false)

    init(client: RelayClient, ticket: UploadTicket, offset: UInt64) {
        self.client = client
        self.ticket = ticket
        self.offset = offset
    }

    deinit { pipe.fail(.unreachable) }

    /// Hands on the next bytes; returns when the connection has taken the ones before.
    public func write(_ bytes: [UInt8]) async throws(RelayClientError) {
        try await write(ByteBuffer(bytes: bytes))
    }

    func write(_ bytes: ByteBuffer) async throws(RelayClientError) {
        try await patiently { () throws(RelayClientError) in
            try await self.open()
            try await self.pipe.write(bytes)
        }
    }

    /// Returns when the relay holds the blob durably under `blob`.
    /// - Parameter blob: SHA-256 of all that was written, also before a resumption.
    public func finish(expecting blob: [UInt8]) async throws(RelayClientError) {
        let answer = try await patiently { () throws(RelayClientError) in
            try await self.open()
            self.pipe.finish()
            guard let task = self.request.withLock({ $0 }) else { throw .unreachable }
            return try await task.value.get()
        }
        guard answer.status == 201 else { throw RelayClientError(answer) }
        guard answer["Lifeboat-Blob"] == Hex.encode(blob) else { throw .malformedAnswer }
    }

    /// Gives the upload up and asks the relay to throw away what it has. One that stood still is not asked anything more:
    /// after an hour it throws away by itself what nobody continued.
    public func cancel() async {
        stop()
        _ = await request.withLock { $0 }?.value
        guard !isGivenUp.load(ordering: .sequentiallyConsistent) else { return }
        _ = try? await patiently { () throws(RelayClientError) in
            try await self.client.call(.cancelUpload(self.ticket), expecting: 204)
        }
    }

    private func stop() {
        pipe.fail(.unreachable)
        request.withLock { $0 }?.cancel()
    }

    /// Takes a step, and gives the upload up where the relay stands still in it for longer than the client has patience:
    /// whoever brings the bytes waits meanwhile, and has to learn of it before their own connection ends.
    private func patiently<Value: Sendable>(
        _ step: @escaping @Sendable () async throws(RelayClientError) -> Value
    ) async throws(RelayClientError) -> Value {
        guard let patience = client.uploadPatience else { return try await step() }
        let result = await withTaskGroup(of: Result<Value, RelayClientError>?.self) { group in
            group.addTask {
                do throws(RelayClientError) { return .success(try await step()) } catch { return .failure(error) }
            }
            group.addTask {
                guard (try? await Task.sleep(for: patience)) != nil else { return nil }
                self.isGivenUp.store(true, ordering: .sequentiallyConsistent)
                self.stop()
                return nil
            }
            var result = Result<Value, RelayClientError>.failure(.unreachable)
            while let ended = await group.next() {
                group.cancelAll()
                result = ended ?? result
            }
            return result
        }
        return try result.get()
    }

    /// Opens the upload with an empty part: there the relay may ask for work, which needs a call that can be repeated.
    private func open() async throws(RelayClientError) {
        guard request.withLock({ $0 == nil }) else { return }
        try await client.call(.upload(ticket), fields: fields(complete: false), expecting: 204)
        request.withLock {
            $0 = Task { [client, ticket, pipe, fields = fields(complete: true)] in
                await Self.run(client.transport, ticket, pipe, fields)
            }
        }
    }

    /// Sends what comes through the pipe. The pipe is closed afterwards, so that no writer waits for nobody.
    private static func run(
        _ transport: Transport, _ ticket: UploadTicket, _ pipe: UploadPipe, _ fields: [(String, String)]
    ) async -> Result<Answer, RelayClientError> {
        let result: Result<Answer, RelayClientError>
        do {
            let body = HTTPClientRequest.Body.stream(pipe, length: .unknown)
            result = .success(try await transport.stream(.upload(ticket), body, fields))
        } catch {
            result = .failure(RelayClientError(error))
        }
        switch result {
        case .success(let answer): pipe.fail(RelayClientError(answer))
        case .failure(let error): pipe.fail(error)
        }
        return result
    }

    private func fields(complete: Bool) -> [(String, String)] {
        [("Upload-Offset", String(offset)), ("Upload-Complete", complete ? "?1" : "?0")]
    }
}
