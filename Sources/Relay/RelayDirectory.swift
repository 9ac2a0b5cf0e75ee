// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
import Glibc
public import RelayAPI

/// Why a relay cannot use its folder.
public enum RelayDirectoryError: Error, Hashable, Sendable {
    /// The folder or a file in it cannot be made, read or written; `code` is the system's errno.
    case unusable(path: String, code: Int32)
    /// `checkpoint.key` is not 64 hexadecimal digits. It is the relay's name: nothing makes a new one silently.
    case damagedKey(path: String)
    /// `checkpoint.key` is gone, and devices know the relay by it.
    case missingKey(path: String)
    /// `checkpoint.key` is another relay's: the store beside it belongs to one that devices know by another key.
    case foreignKey(path: String)
    /// Another relay runs on this folder.
    case inUse(path: String)
}

/// The few files of a relay beside its drawers: `checkpoint.key`, which it signs tree heads with, and `enrolment-token`,
/// which admits one device. Only their owner can read them.
public struct RelayDirectory: Sendable {
    private let path: String
    private var keyPath: String { "\(path)/checkpoint.key" }
    private var tokenPath: String { "\(path)/enrolment-token" }

    /// Makes the folder where it is missing.
    public init(path: String) throws(RelayDirectoryError) {
        self.path = path
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST, unsafe chmod(path, 0o700) == 0 else {
            throw .unusable(path: path, code: errno)
        }
    }

    /// Holds the folder for this process; given back when nobody holds the result.
    func lock() throws(RelayDirectoryError) -> DirectoryLock {
        let lockPath = "\(path)/relay.lock"
        let number = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .unusable(path: lockPath, code: errno) }
        let lock = DirectoryLock(number: number)
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: path) }
        return lock
    }

    // MARK: The checkpoint key

    /// The relay's key, made at the first start.
    /// - Parameter name: what devices know the relay by; nil while none does. With another key they would take it for another relay, and fetch
    ///   nothing of what it goes on to take from visitors.
    public func checkpointKey(knownAs name: RelayName?) throws(RelayDirectoryError) -> CheckpointKey {
        if let text = try read(keyPath) {
            guard let key = Hex.decode(text).flatMap({ CheckpointKey(seed: $0) }) else {
                throw .damagedKey(path: keyPath)
            }
            guard name == nil || RelayName(key.verificationKey) == name else { throw .foreignKey(path: keyPath) }
            return key
        }
        guard name == nil else { throw .missingKey(path: keyPath) }
        let key = CheckpointKey()
        try write(Hex.encode(key.seed), to: keyPath)
        return key
    }

    // MARK: The enrolment token

    /// The token that admits the next device; nil where it was spent or never made.
    public func enrolmentToken() throws(RelayDirectoryError) -> Redacted<String>? {
        try read(tokenPath).map { Redacted($0) }
    }

    /// Makes a new token, in place of one that was not spent. A running relay takes it from then on.
    @discardableResult
    public func makeEnrolmentToken() throws(RelayDirectoryError) -> Redacted<String> {
        var generator = SystemRandomNumberGenerator()
        let token = Base64URL.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        try write(token, to: tokenPath)
        return Redacted(token)
    }

    /// Uses the token up; false if this is not it.
    func spend(token: String) throws(RelayDirectoryError) -> Bool {
        guard let good = try read(tokenPath), ConstantTime.equal(Array(good.utf8), Array(token.utf8)) else {
            return false
        }
        // Of two callers with the same token, the one that removes the file wins.
        guard unsafe unlink(tokenPath) == 0 else { return false }
        try syncFolder()
        return true
    }

    /// Gives a token back after the enrolment that it was spent for failed.
    func restore(token: String) throws(RelayDirectoryError) { try write(token, to: tokenPath) }

    // MARK: Files

    /// The text of a short file without its line end; nil where there is none.
    private func read(_ path: String) throws(RelayDirectoryError) -> String? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            guard errno == ENOENT else { throw .unusable(path: path, code: errno) }
            return nil
        }
        defer { close(number) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = unsafe pread(number, &bytes, bytes.count, 0)
        guard count >= 0 else { throw .unusable(path: path, code: errno) }
        let text = bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes a file so that after a crash there is the old one or the new one.
    private func write(_ text: String, to path: String) throws(RelayDirectoryError) {
        let draft = "\(path).new"
        let number = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .unusable(path: draft, code: errno) }
        defer { close(number) }
        let line = Array("\(text)\n".utf8)
        guard unsafe pwrite(number, line, line.count, 0) == line.count, fsync(number) == 0,
            unsafe rename(draft, path) == 0
        else { throw .unusable(path: path, code: errno) }
        try syncFolder()
    }

    private func syncFolder() throws(RelayDirectoryError) {
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(number) }
        guard number >= 0, fsync(number) == 0 else { throw .unusable(path: path, code: errno) }
    }
}

/// A folder that is held.
final class DirectoryLock: Sendable {
    private let number: Int32
    init(number: Int32) { self.number = number }
    deinit { close(number) }
}

/// Comparison that takes as long for a near miss as for a far one.
enum ConstantTime {
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
