// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Bytes
import NIOCore
import RelayAPI
import Synchronization

/// Writes one blob piece by piece with backpressure; memory stays constant. For one writer at a time.
///
/// It goes in parts that end at multiples of ``RelayLimits/uploadPartByteCount``, each opened with an empty call: there the relay may ask for work,
/// which needs a call that can be repeated.
///
/// When a call throws, the upload is over: what the relay has of it is kept for a while, and
/// ``RelayClient/uploadOffset(ticket:)`` says how much; ``RelayClient/beginUpload(ticket:at:)`` continues there.
public final class BlobUpload: Sendable {
    /// What one call carries.
    private struct Part: Sendable {
        let start: UInt64
        let pipe: UploadPipe
        let answer: Task<Result<Answer, RelayClientError>, Never>
        var byteCount: UInt64 = 0

        var end: UInt64 { start + byteCount }
        var room: Int { Int(RelayLimits.endOfPart(at: start) - end) }

        init(_ transport: Transport, _ ticket: UploadTicket, at start: UInt64) {
            self.start = start
            pipe = UploadPipe(transport.pulse)
            let fields = BlobUpload.fields(at: start, complete: false)
            answer = Task { [pipe] in await BlobUpload.run(transport, ticket, pipe, fields) }
        }
    }

    private struct State {
        /// Where the next part begins.
        var offset: UInt64
        var part: Part?
        var isOver = false
    }

    private let client: RelayClient
    private let ticket: UploadTicket
    private let state: Mutex<State>
    private let isGivenUp = Atomic(false)

    init(client: RelayClient, ticket: UploadTicket, offset: UInt64) {
        self.client = client
        self.ticket = ticket
        state = Mutex(State(offset: offset))
    }

    deinit { state.withLock { $0.part }?.pipe.fail(.unreachable) }

    /// Hands on the next bytes; returns when the connection has taken the ones before.
    public func write(_ bytes: [UInt8]) async throws(RelayClientError) {
        try await write(ByteBuffer(bytes: bytes))
    }

    func write(_ bytes: ByteBuffer) async throws(RelayClientError) {
        var rest = bytes
        repeat {
            let part = try await partWithRoom()
            guard let piece = rest.readSlice(length: min(rest.readableBytes, part.room)), piece.readableBytes > 0
            else { return }
            do {
                try await patiently { () throws(RelayClientError) in try await part.pipe.write(piece) }
            } catch { throw await explained(error) }
            state.withLock { $0.part?.byteCount += UInt64(piece.readableBytes) }
        } while rest.readableBytes > 0
    }

    /// Returns when the relay holds the blob durably under `blob`.
    /// - Parameter blob: SHA-256 of all that was written, also before a resumption.
    public func finish(expecting blob: [UInt8]) async throws(RelayClientError) {
        try await closePart()
        let offset = try standing().offset
        let answer: Answer
        do {
            answer = try await patiently { () throws(RelayClientError) in
                try await self.client.call(
                    .upload(self.ticket), fields: Self.fields(at: offset, complete: true), at: offset, expecting: 201)
            }
        } catch {
            // With its answer the relay forgets the upload: where that answer was lost, the blob is there.
            guard error == .notFound, try await client.blobExists(blob) else { throw error }
            return
        }
        guard answer["Lifeboat-Blob"] == Hex.encode(blob) else { throw .malformedAnswer }
    }

    /// Gives the upload up and asks the relay to throw away what it has. One that stood still is not asked anything more:
    /// after an hour it throws away by itself what nobody continued.
    public func cancel() async {
        stop()
        _ = await state.withLock { $0.part }?.answer.value
        guard !isGivenUp.load(ordering: .sequentiallyConsistent) else { return }
        _ = try? await patiently { () throws(RelayClientError) in
            try await self.client.call(.cancelUpload(self.ticket), expecting: 204)
        }
    }

    private func stop() {
        let part = state.withLock { state in
            state.isOver = true
            return state.part
        }
        part?.pipe.fail(.unreachable)
        part?.answer.cancel()
    }

    /// Takes a step, and gives the upload up where the relay stands still in it for longer than the client has patience:
    /// whoever brings the bytes waits meanwhile, and has to learn of it before their own connection ends.
    @discardableResult
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

    // MARK: Parts

    private func standing() throws(RelayClientError) -> State {
        let state = state.withLock { $0 }
        guard !state.isOver else { throw .unreachable }
        return state
    }

    /// The part that is open, or the next one where that is full.
    private func partWithRoom() async throws(RelayClientError) -> Part {
        if let part = try standing().part {
            if part.room > 0 { return part }
            try await closePart()
        }
        let offset = try standing().offset
        try await patiently { () throws(RelayClientError) in
            try await self.client.call(
                .upload(self.ticket), fields: Self.fields(at: offset, complete: false), at: offset, expecting: 204)
        }
        let part = state.withLock { state -> Part? in
            guard !state.isOver else { return nil }
            state.part = Part(client.transport, ticket, at: offset)
            return state.part
        }
        guard let part else { throw .unreachable }
        return part
    }

    /// Returns when the relay has the open part, where there is one.
    private func closePart() async throws(RelayClientError) {
        guard let part = try standing().part else { return }
        let answer = try await patiently { () throws(RelayClientError) in
            part.pipe.finish()
            return try await part.answer.value.get()
        }
        guard answer.status == 204 else { throw await explained(RelayClientError(answer)) }
        guard answer.uploadOffset == part.end else { throw .malformedAnswer }
        state.withLock { $0 = State(offset: part.end, part: nil, isOver: $0.isOver) }
    }

    /// How large a file may be is said where the relay refuses a body on its way, and may be lost with the connection. Then it is
    /// asked once more, behind the end of any file and with nothing to send.
    private func explained(_ error: RelayClientError) async -> RelayClientError {
        guard error == .tooLarge(limit: 0) else { return error }
        let offset = UInt64(Int64.max)
        do {
            try await patiently { () throws(RelayClientError) in
                try await self.client.call(
                    .upload(self.ticket), fields: Self.fields(at: offset, complete: false), at: offset, expecting: 204)
            }
        } catch .tooLarge(let limit) {
            return .tooLarge(limit: limit)
        } catch {}
        return error
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

    private static func fields(at offset: UInt64, complete: Bool) -> [(String, String)] {
        [("Upload-Offset", String(offset)), ("Upload-Complete", complete ? "?1" : "?0")]
    }
}
