// SPDX-License-Identifier: AGPL-3.0-or-later

/// What an archive tells, and so a document of Office (ECMA-376) or OpenDocument: who wrote it and changed it last, whose remarks stand in it, the
/// folder of somebody's machine, and what its pictures tell.
enum ArchiveTraces {
    static func traces(_ bytes: [UInt8], _ room: inout UnpackingRoom) -> FileTraces {
        let archive = ZipEntries(bytes)
        var traces = FileTraces(look: archive.isWhole ? .whole : .part)
        for entry in archive.entries where !entry.name.hasSuffix("/") {
            guard let file = room.unpack(entry) else {
                traces.lookedNoFurther()
                return traces
            }
            if !isQuiet(entry.name, file.bytes) { traces.add(self.traces(ofFile: file.bytes, &room)) }
            if !file.isWhole { traces.lookedNoFurther() }
        }
        return traces
    }

    private static func traces(ofFile bytes: [UInt8], _ room: inout UnpackingRoom) -> FileTraces {
        guard isMarkup(bytes) else { return FileTraces.traces(of: bytes, isInside: true, &room) }
        return FileTraces(
            holdsPlace: false,
            holdsDevice: Markup.holds(authors, in: bytes[...]) || folders.contains { bytes[...].holds($0) })
    }

    /// What is no markup and no picture in every OpenDocument file: what it is, in a line, and where LibreOffice last broke its pages.
    private static func isQuiet(_ name: String, _ bytes: [UInt8]) -> Bool {
        bytes.isEmpty || name == "layout-cache"
            || name == "mimetype" && bytes.starts(with: Array("application/vnd.oasis.opendocument.".utf8))
    }

    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        return text.first == UInt8(ascii: "<")
    }

    private static let authors = [
        "dc:creator", "cp:lastModifiedBy", "Company", "Manager", "meta:initial-creator", "meta:printed-by",
        "w:author", "w15:author", "author", "p:cmAuthor", "p188:author", "x15ac:absPath", "lastModifiedBy",
    ].map { Array($0.utf8) }

    /// Where something lies on somebody's machine: their name is in it.
    private static let folders = ["\\Users\\", "file:///", "/home/"].map { Array($0.utf8) }
}
