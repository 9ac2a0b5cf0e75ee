// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore
import NIOPosix

/// A blob's bytes from an offset on, piece by piece. The blob stays readable here when it is removed meanwhile.
public struct BlobReader: Sendable {
    private static let pieceByteCount = 131_072

    private let file: OpenFile
    private let threads: NIOThreadPool
    /// How many bytes the whole blob has.
    public let byteCount: UInt64

    init(file: OpenFile, byteCount: UInt64, threads: NIOThreadPool) {
        self.file = file
        self.byteCount = byteCount
        self.threads = threads
    }

    /// The bytes at `offset`, at most 128 KiB; none at the end.
    public func read(at offset: UInt64) async throws(BlobError) -> ByteBuffer {
        guard offset < byteCount else { return ByteBuffer() }
        let file = file
        let count = Int(min(UInt64(Self.pieceByteCount), byteCount - offset))
        return try await threads.perform { () throws(BlobError) in
            try FileCalls.read(file, at: offset, count: count)
        }
    }
}

extension NIOThreadPool {
    /// Runs blocking work, with its typed error.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable () throws(BlobError) -> Value
    ) async throws(BlobError) -> Value {
        let result: Result<Value, BlobError>
        do {
            result = try await runIfActive {
                do throws(BlobError) { return .success(try work()) } catch { return .failure(error) }
            }
        } catch {
            // The pool is closed, or the task was cancelled before its turn came.
            throw .broken(code: 0)
        }
        return try result.get()
    }
}
