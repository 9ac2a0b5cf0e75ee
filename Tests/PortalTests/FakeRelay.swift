// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import NIOCore
import Portal
import RelayConnection
import Synchronization

/// A relay in memory, with the faults that a real one has.
final class FakeRelay: PortalRelay {
    private struct State {
        var envelopes: [[UInt8]] = []
        var slots: [[UInt8]: [UInt8]] = [:]
        var blobs: [[UInt8]: [UInt8]] = [:]
        var fault: RelayClientError?
        /// The fault of deliveries alone.
        var deliveryFault: RelayClientError?
        /// What it says of its room with every look for an answer.
        var isFull = false
        /// Envelopes are stored and nobody hears of it.
        var losesAnswers = false
        /// The fault of uploads alone, once so many bytes have come.
        var uploadFault: (after: Int, error: RelayClientError)?
        /// Where uploads go instead.
        var otherUploads: (any PortalRelay)?
        /// Where envelopes go instead.
        var otherDeliveries: (any PortalRelay)?
        var uploadedByteCount = 0
        var cancelledUploadCount = 0
        var slotQuestions: [Int] = []
    }

    private let state = Mutex(State())
    /// Deliveries wait here while it is shut.
    let deliveryGate = Gate()
    /// Opens once uploads have brought so many bytes.
    let uploadProgress = Progress()

    var envelopes: [[UInt8]] { state.withLock { $0.envelopes } }
    var blobs: [[UInt8]: [UInt8]] { state.withLock { $0.blobs } }
    var cancelledUploadCount: Int { state.withLock { $0.cancelledUploadCount } }
    var slotQuestions: [Int] { state.withLock { $0.slotQuestions } }
    /// Everything that a seized relay would show.
    var everythingStored: [UInt8] {
        state.withLock { $0.envelopes.flatMap { $0 } + $0.slots.values.flatMap { $0 } + $0.blobs.values.flatMap { $0 } }
    }

    func fail(with error: RelayClientError?) { state.withLock { $0.fault = error } }
    func failDeliveries(with error: RelayClientError?) { state.withLock { $0.deliveryFault = error } }
    /// Refuses messages for want of room, and says so to whoever looks; or has room again.
    func fill(_ isFull: Bool) {
        state.withLock { ($0.isFull, $0.deliveryFault) = (isFull, isFull ? .full : nil) }
    }
    var refusesMessages: Bool { state.withLock { $0.isFull } }
    func loseAnswers(_ losesAnswers: Bool) { state.withLock { $0.losesAnswers = losesAnswers } }
    func failUploads(after byteCount: Int, with error: RelayClientError) {
        state.withLock { $0.uploadFault = (byteCount, error) }
    }
    func sendUploads(to relay: any PortalRelay) { state.withLock { $0.otherUploads = relay } }
    func sendDeliveries(to relay: any PortalRelay) { state.withLock { $0.otherDeliveries = relay } }
    func put(slot name: [UInt8], _ content: [UInt8]?) { state.withLock { $0.slots[name] = content } }
    func put(blob: [UInt8], _ content: [UInt8]) { state.withLock { $0.blobs[blob] = content } }

    func deliver(envelope: [UInt8]) async throws(RelayClientError) {
        await deliveryGate.pass()
        try check()
        if let fault = state.withLock({ $0.deliveryFault }) { throw fault }
        if let other = state.withLock({ $0.otherDeliveries }) { return try await other.deliver(envelope: envelope) }
        let isAnswered = state.withLock { state in
            if !state.envelopes.contains(envelope) { state.envelopes.append(envelope) }
            return !state.losesAnswers
        }
        if !isAnswered { throw .unreachable }
    }

    func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
        try check()
        return state.withLock { state in
            state.slotQuestions.append(Set(names).count)
            return names.map { state.slots[$0] }
        }
    }

    func beginUpload() -> any PortalUpload {
        state.withLock { $0.otherUploads }?.beginUpload() ?? FakeUpload(relay: self)
    }

    func readBlob(
        _ blob: [UInt8]
    ) async throws(RelayClientError) -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        try check()
        guard let content = state.withLock({ $0.blobs[blob] }) else { throw .notFound }
        return AsyncThrowingStream<ByteBuffer, any Error> { stream in
            for start in stride(from: 0, to: content.count, by: 10_000) {
                stream.yield(ByteBuffer(bytes: content[start..<min(start + 10_000, content.count)]))
            }
            stream.finish()
        }
    }

    private func check() throws(RelayClientError) {
        if let fault = state.withLock({ $0.fault }) { throw fault }
    }

    fileprivate func take(_ count: Int) throws(RelayClientError) {
        try check()
        let (total, fault) = state.withLock { state in
            state.uploadedByteCount += count
            return (state.uploadedByteCount, state.uploadFault)
        }
        uploadProgress.reach(total)
        if let fault, total > fault.after { throw fault.error }
    }

    fileprivate func store(_ content: [UInt8], as blob: [UInt8]) throws(RelayClientError) {
        try check()
        guard Array(SHA256.hash(data: content)) == blob else { throw .malformedAnswer }
        state.withLock { $0.blobs[blob] = content }
    }

    fileprivate func cancelled() { state.withLock { $0.cancelledUploadCount += 1 } }
}

private final class FakeUpload: PortalUpload {
    private let relay: FakeRelay
    private let content = Mutex<[UInt8]>([])

    init(relay: FakeRelay) { self.relay = relay }

    func write(_ bytes: [UInt8]) async throws(RelayClientError) {
        try relay.take(bytes.count)
        content.withLock { $0 += bytes }
    }

    func finish(expecting blob: [UInt8]) async throws(RelayClientError) {
        try relay.store(content.withLock { $0 }, as: blob)
    }

    func cancel() async { relay.cancelled() }
}
