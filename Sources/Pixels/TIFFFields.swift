// SPDX-License-Identifier: AGPL-3.0-or-later

/// The fields of Exif (CIPA DC-008, in a TIFF 6.0 structure), as far as they tell of a place or a device. Every count and offset is checked; what
/// does not hold together says nothing.
struct TIFFFields {
    /// No camera writes more in one directory.
    private static let mostFields = 512
    /// Pages and small pictures of one.
    private static let mostDirectories = 64
    /// Twelve bytes, kept and judged.
    private static let stepsPerField = 64
    /// Of a text that is shown.
    private static let mostTextBytes = 128

    private let bytes: ArraySlice<UInt8>
    private let isLittleEndian: Bool

    /// Nil where it does not begin as such a structure does. `bytes`: from its first byte on.
    init?(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        let mark = Array(bytes.prefix(2))
        guard mark == [0x49, 0x49] || mark == [0x4D, 0x4D] else { return nil }
        isLittleEndian = mark[0] == 0x49
        guard number(at: 2, byteCount: 2) == 42, number(at: 4, byteCount: 4) != nil else { return nil }
    }

    /// What is told, in every picture of the structure.
    func traces(_ effort: inout Effort) -> FileTraces {
        var traces = FileTraces()
        var next = number(at: 4, byteCount: 4)
        var room = bytes.count
        // One that leads back to itself is not gone through again.
        var seen: Set<Int> = []
        while let offset = next, offset != 0 {
            guard seen.count < Self.mostDirectories, seen.insert(offset).inserted,
                let main = directory(at: offset, &effort)
            else {
                traces.lookedNoFurther()
                return traces
            }
            traces.add(self.traces(main, &room, &effort))
            // A structure that ends here without saying so is taken as it is.
            next = number(at: offset + 2 + 12 * (number(at: offset, byteCount: 2) ?? 0), byteCount: 4)
        }
        return traces
    }

    /// - Parameter room: how many bytes of other pieces may still be looked at: they do not lie over each other.
    private func traces(_ main: [Int: Field], _ room: inout Int, _ effort: inout Effort) -> FileTraces {
        var traces = FileTraces()
        for (tag, carrier) in Self.carriers {
            guard let field = main[tag] else { continue }
            guard let content = content(field), content.count <= room else {
                traces.lookedNoFurther()
                continue
            }
            room -= content.count
            traces.add(carrier(content).traces(&effort))
        }
        let make = main[0x010F].flatMap(text)
        let model = main[0x0110].flatMap(text)
        var names = [make, model].compactMap(\.self)
        // Cameras put the maker's name before the model's, or say it twice.
        if let make, let model, model.lowercased().hasPrefix(make.lowercased()) { names = [model] }
        traces.device = names.isEmpty ? nil : names.joined(separator: " ")
        let (exif, gps) = (
            directory(main[0x8769], &traces, &effort), directory(main[0x8825], &traces, &effort)
        )
        for (tag, field) in main { traces.add(telling(tag, field, ExifTag.inPicture)) }
        for (tag, field) in exif { traces.add(telling(tag, field, ExifTag.inExif)) }
        // A directory of nothing but its own version says of no place.
        traces.holdsPlace = traces.holdsPlace || gps.keys.contains { $0 != 0 && $0 != 0x1D && $0 != 0x07 }
        traces.place = place(gps)
        return traces
    }

    /// What the field tells, where something stands in it.
    private func telling(_ tag: Int, _ field: Field, _ known: [Int: Telling]) -> Telling {
        let isRead = known[tag]
        // Numbers of two bytes and more measure something.
        guard isRead != .quiet, isRead != nil || [1, 2, 6, 7, 129].contains(field.kind) else { return .quiet }
        switch field.kind {
        case 2, 129: return text(field) == nil ? .quiet : isRead ?? .unread
        case 1, 6, 7:
            let content = content(field)?.prefix(Self.mostTextBytes)
            return content.map(Self.saysNothing) == true ? .quiet : isRead ?? .unread
        default: return isRead ?? .quiet
        }
    }

    /// A remark may begin with the name of its writing, and have nothing behind it.
    private static func saysNothing(_ content: ArraySlice<UInt8>) -> Bool {
        content.isBlank
            || writings.contains { content.starts(with: $0) && content.dropFirst($0.count).isBlank }
    }

