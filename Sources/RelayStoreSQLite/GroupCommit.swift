// SPDX-License-Identifier: AGPL-3.0-or-later
import GRDB
import RelayStore
import Synchronization

/// Lets many small writes share one sync of the disk: writes that arrive while a transaction runs wait, and the next
/// transaction takes them all, in the order of their arrival. A caller is resumed after the commit.
///
/// When a transaction fails, each of its writes is tried again alone, so that only the one at fault fails.
final class GroupCommit: Sendable {
    private struct Write: Sendable {
        let run: @Sendable (Database) throws -> Void
        let settle: @Sendable ((any Error)?) -> Void
    }

    private struct Queue {
        var waiting: [Write] = []
        var isWriting = false
    }

    private let limits: CommitLimits
    private let pool: DatabasePool
    private let queue = Mutex(Queue())

    init(_ pool: DatabasePool, limits: CommitLimits) {
        self.pool = pool
        self.limits = limits
    }

    /// Runs `work` in a transaction with others. It may run twice, and must do nothing but use the database.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(RelayStoreError) -> Value {
        let result: Result<Value, RelayStoreError> = await withCheckedContinuation { continuation in
            let value = Box<Value>()
            let write = Write(
                run: { db in value.set(try work(db)) },
                settle: { error in
                    switch (error, value.get()) {
                    case (nil, .some(let value)): continuation.resume(returning: .success(value))
                    case (let error, _): continuation.resume(returning: .failure(RelayStoreError(error)))
                    }
                })
            if !enqueue(write) { continuation.resume(returning: .failure(.busy)) }
        }
        return try result.get()
    }

    private func enqueue(_ write: Write) -> Bool {
        let (isTaken, mustStart) = queue.withLock { queue in
            guard queue.waiting.count < limits.waitingWrites else { return (false, false) }
            queue.waiting.append(write)
            defer { queue.isWriting = true }
            return (true, !queue.isWriting)
        }
        if mustStart { writeNext() }
        return isTaken
    }

    /// One batch at a time on the writer's queue, so that other users of the writer get their turn between two.
    private func writeNext() {
        pool.asyncWriteWithoutTransaction { db in
            let batch = self.queue.withLock { queue in
                defer { queue.waiting.removeFirst(min(queue.waiting.count, self.limits.writesPerCommit)) }
                return Array(queue.waiting.prefix(self.limits.writesPerCommit))
            }
            Self.commit(batch, db)
            let hasMore = self.queue.withLock { queue in
                queue.isWriting = !queue.waiting.isEmpty
                return queue.isWriting
            }
            if hasMore { self.writeNext() }
        }
    }

    private static func commit(_ batch: [Write], _ db: Database) {
        do {
            try transaction(batch, db)
            for write in batch { write.settle(nil) }
        } catch  where batch.count == 1 {
            batch[0].settle(error)
        } catch {
            for write in batch { commit([write], db) }
        }
    }

    private static func transaction(_ batch: [Write], _ db: Database) throws {
        try db.inTransaction(.immediate) {
            for write in batch { try write.run(db) }
            return .commit
        }
    }
}

/// What a write came to, between its transaction and its caller.
private final class Box<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    func set(_ new: Value) { value.withLock { $0 = new } }
    func get() -> Value? { value.withLock { $0 } }
}

extension RelayStoreError {
    init(_ error: (any Error)?) {
        guard let error = error as? DatabaseError else {
            self = .broken(code: 0)
            return
        }
        self = error.resultCode == .SQLITE_FULL ? .full : .broken(code: error.extendedResultCode.rawValue)
    }
}
