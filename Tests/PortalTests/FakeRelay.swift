// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import NIOCore
import Portal
import RelayAPI
import RelayConnection
import Synchronization

/// A relay in memory, with the faults that a real one has.
final class FakeRelay: PortalRelay {
    private struct State {
        var envelopes: [[UInt8]] = []
        var slots: [[UInt8]: [UInt8]] = [:]
        var blobs: [[UInt8]: [UInt8]] = [:]
        var fault: RelayClientError?
        /// The fault of uploads alone, once so many bytes have come.
        var uploadFault: (after: Int, error: RelayClientError)?
        /// The connection breaks after so many slots of a shelf.
        var shelfFault: (after: Int, error: RelayClientError)?
        var uploadedByteCount = 0
        var cancelledUploadCount = 0
        var questions: [Question] = []
    }

    /// Everything that a visit asks of the drawer of slots, and how much it takes: what a relay could write down.
    enum Question: Hashable, Sendable {
        case names(Set<[UInt8]>)
        case shelf(ShelfName, token: ShelfToken, takenCount: Int)
    }

    private let state = Mutex(State())
    /// Deliveries wait here while it is shut.
    let deliveryGate = Gate()
    /// Opens once uploads have brought so many bytes.
    let uploadProgress = Progress()

    var envelopes: [[UInt8]] { state.withLock { $0.envelopes } }
    var blobs: [[UInt8]: [UInt8]] { state.withLock { $0.blobs } }
    var cancelledUploadCount: Int { state.withLock { $0.cancelledUploadCount } }
    var questions: [Question] { state.withLock { $0.questions } }
    func forgetQuestions() { state.withLock { $0.questions = [] } }
    /// Everything that a seized relay would show.
    var everythingStored: [UInt8] {
        state.withLock { $0.envelopes.flatMap { $0 } + $0.slots.values.flatMap { $0 } + $0.blobs.values.flatMap { $0 } }
    }

    func fail(with error: RelayClientError?) { state.withLock { $0.fault = error } }
    func failUploads(after byteCount: Int, with error: RelayClientError) {
        state.withLock { $0.uploadFault = (byteCount, error) }
    }
    func breakShelves(after count: Int) { state.withLock { $0.shelfFault = (count, .unreachable) } }
    func slot(_ name: [UInt8]) -> [UInt8]? { state.withLock { $0.slots[name] } }
    func put(slot name: [UInt8], _ content: [UInt8]?) { state.withLock { $0.slots[name] = content } }
    func put(blob: [UInt8], _ content: [UInt8]) { state.withLock { $0.blobs[blob] = content } }

    func deliver(envelope: [UInt8]) async throws(RelayClientError) {
        await deliveryGate.pass()
        try check()
        state.withLock { if !$0.envelopes.contains(envelope) { $0.envelopes.append(envelope) } }
    }

    func fetchSlots(_ names: [[UInt8]]) async throws(RelayClientError) -> [[UInt8]?] {
        try check()
        return state.withLock { state in
            state.questions.append(.names(Set(names)))
            return names.map { state.slots[$0] }
        }
    }

    func readShelf(
        _ shelf: ShelfName, token: ShelfToken
    ) async throws(RelayClientError) -> any AsyncSequence<ShelvedSlot, any Error> & Sendable {
        try check()
        let (slots, place) = state.withLock { state in
            state.questions.append(.shelf(shelf, token: token, takenCount: 0))
            let slots = state.slots
                .compactMap { name, content in RelayName(name).map { ShelvedSlot(name: $0, content: content) } }
                .filter { shelf.contains($0.name) }
                .sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
            return (slots, state.questions.count - 1)
        }
        let taken = Mutex(0)
        return AsyncThrowingStream<ShelvedSlot, any Error> {
            let count = taken.withLock { count in
                count += 1
                return count
            }
            self.state.withLock { state in
                guard place < state.questions.count else { return }
                state.questions[place] = .shelf(shelf, token: token, takenCount: count)
            }
            if let fault = self.state.withLock({ $0.shelfFault }), count > fault.after { throw fault.error }
            return count <= slots.count ? slots[count - 1] : nil
        }
    }

    func beginUpload() -> any PortalUpload { FakeUpload(relay: self) }

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
