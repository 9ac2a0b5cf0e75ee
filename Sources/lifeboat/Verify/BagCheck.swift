// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags
import Bytes
import Correspondence
import Foundation

/// Checks an unpacked bag: whose it is, that every file is there and whole, and that nothing else is.
struct BagCheck {
    let folder: String

    private static let manifestLimit = 64 << 20
    private static let pieceByteCount = 1 << 20
    /// What stands beside `data` in a bag, by the bytes of the names, and whose digests stand in the last of them.
    private static let tags = ["bag-info.txt", "bagit.txt", "lifeboat-signature.txt", "manifest-sha512.txt"]
    private static let tagManifest = "tagmanifest-sha512.txt"

    /// The lines for the reader. `second`: seconds since 1970.
    func run(_ organisation: OrganisationFingerprint, at second: UInt64) throws(VerifyFailure) -> VerifyFinding {
        let text = try SmallFile.read(folder + "/manifest-sha512.txt", atMost: Self.manifestLimit)
        let line = try SmallFile.read(folder + "/lifeboat-signature.txt")
        do throws(VouchedTextError) {
            try VouchedText(text: text, signatureLine: line, for: .bag).check(organisation, at: second)
        } catch {
            throw VerifyFailure(error)
        }
        let manifest: BagManifest
        do { manifest = try BagManifest(parsing: text) } catch { throw .unreadable("The manifest is damaged.") }
        for (path, digest) in manifest.digests.sorted(by: { $0.key < $1.key }) {
            guard try self.digest(of: "data/\(path.text)") == digest else {
                throw .notGenuine("data/\(path.text) was changed after the bag was signed.")
            }
        }
        if let stranger = try strangers(manifest).first {
            throw .notGenuine("\(Self.printable(stranger)) was added after the bag was signed.")
        }
        try checkTags()
        return VerifyFinding(
            [
                "Genuine and complete: \(manifest.digests.count) files.",
                "The organisation's word is what lies in data/: nobody signed bag-info.txt.",
            ], in: try readme(manifest))
    }

    /// What is laid beside the payload is read first: there is nothing but what a writer puts there, and nothing of that was changed by
    /// somebody who did not do the sums anew. The manifest of the tag files is not signed.
    private func checkTags() throws(VerifyFailure) {
        var lines = ""
        for name in Self.tags { lines += "\(Hex.encode(try digest(of: name)))  \(name)\n" }
        guard try SmallFile.read("\(folder)/\(Self.tagManifest)") == Array(lines.utf8) else {
            throw .notGenuine("A file beside data/ was changed after the bag was made.")
        }
    }

    /// The first words of the bag, which were checked; nothing where it has none.
    private func readme(_ manifest: BagManifest) throws(VerifyFailure) -> String {
        guard let path = try? BagPath(parsing: "README.txt"), manifest.digests[path] != nil else { return "" }
        return String(decoding: try SmallFile.read("\(folder)/data/README.txt"), as: UTF8.self)
    }

    private func digest(of path: String) throws(VerifyFailure) -> [UInt8] {
        var digest = BagDigest()
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: "\(folder)/\(path)"))
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: Self.pieceByteCount), !piece.isEmpty {
                digest.update(Array(piece))
            }
        } catch {
            throw .notGenuine("\(path) is missing.")
        }
        return digest.finish()
    }

    /// Whatever is in the bag and not of it: files that the manifest does not name, folders in which none of those lies, and everything that
    /// is neither file nor folder, for a link leads to where nobody looked.
    private func strangers(_ manifest: BagManifest) throws(VerifyFailure) -> [String] {
        // A folder that is itself a link would be looked at and not into.
        let folder = URL(filePath: folder).resolvingSymlinksInPath().path
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let paths = manifest.digests.keys.map { "data/\($0.text)" } + Self.tags + [Self.tagManifest]
        // By their bytes: a name that is written in two ways may be two files.
        let files = Set(paths.map { Array($0.utf8) })
        guard files.isSubset(of: Set(found.map { Array($0.utf8) })) else {
            throw .unreadable("The bag cannot be read.")
        }
        let folders = Set(paths.flatMap(Self.folders).map { Array($0.utf8) })
        return found.filter { name in
            let kind =
                try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type] as? FileAttributeType
            switch kind {
            case .typeRegular: return !files.contains(Array(name.utf8))
            case .typeDirectory: return !folders.contains(Array(name.utf8))
            default: return true
            }
        }.sorted()
    }

    /// The folders above a file.
    private static func folders(above path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    /// A name that somebody else chose, for a terminal.
    private static func printable(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { (32..<127).contains($0.value) ? $0 : "?" }))
    }
}
