// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc

/// What an age command reads: a file, or standard input.
struct AgeInput: Sendable {
    private let descriptor: CInt
    private let name: String

    /// Opens a file; nil and `-` mean standard input.
    init(path: String?) throws(AgeFailure) {
        guard let path, path != "-" else {
            descriptor = STDIN_FILENO
            name = "standard input"
            return
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        name = path
        guard descriptor >= 0 else { throw .system(action: "cannot open \(path)", code: errno) }
    }

    /// Reads into `buffer` from `start` until it is full or the input ends, and returns where the bytes end.
    func fill(_ buffer: inout [UInt8], from start: Int = 0) throws(AgeFailure) -> Int {
        var end = start
        while end < buffer.count {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe read(descriptor, bytes.baseAddress?.advanced(by: end), bytes.count - end)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(action: "cannot read \(name)", code: errno) }
            if count == 0 { break }
            end += count
        }
        return end
    }

    /// The whole of a small file; refuses one of more than `limit` bytes.
    static func small(path: String, limit: Int) throws(AgeFailure) -> [UInt8] {
        let input = try AgeInput(path: path)
        defer { input.close() }
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        let count = try input.fill(&buffer)
        guard count <= limit else {
            throw .usage("\(path) is too large", hint: "such a file has at most \(limit) bytes")
        }
        return Array(buffer[..<count])
    }

    func close() {
        if descriptor != STDIN_FILENO { _ = Glibc.close(descriptor) }
    }
}
