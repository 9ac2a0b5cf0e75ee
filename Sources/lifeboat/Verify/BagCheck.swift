// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags
import Correspondence
import Foundation

/// Checks an unpacked bag: whose it is, that every file is there and whole, and that nothing else is.
struct BagCheck {
    let folder: String

    private static let manifestLimit = 64 << 20
    private static let pieceByteCount = 1 << 20

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
            guard try self.digest(of: path) == digest else {
                throw .notGenuine("data/\(path.text) was changed after the bag was signed.")
            }
        }
        if let stranger = try strangers(manifest).first {
            throw .notGenuine("data/\(stranger) was added after the bag was signed.")
        }
        return VerifyFinding(["Genuine and complete: \(manifest.digests.count) files."], in: try readme(manifest))
    }

    /// The first words of the bag, which were checked; nothing where it has none.
    private func readme(_ manifest: BagManifest) throws(VerifyFailure) -> String {
        guard let path = try? BagPath(parsing: "README.txt"), manifest.digests[path] != nil else { return "" }
        return String(decoding: try SmallFile.read("\(folder)/data/README.txt"), as: UTF8.self)
    }

    private func digest(of path: BagPath) throws(VerifyFailure) -> [UInt8] {
        var digest = BagDigest()
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: "\(folder)/data/\(path.text)"))
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: Self.pieceByteCount), !piece.isEmpty {
                digest.update(Array(piece))
            }
        } catch {
            throw .notGenuine("data/\(path.text) is missing.")
        }
        return digest.finish()
    }

    /// Files below `data/` that the manifest does not name.
    private func strangers(_ manifest: BagManifest) throws(VerifyFailure) -> [String] {
        let root = "\(folder)/data"
        guard let files = FileManager.default.enumerator(atPath: root) else {
            throw .unreadable("The bag has no data folder.")
        }
        return files.compactMap { $0 as? String }.filter { name in
            var isDirectory: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isDirectory)
            guard !isDirectory.boolValue else { return false }
            return (try? BagPath(parsing: name)).flatMap { manifest.digests[$0] } == nil
        }.sorted()
    }
}
