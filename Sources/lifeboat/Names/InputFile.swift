// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Names

/// Reads a list or a text, as far as it is not too long: that is known before it is read, or for a pipe while it is.
enum InputFile {
    /// The path that stands for standard input.
    static let standardInput = "-"
    private static let pieceByteCount = 1 << 20

    /// - Parameter limit: what the bound is called.
    static func bytes(of path: String, atMost maximumByteCount: Int, called limit: String) throws -> [UInt8] {
        guard let file = path == standardInput ? .standardInput : FileHandle(forReadingAtPath: path) else {
            throw unreadable(path)
        }
        defer { if path != standardInput { try? file.close() } }
        var status = stat()
        guard unsafe fstat(file.fileDescriptor, &status) == 0 else { throw unreadable(path) }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        guard !isRegular || status.st_size <= maximumByteCount else { throw tooLong(path, limit) }
        var bytes: [UInt8] = []
        if isRegular { bytes.reserveCapacity(Int(status.st_size)) }
        while let piece = try read(file, path) {
            guard bytes.count + piece.count <= maximumByteCount else { throw tooLong(path, limit) }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }

    /// Nil at the end.
    private static func read(_ file: FileHandle, _ path: String) throws -> Data? {
        do {
            guard let piece = try file.read(upToCount: pieceByteCount), !piece.isEmpty else { return nil }
            return piece
        } catch {
            throw unreadable(path)
        }
    }

    private static func unreadable(_ path: String) -> any Error {
        ListOptions.warn("\(path): cannot be read")
        return NamesExit.unreadable
    }

    private static func tooLong(_ path: String, _ limit: String) -> any Error {
        ListOptions.warn("\(path): longer than \(limit)")
        return NamesExit.unreadable
    }
}
