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

    /// Refuses a command whose result would take the place of something that it reads.
    static func checkPlaces(inputs: [String?], output: String?) throws(AgeFailure) {
        var target = stat()
        guard let output, output != "-", unsafe stat(output, &target) == 0, target.st_mode & S_IFMT == S_IFREG else {
            return
        }
        for case let input? in inputs where input != "-" {
            var source = stat()
            guard unsafe stat(input, &source) == 0, (source.st_dev, source.st_ino) == (target.st_dev, target.st_ino)
            else { continue }
            throw .usage("\(output) is what is read", hint: "nothing was overwritten; choose another name with -o")
        }
    }

    /// Refuses a command that would read standard input for two things: whichever came second would find it empty, and an
    /// empty file would be sealed as if all were well.
    /// - Parameters:
    ///   - path: of what is sealed or opened; nil means standard input here.
    ///   - others: files of keys and passphrases.
    static func checkSources(_ path: String?, _ others: [String?]) throws(AgeFailure) {
        let count = (others + [path ?? "-"]).count { $0 == "-" }
        guard count <= 1 else {
            throw .usage(
                "standard input is asked for more than one thing",
                hint: "give all but one of them as files: the content, the keys, the passphrase")
        }
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
