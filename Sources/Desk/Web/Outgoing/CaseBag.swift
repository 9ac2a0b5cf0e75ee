// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bags
import Casework
import Foundation

/// An exported case as it leaves: a BagIt bag as a tar stream, sealed piece by piece as an age file (docs/protocol.md, section 9). Nothing of
/// it is ever on a disk in plain, and an attachment is in memory one piece at a time.
struct CaseBag: Sendable {
    /// A small file of the bag.
    struct Document: Sendable {
        let path: BagPath
        let content: [UInt8]
    }

    /// An attachment, and where it stands in the bag.
    struct Attachment: Sendable {
        let path: BagPath
        let file: FileReference
    }

    /// Why a bag broke off. What was sent until then does not open: an age file without its last piece is refused.
    enum Failure: Error {
        /// An attachment is not as long as its message said.
        case wrongLength
    }

    let folder: String
    let documents: [Document]
    let attachments: [Attachment]
    /// What `bag-info.txt` says.
    let information: [(label: String, value: String)]

    /// Hands the sealed bag over piece by piece, and waits with each until it is taken. The manifest is signed when everything else has
    /// gone.
    @concurrent func write(to recipients: [Recipient], reading work: any DeskWork, into pieces: HandOver) async {
        do {
            try await seal(to: recipients, reading: work) { bytes in
                guard !bytes.isEmpty else { return }
                guard await pieces.give(bytes) else { throw CancellationError() }
            }
            await pieces.end()
        } catch {
            await pieces.end(.failure(error))
        }
    }

    private func seal(
        to recipients: [Recipient], reading work: any DeskWork, into sink: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        var encryptor = try Encryptor(to: recipients)
        var bag = BagWriter(folder: try BagPath(parsing: folder))
        for document in documents {
            let bytes = try bag.add(document.content, at: document.path)
            try await sink(encryptor.update(bytes))
        }
        for attachment in attachments {
            let begun = try bag.begin(attachment.path, byteCount: attachment.file.byteCount)
            var file = begun.file
            try await sink(encryptor.update(begun.bytes))
            var left = attachment.file.byteCount
            for try await piece in try await work.read(attachment.file) {
                guard UInt64(piece.count) <= left else { throw Failure.wrongLength }
                left -= UInt64(piece.count)
                bag.write(piece, to: &file)
                try await sink(encryptor.update(piece))
            }
            guard left == 0 else { throw Failure.wrongLength }
            let padding = bag.end(file)
            try await sink(encryptor.update(padding))
        }
        let signature = try await work.signatureLine(ofBag: bag.manifestText)
        let signaturePath = try BagPath(parsing: "lifeboat-signature.txt")
        let rest = bag.finish(information: information, tags: [(path: signaturePath, content: signature)])
        let last = encryptor.update(rest) + encryptor.finish()
        try await sink(last)
    }

    /// `attachments/007-план.pdf`: a number, by which each is another file on every system, and of the name, in whatever script, what is the same
    /// everywhere. Of a long name the end is kept: it says what it is.
    static func path(_ number: Int, of name: String) throws(BagPathError) -> BagPath {
        let digits = String(number)
        // What one system takes apart another would not find.
        let spaced = name.precomposedStringWithCanonicalMapping.unicodeScalars.map {
            $0.properties.isWhitespace ? "_" : $0
        }
        let kept = Array(spaced.filter { BagPath.isSafe($0) }.suffix(40)).drop { $0 == "." || $0 == "-" || $0 == "_" }
        let safe = String(String.UnicodeScalarView(kept))
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return try BagPath(parsing: "attachments/\(padded)\(safe.isEmpty ? "" : "-\(safe)")")
    }
}
