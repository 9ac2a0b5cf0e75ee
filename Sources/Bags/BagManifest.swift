// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Crypto

/// Why a text is no manifest.
public enum BagManifestError: Error, Hashable, Sendable {
    /// A line that is not `digest  data/path`; counted from 1.
    case malformedLine(Int)
    /// A path that stands there twice.
    case duplicatePath(BagPath)
    case notUTF8
}

/// Which files a bag holds, and the SHA-512 of each (RFC 8493, section 2.1.3). Only paths that a
/// ``BagWriter`` would write are read.
public struct BagManifest: Hashable, Sendable {
    public private(set) var digests: [BagPath: [UInt8]] = [:]

    public init(parsing text: [UInt8]) throws(BagManifestError) {
        guard let text = String(validating: text, as: UTF8.self) else { throw .notUTF8 }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            guard let (path, digest) = Self.entry(line) else { throw .malformedLine(index + 1) }
            guard digests.updateValue(digest, forKey: path) == nil else { throw .duplicatePath(path) }
        }
    }

    private static func entry(_ line: Substring) -> (BagPath, [UInt8])? {
        let digits = line.prefix(128)
        let rest = line.dropFirst(128)
        guard let digest = Hex.decode(digits), digest.count == 64, rest.hasPrefix("  data/"),
            let path = try? BagPath(parsing: String(rest.dropFirst(7)))
        else { return nil }
        return (path, digest)
    }
}

/// The digest of one file of a bag, piece by piece.
public struct BagDigest: Sendable {
    private var hash = SHA512()

    public init() {}

    public mutating func update(_ piece: [UInt8]) { hash.update(data: piece) }

    /// SHA-512, 64 bytes.
    public consuming func finish() -> [UInt8] { Array(hash.finalize()) }
}