    private static let writings = ["ASCII\0\0\0", "UNICODE\0", "JIS\0\0\0\0\0"].map { Array($0.utf8) }

    /// What other pieces a picture of this structure may have in it: XMP, records of the press, resources of Photoshop.
    private static let carriers: [(Int, @Sendable (ArraySlice<UInt8>) -> MetadataCarrier)] = [
        (0x02BC, { .xmp($0) }), (0x83BB, { .iptc($0) }), (0x8649, { .resources($0) }),
    ]

    /// Of a field that says where a directory is; what is not there holds nothing.
    private func directory(_ field: Field?, _ traces: inout FileTraces, _ effort: inout Effort) -> [Int: Field] {
        guard let field else { return [:] }
        guard field.kind == 4 || field.kind == 13, let found = directory(at: field.value, &effort) else {
            traces.lookedNoFurther()
            return [:]
        }
        return found
    }

    private struct Field {
        let kind: UInt16
        let count: Int
        /// The value where it is one number of four bytes, and where it lies otherwise.
        let value: Int
        /// Where the four bytes are that say it.
        let start: Int
    }

    /// Nil where not all of it is there.
    private func directory(at offset: Int, _ effort: inout Effort) -> [Int: Field]? {
        guard let count = number(at: offset, byteCount: 2), count <= Self.mostFields,
            effort.spend(Self.stepsPerField * (count + 1))
        else { return nil }
        var fields: [Int: Field] = [:]
        for place in 0..<count {
            let start = offset + 2 + 12 * place
            guard let tag = number(at: start, byteCount: 2), let kind = number(at: start + 2, byteCount: 2),
                let count = number(at: start + 4, byteCount: 4), let value = number(at: start + 8, byteCount: 4)
            else { return nil }
            fields[tag] = Field(kind: UInt16(kind), count: count, value: value, start: start + 8)
        }
        return fields
    }

    /// Of a field of letters; nil where there are none to see.
    private func text(_ field: Field) -> String? {
        guard field.kind == 2 || field.kind == 129, field.count > 0 else { return nil }
        let count = min(field.count, Self.mostTextBytes)
        let start = field.count <= 4 ? field.start : field.value
        guard let slice = slice(at: start, byteCount: count) else { return nil }
        let letters = slice.prefix { $0 != 0 }.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
        let shown = String(decoding: letters, as: UTF8.self).split(separator: " ").joined(separator: " ")
        return shown.isEmpty ? nil : shown
    }

    /// The bytes of a field of bytes; nil where they are not there. IPTC is written as numbers of four bytes too.
    private func content(_ field: Field) -> ArraySlice<UInt8>? {
        guard [1, 2, 4, 6, 7].contains(field.kind) else { return nil }
        let byteCount = field.count * (field.kind == 4 ? 4 : 1)
        return slice(at: byteCount <= 4 ? field.start : field.value, byteCount: byteCount)
    }

    private func place(_ gps: [Int: Field]) -> FileTraces.Place? {
        guard let latitude = gps[2].flatMap(degrees), let longitude = gps[4].flatMap(degrees), latitude <= 90,
            longitude <= 180
        else { return nil }
        let isSouth = gps[1].flatMap(text)?.uppercased() == "S"
        let isWest = gps[3].flatMap(text)?.uppercased() == "W"
        return FileTraces.Place(latitude: isSouth ? -latitude : latitude, longitude: isWest ? -longitude : longitude)
    }

    /// Three fractions: degrees, minutes, seconds.
    private func degrees(_ field: Field) -> Double? {
        guard field.kind == 5, field.count == 3 else { return nil }
        var sum = 0.0
        for (place, part) in [1.0, 60, 3_600].enumerated() {
            guard let over = number(at: field.value + 8 * place, byteCount: 4),
                let under = number(at: field.value + 8 * place + 4, byteCount: 4), under > 0 || over == 0
            else { return nil }
            sum += under == 0 ? 0 : Double(over) / Double(under) / part
        }
        return sum
    }

    private func slice(at offset: Int, byteCount: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, offset <= bytes.count, byteCount <= bytes.count - offset else { return nil }
        return bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + byteCount)]
    }

    private func number(at offset: Int, byteCount: Int) -> Int? {
        isLittleEndian
            ? bytes.littleEndian(at: offset, byteCount: byteCount) : bytes.bigEndian(at: offset, byteCount: byteCount)
    }
}
