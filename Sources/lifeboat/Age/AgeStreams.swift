// SPDX-License-Identifier: AGPL-3.0-or-later
import Age

/// Cuts plaintext into chunks and seals them.
final class SealingStream: BatchedStream, @unchecked Sendable {
    private let input: AgeInput
    private let output: AgeOutput
    private let sealer: PayloadSealer

    // Used by `read` alone, which the pipeline never runs twice at once.
    private var nextChunk: UInt64 = 0
    /// The byte after the batch: its presence says that the batch is not the last.
    private var carried: UInt8?
    private var ended = false

    init(input: AgeInput, output: AgeOutput, sealer: PayloadSealer) {
        self.input = input
        self.output = output
        self.sealer = sealer
    }

    func read(_ batch: inout StreamBatch) throws(AgeFailure) -> Bool {
        guard !ended else { return false }
        let size = StreamBatch.chunkCount * Payload.chunkByteCount
        if batch.input.isEmpty { batch.input = [UInt8](repeating: 0, count: size + 1) }
        if let carried { batch.input[0] = carried }
        let end = try input.fill(&batch.input, from: carried == nil ? 0 : 1)
        batch.isLast = end <= size
        batch.inputCount = min(end, size)
        batch.firstChunk = nextChunk
        carried = batch.isLast ? nil : batch.input[size]
        ended = batch.isLast
        nextChunk += UInt64(StreamBatch.chunkCount)
        return true
    }

    func transform(_ batch: inout StreamBatch) {
        batch.output.removeAll(keepingCapacity: true)
        let input = batch.input
        var index = batch.firstChunk
        var start = 0
        repeat {
            let end = min(start + Payload.chunkByteCount, batch.inputCount)
            sealer.seal(
                input.span.extracting(start..<end), at: index, isLast: batch.isLast && end == batch.inputCount,
                into: &batch.output)
            index += 1
            start = end
        } while start < batch.inputCount
    }

    func write(_ batch: inout StreamBatch) throws(AgeFailure) { try output.write(batch.output) }
}

/// Opens sealed chunks. Writes those that are authentic and come before any damage, and nothing else.
final class OpeningStream: BatchedStream, @unchecked Sendable {
    private let input: AgeInput
    private let output: AgeOutput
    private let opener: PayloadOpener

    // Used by `read` alone, which the pipeline never runs twice at once.
    private var nextChunk: UInt64 = 0
    /// What was read together with the header.
    private var carried: [UInt8]
    private var ended = false

    init(input: AgeInput, beginning: [UInt8], output: AgeOutput, opener: PayloadOpener) {
        self.input = input
        self.output = output
        self.opener = opener
        carried = beginning
    }

    func read(_ batch: inout StreamBatch) throws(AgeFailure) -> Bool {
        guard !ended else { return false }
        let size = StreamBatch.chunkCount * Payload.sealedChunkByteCount
        if batch.input.isEmpty { batch.input = [UInt8](repeating: 0, count: size + 1) }
        let taken = min(carried.count, size + 1)
        batch.input.replaceSubrange(..<taken, with: carried[..<taken])
        let end = try input.fill(&batch.input, from: taken)
        carried = end > size ? [batch.input[size]] + carried[taken...] : []
        batch.isLast = end <= size
        batch.inputCount = min(end, size)
        batch.firstChunk = nextChunk
        ended = batch.isLast
        nextChunk += UInt64(StreamBatch.chunkCount)
        return true
    }

    func transform(_ batch: inout StreamBatch) {
        batch.output.removeAll(keepingCapacity: true)
        do throws(AgeError) { try openChunks(of: &batch) } catch { batch.failure = error }
    }

    private func openChunks(of batch: inout StreamBatch) throws(AgeError) {
        let input = batch.input
        var index = batch.firstChunk
        var start = 0
        while batch.inputCount - start >= Payload.sealedChunkByteCount {
            let end = start + Payload.sealedChunkByteCount
            let chunk = input.span.extracting(start..<end)
            guard let place = opener.openFull(chunk, at: index, into: &batch.output) else { throw .payloadDamaged }
            index += 1
            start = end
            guard place == .last else { continue }
            guard batch.isLast, end == batch.inputCount else { throw .payloadDamaged }
            return
        }
        guard batch.isLast else { return }
        try opener.openLast(input.span.extracting(start..<batch.inputCount), at: index, into: &batch.output)
    }

    func write(_ batch: inout StreamBatch) throws(AgeFailure) {
        try output.write(batch.output)
        if let failure = batch.failure { throw .age(failure) }
    }
}
