// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import Glibc

/// Reads standard input piece by piece, each into the place of the one before.
struct PieceInput {
    private var piece = [UInt8](repeating: 0, count: LineOutput.pieceByteCount)

    /// Gives `take` what can be read at once.
    /// - Returns: `false` at the end of the input.
    mutating func next(_ take: (Span<UInt8>) -> Void) throws -> Bool {
        var count: Int
        repeat {
            count = unsafe piece.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else {
            ListOptions.warn("standard input: cannot be read")
            throw NamesExit.unreadable
        }
        take(piece.span.extracting(0..<count))
        return count > 0
    }
}

/// Puts pieces together to lines. Of a line without an end no more is kept than anybody reads of a name.
struct PieceLines {
    private var waiting: [UInt8] = []
    private var hasBegun = false

    private static let maximumLineByteCount = 1 << 16

    /// Calls `take` with each line that ends in the piece.
    mutating func add(_ piece: Span<UInt8>, _ take: (String) -> Void) {
        for place in piece.indices {
            if piece[place] == 0x0A {
                take(line())
            } else {
                hasBegun = true
                if waiting.count < Self.maximumLineByteCount { waiting.append(piece[place]) }
            }
        }
    }

    /// The last line, if it had no end.
    mutating func finish(_ take: (String) -> Void) {
        if hasBegun { take(line()) }
    }

    private mutating func line() -> String {
        defer {
            waiting.removeAll(keepingCapacity: true)
            hasBegun = false
        }
        return String(decoding: waiting.last == 0x0D ? waiting.dropLast() : waiting[...], as: UTF8.self)
    }
}

/// Writes lines to standard output in large pieces.
struct LineOutput {
    private var waiting: [UInt8] = []

    static let pieceByteCount = 1 << 16

    mutating func write(_ line: String) {
        write {
            $0.append(contentsOf: line.utf8)
            $0.append(0x0A)
        }
    }

    /// Takes the bytes that `add` appends.
    mutating func write(_ add: (inout [UInt8]) -> Void) {
        add(&waiting)
        if waiting.count >= Self.pieceByteCount { flush() }
    }

    /// Ends the program where nothing can be written any more: half an answer must not look like a whole one.
    mutating func flush() {
        var written = 0
        while written < waiting.count {
            let count = unsafe waiting.withUnsafeBytes { bytes in
                unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                ListOptions.warn("standard output: cannot be written")
                Foundation.exit(NamesExit.unwritable.rawValue)
            }
            written += count
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
