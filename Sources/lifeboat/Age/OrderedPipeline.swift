// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Dispatch
import Glibc
import Synchronization

/// A piece of a stream on its way through ``OrderedPipeline``; its memory is used again and again.
struct StreamBatch: Sendable {
    /// How many chunks a batch holds: enough that handing it on costs nothing beside sealing it.
    static let chunkCount = 4

    var input: [UInt8] = []
    /// How much of ``input`` is filled.
    var inputCount = 0
    var output: [UInt8] = []
    /// The number of the batch's first chunk.
    var firstChunk: UInt64 = 0
    var isLast = false
    /// What is wrong after the bytes in ``output``.
    var failure: AgeError?
}

/// The three steps that every batch of a stream goes through.
protocol BatchedStream: Sendable {
    /// Fills the batch; false when nothing is left. Called in order, by one thread at a time.
    func read(_ batch: inout StreamBatch) throws(AgeFailure) -> Bool
    /// Makes the batch's output from its input. Called by several threads at once.
    func transform(_ batch: inout StreamBatch)
    /// Writes the batch's output. Called in order, by one thread at a time.
    func write(_ batch: inout StreamBatch) throws(AgeFailure)
}

/// Takes a stream through its steps on two threads, in order and with two batches of memory.
final class OrderedPipeline<Stream: BatchedStream>: Sendable {
    private let stream: Stream
    private let readTurns = Turns()
    private let writeTurns = Turns()
    private let failure = Mutex<AgeFailure?>(nil)

    private init(_ stream: Stream) { self.stream = stream }

    static func run(_ stream: Stream) throws(AgeFailure) {
        let pipeline = OrderedPipeline(stream)
        pipeline.readTurns.pass(to: 0)
        pipeline.writeTurns.pass(to: 0)
        let helper = try WorkerThread { pipeline.work(as: 1) }
        pipeline.work(as: 0)
        helper.join()
        if let failure = pipeline.failure.withLock({ $0 }) { throw failure }
    }

    private func work(as worker: Int) {
        let next = (worker + 1) % Turns.workerCount
        var batch = StreamBatch()
        do throws(AgeFailure) {
            while try takeBatch(&batch, as: worker) {
                readTurns.pass(to: next)
                stream.transform(&batch)
                writeTurns.await(worker)
                guard !hasFailed else { break }
                try stream.write(&batch)
                writeTurns.pass(to: next)
            }
        } catch {
            failure.withLock { first in if first == nil { first = error } }
        }
        // The other thread must not wait for one that has left.
        readTurns.pass(to: next)
        if hasFailed { writeTurns.pass(to: next) }
    }

    private func takeBatch(_ batch: inout StreamBatch, as worker: Int) throws(AgeFailure) -> Bool {
        readTurns.await(worker)
        guard !hasFailed else { return false }
        return try stream.read(&batch)
    }

    private var hasFailed: Bool { failure.withLock { $0 != nil } }
}

/// Whose turn it is to read, or to write.
private struct Turns: Sendable {
    static let workerCount = 2
    private let semaphores = (0..<workerCount).map { _ in DispatchSemaphore(value: 0) }

    func await(_ worker: Int) { semaphores[worker].wait() }
    func pass(to worker: Int) { semaphores[worker].signal() }
}

/// A thread of its own: a concurrent queue promises none, and then two workers would wait for each other for ever.
private struct WorkerThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let thread: pthread_t

    init(_ run: @escaping @Sendable () -> Void) throws(AgeFailure) {
        var thread = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(run))
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, body.toOpaque())
        guard code == 0 else {
            unsafe body.release()
            throw .system(action: "cannot start a thread", code: code)
        }
        self.thread = thread
    }

    func join() { _ = pthread_join(thread, nil) }
}
