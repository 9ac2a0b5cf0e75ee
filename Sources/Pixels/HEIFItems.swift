// SPDX-License-Identifier: AGPL-3.0-or-later

/// The items of a HEIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, annex A) that tell of the picture: Exif, and XMP as `application/rdf+xml`.
/// HEIC and AVIF are both such files.
enum HEIFItems {
    static func metadata(_ bytes: [UInt8]) -> HeldMetadata {
        guard let meta = boxes(bytes, 0..<bytes.count).first(where: { $0.name == "meta" }) else {
            return HeldMetadata()
        }
        // A full box: version and flags come first.
        let inside = boxes(bytes, min(meta.content.lowerBound + 4, meta.content.upperBound)..<meta.content.upperBound)
        guard let information = inside.first(where: { $0.name == "iinf" }),
            let locations = inside.first(where: { $0.name == "iloc" })
        else { return HeldMetadata() }
        let items = items(bytes, information.content)
        let data = inside.first { $0.name == "idat" }?.content
        // They do not lie over each other: together they are no longer than the file.
        var room = bytes.count
        let (places, areWhole) = places(bytes, locations.content, of: items, data)
        let carriers = places.prefix(HeldMetadata.mostPieces).compactMap {
            room -= $1.count
            return room < 0 ? nil : carrier(bytes, $0, $1)
        }
        // Some may be a film as well, and say where that was made.
        let film = [MetadataCarrier.film(bytes[...])]
        return HeldMetadata(carriers: carriers + film, isWhole: areWhole && carriers.count == items.count)
    }

    private static func carrier(_ bytes: [UInt8], _ kind: Kind, _ place: Range<Int>) -> MetadataCarrier? {
        guard let content = bytes.piece(at: place.lowerBound, byteCount: place.count) else { return nil }
        switch kind {
        case .xmp: return .xmp(content)
        case .exif:
            // How far behind this number the structure begins.
            guard let skipped = content.bigEndian(at: 0, byteCount: 4), skipped <= content.count - 4 else { return nil }
            return .exif(content.dropFirst(4 + skipped))
        }
    }

    private enum Kind { case exif, xmp }

    private struct Box {
        let name: String
        let content: Range<Int>
    }

    private static let mostBoxes = 4_096

    private static func boxes(_ bytes: [UInt8], _ range: Range<Int>) -> [Box] {
        var boxes: [Box] = []
        var place = range.lowerBound
        while boxes.count < mostBoxes, range.upperBound - place >= 8,
            let short = bytes.bigEndian(at: place, byteCount: 4),
            let name = bytes.piece(at: place + 4, byteCount: 4)
        {
            var (size, head) = (short, 8)
            if short == 0 { size = range.upperBound - place }
            if short == 1 {
                // Longer than this machine counts is longer than the file.
                guard bytes.bigEndian(at: place + 8, byteCount: 4) == 0,
                    let long = bytes.bigEndian(at: place + 12, byteCount: 4)
                else { break }
                (size, head) = (long, 16)
            }
            guard size >= head, size <= range.upperBound - place else { break }
            boxes.append(Box(name: String(decoding: name, as: UTF8.self), content: (place + head)..<(place + size)))
            place += size
        }
        return boxes
    }

    /// The numbers of the items that tell of the picture.
    private static func items(_ bytes: [UInt8], _ content: Range<Int>) -> [Int: Kind] {
        guard let version = bytes.bigEndian(at: content.lowerBound, byteCount: 1) else { return [:] }
        let head = content.lowerBound + 4 + (version == 0 ? 2 : 4)
        guard head <= content.upperBound else { return [:] }
        var items: [Int: Kind] = [:]
        for entry in boxes(bytes, head..<content.upperBound) where entry.name == "infe" {
            let start = entry.content.lowerBound
            guard let version = bytes.bigEndian(at: start, byteCount: 1), version == 2 || version == 3 else { continue }
            let width = version == 2 ? 2 : 4
            guard let number = bytes.bigEndian(at: start + 4, byteCount: width),
                let kind = bytes.piece(at: start + 4 + width + 2, byteCount: 4),
                start + 10 + width <= entry.content.upperBound
            else { continue }
            if kind.elementsEqual("Exif".utf8) { items[number] = .exif }
            // Named by what kind of text it is; it is XMP if its content type says XML of RDF.
            let rest = bytes[min(start + 10 + width, entry.content.upperBound)..<entry.content.upperBound]
            if kind.elementsEqual("mime".utf8), String(decoding: rest, as: UTF8.self).contains("application/rdf+xml") {
                items[number] = .xmp
            }
        }
        return items
    }

    /// Where they lie in the file, and whether all of each: an item in several pieces is looked at in the first, for Exif is short.
    private static func places(
        _ bytes: [UInt8], _ content: Range<Int>, of items: [Int: Kind], _ data: Range<Int>?
    ) -> (places: [(Kind, Range<Int>)], areWhole: Bool) {
        var reader = BoxReader(bytes: bytes, place: content.lowerBound, end: content.upperBound)
        guard let version = reader.number(1), version <= 2, reader.number(3) != nil, let sizes = reader.number(1),
            let more = reader.number(1)
        else { return ([], false) }
        let (offsetSize, lengthSize, baseSize) = (sizes >> 4, sizes & 15, more >> 4)
        let indexSize = version == 0 ? 0 : more & 15
        guard let count = reader.number(version == 2 ? 4 : 2) else { return ([], false) }
        var places: [(Kind, Range<Int>)] = []
        var areWhole = true
        for _ in 0..<min(count, mostBoxes) {
            guard let number = reader.number(version == 2 ? 4 : 2), let method = version == 0 ? 0 : reader.number(2),
                reader.number(2) != nil, let base = reader.number(baseSize), let extents = reader.number(2)
            else { return (places, false) }
            if extents > 1, items[number] != nil { areWhole = false }
            for extent in 0..<extents {
                guard reader.number(indexSize) != nil, let offset = reader.number(offsetSize),
                    let length = reader.number(lengthSize)
                else { return (places, false) }
                guard extent == 0, let kind = items[number] else { continue }
                let start: Int? =
                    switch method & 15 {
                    case 0: base + offset
                    case 1: data.map { $0.lowerBound + base + offset }
                    default: nil
                    }
                guard let start, start <= bytes.count, length <= bytes.count - start else { continue }
                places.append((kind, start..<(start + length)))
            }
        }
        return (places, areWhole)
    }
}

/// Numbers of a box, one after the other.
private struct BoxReader {
    let bytes: [UInt8]
    var place: Int
    let end: Int

    /// Nil where the box ends before, or where it is larger than any file here. No bytes are zero.
    mutating func number(_ byteCount: Int) -> Int? {
        guard [0, 1, 2, 3, 4, 8].contains(byteCount), byteCount <= end - place else { return nil }
        var number = 0
        for byte in bytes[place..<(place + byteCount)] {
            guard number < 1 << 40 else { return nil }
            number = number << 8 | Int(byte)
        }
        guard number < 1 << 40 else { return nil }
        place += byteCount
        return number
    }
}
