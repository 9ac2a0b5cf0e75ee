// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc
import NIOPosix
import Synchronization

/// Makes the names in a folder durable. Callers that come while the disk is busy share the next sync.
final class DirectorySync: Sendable {
    private struct Queue {
        var waiting: [CheckedContinuation<BlobError?, Never>] = []
        var isSyncing = false
    }

    private let folder: OpenFile
    private let threads: NIOThreadPool
    private let queue = Mutex(Queue())

    init(_ path: String, threads: NIOThreadPool) throws(BlobError) {
        folder = try OpenFile(path, O_RDONLY | O_DIRECTORY)
        self.threads = threads
    }

    /// Returns when every name that stands in the folder now is on the disk.
    func sync() async throws(BlobError) {
        let error = await withCheckedContinuation { continuation in
            let mustStart = queue.withLock { queue in
                queue.waiting.append(continuation)
                defer { queue.isSyncing = true }
                return !queue.isSyncing
            }
            if mustStart { threads.submit { _ in self.run() } }
        }
        if let error { throw error }
    }

    private func run() {
        while let batch = next() {
            let error = fsync(folder.number) == 0 ? nil : FileCalls.error()
            for continuation in batch { continuation.resume(returning: error) }
        }
    }

    private func next() -> [CheckedContinuation<BlobError?, Never>]? {
        queue.withLock { queue in
            guard !queue.waiting.isEmpty else {
                queue.isSyncing = false
                return nil
            }
            defer { queue.waiting = [] }
            return queue.waiting
        }
    }
}
