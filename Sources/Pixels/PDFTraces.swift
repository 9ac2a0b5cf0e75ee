// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a PDF file says of itself (ISO 32000-1, 14.3): author and programs by name, under which scanners, telephones and systems stand; titles, remarks and
/// who wrote them; XMP; and what the pictures in it tell, which are whole JPEG files there. Looked for by their names wherever they stand, for earlier versions
/// of the file stand in it too; one that stands there by chance costs a question. Objects that are packed together are unpacked.
enum PDFTraces {
    private enum Word {
        /// Tells something where text stands behind it, or where it stands in another object.
        case told(Telling)
        /// Tells something where text stands behind it: in other places the same name means something that is to be seen.
        case toldInText(Telling)
        /// What is locked says nothing, what is attached is files of its own, and what a program keeps for itself is not read.
        case unread
        case packedObjects
        case markup
    }

    private static let words = NameTable<Word>([
        (
            ["Author", "Creator", "Producer", "Company", "Manager", "LastModifiedBy", "SourceModifiedBy"],
            .told(.device)
        ),
        (["Title", "Subject", "Keywords", "Comments", "Category"], .told(.words)),
        // A remark's author, or the name of a field; remarks; who signed.
        (["T", "Contents", "RC", "Subj", "Reason"], .toldInText(.words)),
        (["Name", "ContactInfo"], .toldInText(.device)),
        (["Location"], .toldInText(.place)),
        (["Encrypt", "EmbeddedFile", "EmbeddedFiles", "PieceInfo", "XFA"], .unread),
        (["ObjStm"], .packedObjects),
        (["XML"], .markup),
    ])
    private static let longestName = 32
    private static let stepsPerName = 8
    private static let mostStreams = 8_192
    /// Between a name in the dictionary of a stream and its bytes.
    private static let longestDictionary = 2_048
    private static let streamMark = WordSearch("stream")

    static func traces(_ bytes: [UInt8], _ effort: inout Effort) -> FileTraces {
        let all = bytes[...]
        var traces = HeldMetadata.embedded(in: all, &effort).traces(&effort)
        var starts: [Int: Bool] = [:]
        read(all, &traces, &effort) { word, place, effort, traces in
            guard starts.count < mostStreams,
                let start = streamStart(all[place...].prefix(longestDictionary), &effort)
            else { return traces.lookedNoFurther() }
            if case .markup = word { starts[start] = starts[start] ?? false } else { starts[start] = true }
        }
        for (start, isPackedObjects) in starts.sorted(by: { $0.key < $1.key }) {
            let stream = all[start...]
            if !isPackedObjects, isMarkup(stream, &effort) { continue }
            guard let content = effort.unpackZlib(stream) else {
                traces.lookedNoFurther()
                continue
            }
            if !content.isWhole { traces.lookedNoFurther() }
            if isPackedObjects {
                read(content.bytes[...], &traces, &effort) { _, _, _, _ in }
            } else {
                traces.add(MetadataCarrier.xmp(content.bytes[...]).traces(&effort))
            }
        }
        return traces
    }

    /// Whether a packet stands there as it is, and was found for that.
    private static func isMarkup(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes
        let blank = text.prefix(effort.stepsLeft).prefix { isBlank($0) }
        guard effort.spend(blank.count) else { return true }
        return text[blank.endIndex...].first == UInt8(ascii: "<")
    }

    /// Where the bytes begin of the stream whose dictionary ends here.
    private static func streamStart(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> Int? {
        guard let word = streamMark.next(in: bytes, from: bytes.startIndex, &effort) else { return nil }
        var start = word.place + 6
        if start < bytes.endIndex, bytes[start] == 0x0D { start += 1 }
        if start < bytes.endIndex, bytes[start] == 0x0A { start += 1 }
        return start
    }

    /// Goes through all the names once.
    /// - Parameter stream: is told of a name that stands in the dictionary of a stream, and where.
    private static func read(
        _ bytes: ArraySlice<UInt8>, _ traces: inout FileTraces, _ effort: inout Effort,
        stream: (Word, Int, inout Effort, inout FileTraces) -> Void
    ) {
        guard effort.spend(bytes.count) else { return }
        var place = bytes.startIndex
        while place < bytes.endIndex {
            guard bytes[place] == UInt8(ascii: "/") else {
                place += 1
                continue
            }
            let (number, end) = name(bytes, from: place + 1)
            guard effort.spend(end - place + stepsPerName) else { return }
            place = end
            guard let word = words[number] else { continue }
            switch word {
            case .told(let telling):
                if let value = value(bytes[end...], &effort), value != .other { traces.add(telling) }
            case .toldInText(let telling): if value(bytes[end...], &effort) == .text { traces.add(telling) }
            case .unread: traces.lookedNoFurther()
            case .packedObjects, .markup: stream(word, end, &effort, &traces)
            }
        }
    }

    /// A name as it is meant: any of its letters may be written by its number (7.3.5).
    private static func name(_ bytes: ArraySlice<UInt8>, from start: Int) -> (NameNumber, end: Int) {
        var number = NameNumber()
        var place = start
        while place < bytes.endIndex, place - start < longestName, !isBlank(bytes[place]), !isDelimiter(bytes[place]) {
            if bytes[place] == UInt8(ascii: "#"), place + 2 < bytes.endIndex, let high = digit(bytes[place + 1]),
                let low = digit(bytes[place + 2])
            {
                number.add(high << 4 | low)
                place += 3
            } else {
                number.add(bytes[place])
                place += 1
            }
        }
        return (number, place)
    }

    private enum Value { case text, elsewhere, other }

    /// What stands behind a name; nil where it is an empty text.
    private static func value(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> Value? {
        let blank = bytes.prefix(effort.stepsLeft).prefix { isBlank($0) }
        guard effort.spend(blank.count) else { return nil }
        let value = bytes[blank.endIndex...]
        let next = value.dropFirst().first
        switch value.first {
        case UInt8(ascii: "("): return next == UInt8(ascii: ")") ? nil : .text
        case UInt8(ascii: "<"):
            return next == UInt8(ascii: ">") ? nil : next == UInt8(ascii: "<") ? .other : .text
        case let first?: return digit(first).map { $0 < 10 } == true && !blank.isEmpty ? .elsewhere : .other
        case nil: return .other
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D || byte == 0x20
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
