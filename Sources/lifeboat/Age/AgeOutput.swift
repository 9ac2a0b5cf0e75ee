// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Glibc
import Synchronization

/// What an age command writes: standard output, or a file that appears under its name only when it is whole.
final class AgeOutput: Sendable {
    /// Who may read a new file.
    enum Privacy: Sendable {
        /// As the user's umask says: ciphertext.
        case byUmask
        /// The owner alone: plaintext and keys.
        case ownerOnly

        fileprivate var mode: mode_t { self == .byUmask ? 0o666 : 0o600 }
    }

    private let descriptor: CInt
    private let name: String
    /// Where the bytes go until ``finish()``, and the name that they then get.
    private let move: (from: String, to: String)?
    private let showsOnlyText: Bool
    /// Of what was shown so far.
    private let text = Mutex(TerminalText())
    /// Whether the bytes must be on the disk before success is told.
    private let isDurable: Bool

    /// Nil means standard output; `-` the same, whatever stands behind it. With `mustBeNew`, a file that is there
    /// already is an error.
    init(path: String?, privacy: Privacy, mustBeNew: Bool) throws(AgeFailure) {
        guard let path, path != "-" else {
            descriptor = STDOUT_FILENO
            name = "standard output"
            move = nil
            isDurable = false
            showsOnlyText = path == nil && isatty(STDOUT_FILENO) == 1
            return
        }
        name = path
        showsOnlyText = false
        isDurable = mustBeNew
        let temporary = mustBeNew ? path : Self.isDevice(path) ? nil : Self.temporaryPath(beside: path)
        move = temporary.map { ($0, path) }
        let flags = temporary == nil ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        descriptor = unsafe open(temporary ?? path, flags, privacy.mode)
        guard descriptor >= 0 else {
            guard errno != EEXIST else {
                throw .usage("\(path) exists", hint: "nothing was overwritten; choose another name")
            }
            throw .system(action: "cannot write \(path)", code: errno)
        }
        if let temporary { UnfinishedFile.watch(temporary) }
    }

    /// Whether bytes that are no text must not be written here.
    var isTerminal: Bool { showsOnlyText }

    /// Writes everything.
    func write(_ bytes: [UInt8]) throws(AgeFailure) {
        guard !showsOnlyText || text.withLock({ $0.takes(bytes) }) else {
            throw .usage(
                "the content is not text, and would be written to the terminal",
                hint: "give a file with -o, or -o - to write it here all the same")
        }
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(action: "cannot write \(name)", code: errno) }
            start += count
        }
    }

    /// Gives a file its name. Until then nothing stands under it, or what stood there before. A key is on the disk when this
    /// returns: what is sealed to it meanwhile is lost without it.
    func finish() throws(AgeFailure) {
        guard descriptor != STDOUT_FILENO else { return }
        guard !isDurable || fsync(descriptor) == 0 && Self.syncFolder(of: name) else {
            throw .system(action: "cannot write \(name)", code: errno)
        }
        guard close(descriptor) == 0 else { throw .system(action: "cannot write \(name)", code: errno) }
        guard let move else { return }
        let code = move.from == move.to ? 0 : unsafe rename(move.from, move.to)
        guard code == 0 else {
            throw .system(action: "cannot write \(name)", code: errno)
        }
        UnfinishedFile.forget()
    }

    /// Removes a file that did not become whole.
    func abandon() {
        if move != nil { UnfinishedFile.remove() }
    }

    /// Runs `work` with an output that is finished when it returns and abandoned when it throws.
    static func with(
        path: String?, privacy: Privacy, mustBeNew: Bool = false, _ work: (AgeOutput) throws(AgeFailure) -> Void
    ) throws(AgeFailure) {
        let output = try AgeOutput(path: path, privacy: privacy, mustBeNew: mustBeNew)
        do throws(AgeFailure) {
            try work(output)
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }

    /// Makes a new file's name durable.
    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let number = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { return false }
        defer { close(number) }
        return fsync(number) == 0
    }

    private static func isDevice(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private static func temporaryPath(beside path: String) -> String {
        let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        guard let slash = path.lastIndex(of: "/") else { return ".\(path).\(number).part" }
        return "\(path[...slash]).\(path[path.index(after: slash)...]).\(number).part"
    }
}

/// The file that must vanish when the program is told to stop.
private enum UnfinishedFile {
    // Read by the signal handler, which may take no lock; one command has one output.
    nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

    static func watch(_ file: String) {
        unsafe path = unsafe strdup(file)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            _ = signal(number) { number in
                UnfinishedFile.remove()
                _ = signal(number, SIG_DFL)
                _ = raise(number)
            }
        }
    }

    static func remove() {
        if let file = unsafe path { _ = unsafe unlink(file) }
    }

    static func forget() { unsafe path = nil }
}
