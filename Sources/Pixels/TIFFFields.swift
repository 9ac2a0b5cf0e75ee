// SPDX-License-Identifier: AGPL-3.0-or-later

/// The fields of Exif (CIPA DC-008, in a TIFF 6.0 structure), as far as they tell of a place or a device. Every count and offset is checked; what
/// does not hold together says nothing.
struct TIFFFields {
    /// No camera writes more in one directory.
    private static let mostFields = 512
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

    /// What is told.
    var traces: FileTraces {
        var traces = FileTraces()
        guard let first = number(at: 4, byteCount: 4) else { return traces }
        let main = directory(at: first)
        let make = main[0x010F].flatMap(text)
        let model = main[0x0110].flatMap(text)
        var names = [make, model].compactMap(\.self)
        // Cameras put the maker's name before the model's, or say it twice.
        if let make, let model, model.lowercased().hasPrefix(make.lowercased()) { names = [model] }
        traces.device = names.isEmpty ? nil : names.joined(separator: " ")
        let exif = main[0x8769].flatMap { $0.kind == 4 ? directory(at: $0.value) : nil } ?? [:]
        // The owner's name, and numbers of the camera and its lens.
        traces.holdsDevice =
            traces.device != nil || main[0x013B].flatMap(text) != nil
            || [0xA430, 0xA431, 0xA435].contains { exif[$0].flatMap(text) != nil }
        let gps = main[0x8825].flatMap { $0.kind == 4 ? directory(at: $0.value) : nil } ?? [:]
        // A directory of nothing but its own version says of no place.
        traces.holdsPlace = gps.keys.contains { $0 != 0 && $0 != 0x1D && $0 != 0x07 }
        traces.place = place(gps)
        return traces
    }

    private struct Field {
        let kind: UInt16
        let count: Int
        /// The value where it is one number of four bytes, and where it lies otherwise.
        let value: Int
        /// Where the four bytes are that say it.
        let start: Int
    }

    private func directory(at offset: Int) -> [Int: Field] {
        guard let count = number(at: offset, byteCount: 2), count <= Self.mostFields else { return [:] }
        var fields: [Int: Field] = [:]
        for place in 0..<count {
            let start = offset + 2 + 12 * place
            guard let tag = number(at: start, byteCount: 2), let kind = number(at: start + 2, byteCount: 2),
                let count = number(at: start + 4, byteCount: 4), let value = number(at: start + 8, byteCount: 4)
            else { return fields }
            fields[tag] = Field(kind: UInt16(kind), count: count, value: value, start: start + 8)
        }
        return fields
    }

    /// Of a field of letters; nil where there are none to see.
    private func text(_ field: Field) -> String? {
        guard field.kind == 2, field.count > 0 else { return nil }
        let count = min(field.count, Self.mostTextBytes)
        let start = field.count <= 4 ? field.start : field.value
        guard let slice = slice(at: start, byteCount: count) else { return nil }
        let letters = slice.prefix { $0 != 0 }.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
        let shown = String(decoding: letters, as: UTF8.self).split(separator: " ").joined(separator: " ")
        return shown.isEmpty ? nil : shown
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
        guard let slice = slice(at: offset, byteCount: byteCount) else { return nil }
        let ordered = isLittleEndian ? Array(slice.reversed()) : Array(slice)
        return ordered.reduce(0) { $0 << 8 | Int($1) }
    }
}
