// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Crypto

/// Why a bag cannot take a file.
public enum BagWritingError: Error, Hashable, Sendable {
    case duplicatePath(BagPath)
    /// Larger than a tar archive can hold; in bytes.
    case tooLarge(UInt64)
}

/// Writes a BagIt bag (RFC 8493) as a tar stream, piece by piece, so that a file need not fit into memory.
///
/// Every method gives the bytes that come next; whoever calls writes them, in this order, into whatever seals them.
/// The payload's digests are SHA-512. There is never a `fetch.txt`: opening a bag asks nobody for anything.
public struct BagWriter: Sendable {
    /// One file on its way into the bag; finish it before the next begins.
    public struct File: Sendable {
        fileprivate let path: BagPath
        fileprivate let byteCount: UInt64
        fileprivate var digest = SHA512()
        fileprivate var written: UInt64 = 0
    }

    /// The bag's folder: one safe name.
    public let folder: String
    private var manifest: [BagPath: [UInt8]] = [:]
    private var payloadByteCount: UInt64 = 0

    /// `folder` is what the archive unpacks into: one part of a safe path, at most 32 bytes.
    public init(folder: BagPath) {
        precondition(!folder.text.contains("/") && folder.text.utf8.count <= 32, "a bag unpacks into one folder")
        self.folder = folder.text
    }

    /// The bytes before the file's content.
    public func begin(_ path: BagPath, byteCount: UInt64) throws(BagWritingError) -> (file: File, bytes: [UInt8]) {
        guard manifest[path] == nil else { throw .duplicatePath(path) }
        guard byteCount <= TarHeader.maximumFileByteCount else { throw .tooLarge(byteCount) }
        let header = TarHeader.bytes(path: "\(folder)/data/\(path.text)", byteCount: byteCount)
        return (File(path: path, byteCount: byteCount), header)
    }

    /// Takes a piece of the file's content, which is itself what comes next in the stream.
    public func write(_ piece: [UInt8], to file: inout File) {
        file.digest.update(data: piece)
        file.written += UInt64(piece.count)
    }

    /// The bytes after the file's content. Exactly the announced count must have been written.
    public mutating func end(_ file: File) -> [UInt8] {
        precondition(file.written == file.byteCount, "a file has the size that its header says")
        manifest[file.path] = Array(file.digest.finalize())
        payloadByteCount += file.byteCount
        return TarHeader.padding(after: file.byteCount)
    }

    /// A whole small file.
    public mutating func add(_ content: [UInt8], at path: BagPath) throws(BagWritingError) -> [UInt8] {
        var (file, bytes) = try begin(path, byteCount: UInt64(content.count))
        write(content, to: &file)
        bytes += content
        bytes += end(file)
        return bytes
    }

    /// `manifest-sha512.txt` as it will stand in the bag: what a signature covers.
    public var manifestText: [UInt8] { Self.text(manifest.map { ("data/\($0.key.text)", $0.value) }) }

    /// Everything after the payload. `tags` are further tag files, a signature for instance.
    public consuming func finish(
        information: [(label: String, value: String)], tags: [(path: BagPath, content: [UInt8])] = []
    ) -> [UInt8] {
        var files: [(String, [UInt8])] = [
            ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
            ("bag-info.txt", Array(Self.lines(information, payload: (payloadByteCount, manifest.count)).utf8)),
            ("manifest-sha512.txt", manifestText),
        ]
        files += tags.map { ($0.path.text, $0.content) }
        files.append(
            ("tagmanifest-sha512.txt", Self.text(files.map { ($0.0, Array(SHA512.hash(data: $0.1))) })))
        var bytes: [UInt8] = []
        for (name, content) in files {
            bytes += TarHeader.bytes(path: "\(folder)/\(name)", byteCount: UInt64(content.count))
            bytes += content
            bytes += TarHeader.padding(after: UInt64(content.count))
        }
        return bytes + TarHeader.end
    }

    private static func text(_ digests: [(path: String, digest: [UInt8])]) -> [UInt8] {
        digests.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
            .flatMap { Array("\(Hex.encode($0.digest))  \($0.path)\n".utf8) }
    }

    /// RFC 8493, section 2.2.2. A line break inside a value would begin another label.
    private static func lines(
        _ information: [(label: String, value: String)], payload: (byteCount: UInt64, fileCount: Int)
    ) -> String {
        let oxum = (label: "Payload-Oxum", value: "\(payload.byteCount).\(payload.fileCount)")
        return (information + [oxum]).map { entry in
            let value = entry.value.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(entry.label): \(value)\n"
        }.joined()
    }
}
