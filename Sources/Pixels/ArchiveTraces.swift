// SPDX-License-Identifier: AGPL-3.0-or-later

/// What an archive tells, and so a document of Office (ECMA-376) or OpenDocument: who wrote it and changed it last, whose remarks stand in it, what
/// is said of it, the printer, the folder of somebody's machine, and what its pictures tell.
enum ArchiveTraces {
    static func traces(_ bytes: [UInt8], _ effort: inout Effort) -> FileTraces {
        let archive = ZipEntries(bytes, &effort)
        var traces = FileTraces(look: archive.isWhole ? .whole : .part)
        if archive.holdsRemark { traces.add(.words) }
        for entry in archive.entries where !entry.name.hasSuffix("/") {
            guard let file = effort.unpack(entry) else {
                traces.lookedNoFurther()
                return traces
            }
            if !isQuiet(entry.name, file.bytes) { traces.add(self.traces(of: file.bytes, at: entry.name, &effort)) }
            if !file.isWhole { traces.lookedNoFurther() }
        }
        return traces
    }

    private static func traces(of bytes: [UInt8], at path: String, _ effort: inout Effort) -> FileTraces {
        guard isMarkup(bytes) else { return FileTraces.traces(of: bytes, isInside: true, &effort) }
        let part = DocumentPart(path: path)
        var traces = FileTraces(ofMarkup: bytes[...], part?.names ?? Self.anybody, &effort)
        if folders.stands(in: bytes[...], &effort) { traces.holdsDevice = true }
        if path.hasSuffix("settings.xml"), namesPrinter(bytes[...], &effort) { traces.holdsDevice = true }
        if part == nil { traces.lookedNoFurther() }
        return traces
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

    /// OpenDocument keeps its settings as items of one kind: the first attribute says of what, and what stands in it is the value.
    private static func namesPrinter(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> Bool {
        guard var reader = MarkupReader(bytes, &effort) else { return false }
        var hasContent = false
        while let name = reader.next() {
            guard effort.spend(name.steps) else { return false }
            if name.value.isEmpty {
                hasContent = name.hasContent
            } else if hasContent, printers.contains(where: name.value.elementsEqual) {
                return true
            }
        }
        return false
    }

    private static let printers = ["PrinterName", "PrinterSetup"].map { Array($0.utf8) }

    /// Of what is none of the files of a document the names of people are looked for all the same.
    private static let anybody = MarkupNames(
        local: [(["creator", "author", "lastModifiedBy", "displayName", "userId"], .device)], other: .quiet)

    /// Where something lies on somebody's machine: their name is in it.
    private static let folders = WordSearch("\\Users\\", "file:///", "/home/", "/Users/")
}
