// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags
import Bytes
import Casework
import Languages
import NIOCore
import Pages

/// Where the words and the fingerprint of a bag come from.
struct BagMaterials {
    let scene: CaseScene
    let templates: TemplateLibrary
    let fingerprint: String
    /// Entries as they were signed.
    let signed: [ID<Entry>: [UInt8]]
    /// Files that can be read now; the others are named and left out.
    let readable: Set<[UInt8]>
}

extension CaseBag {
    init(_ order: ExportOrder, _ materials: BagMaterials) throws {
        // What this export leaves out is not there for the words that are made of it either.
        let scene = materials.scene.keeping(Set(order.parts.map(\.compartment)))
        var attachments: [Attachment] = []
        var files: [CaseDocument.File] = []
        for (offset, file) in order.files.enumerated() {
            let path = try Self.path(offset + 1, of: file.name)
            let isThere = materials.readable.contains(file.blob)
            if isThere { attachments.append(Attachment(path: path, file: file)) }
            files.append(CaseDocument.File(file, at: isThere ? path : nil))
        }
        let document = CaseDocument(
            order, signed: materials.signed, files: files, fingerprint: materials.fingerprint, scene)
        let sheet = CaseSheet(order, files: files, fingerprint: materials.fingerprint, scene)
        let html = materials.templates.render("export_case", sheet)
        folder = order.folder
        self.attachments = attachments
        documents = [
            Document(path: try BagPath(parsing: "README.txt"), content: Self.readme(order, materials, missing: files)),
            Document(path: try BagPath(parsing: "case.html"), content: Array(html.readableBytesView)),
            Document(path: try BagPath(parsing: "case.json"), content: try document.encoded()),
        ]
        information = [
            ("Source-Organization", SafeText.oneLine(scene.state.organisation?.name ?? "")),
            ("Bagging-Date", Day(at: scene.now).iso), ("External-Identifier", order.folder),
        ]
    }

    private static func readme(
        _ order: ExportOrder, _ materials: BagMaterials, missing files: [CaseDocument.File]
    ) -> [UInt8] {
        let words = materials.scene.words
        let isRehearsal = materials.scene.state.organisation?.isRehearsal ?? false
        var lines =
            (isRehearsal ? RehearsalMark.lines(words) + [""] : []) + [
                words.text("readme.what"), "", words.text("readme.files"), "", words.text("readme.check"),
                "    lifeboat verify \(order.folder) --organisation '\(materials.fingerprint)'", "",
                words.text("readme.keep"),
            ]
        let missing = files.filter { $0.path == nil }
        if !missing.isEmpty {
            lines += ["", words.text("readme.missing")] + missing.map { "    \(SafeText.fileName($0.name))" }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}

extension CaseDocument.File {
    fileprivate init(_ file: FileReference, at path: BagPath?) {
        self.init(
            path: path?.text, name: file.name, mediaType: file.mediaType, byteCount: file.byteCount,
            blob: Hex.encode(file.blob))
    }
}
