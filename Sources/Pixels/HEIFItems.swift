// SPDX-License-Identifier: AGPL-3.0-or-later

/// The items of a HEIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, annex A) that tell of the picture: Exif, and XMP as `application/rdf+xml`.
/// HEIC and AVIF are both such files.
enum HEIFItems {
    /// What a file may have beside the box that describes it, and what that may have in it, without saying anything of anybody.
    private static let quietOutside: Set<String> = ["ftyp", "meta", "mdat", "moov"]
    private static let quietInside: Set<String> = [
        "hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "idat", "dinf", "grpl",
    ]

    static func metadata(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        let outside = boxes(bytes, 0..<bytes.count, &effort)
        guard let meta = outside.boxes.first(where: { $0.name == "meta" }) else { return HeldMetadata() }
        // A full box: version and flags come first.
        let inside = boxes(
            bytes, min(meta.content.lowerBound + 4, meta.content.upperBound)..<meta.content.upperBound, &effort)
        guard let information = inside.boxes.first(where: { $0.name == "iinf" }),
            let locations = inside.boxes.first(where: { $0.name == "iloc" })
        else { return HeldMetadata() }
        let items = items(bytes, information.content, &effort)
        let data = inside.boxes.first { $0.name == "idat" }?.content
        // They do not lie over each other: together they are no longer than the file.
        var room = bytes.count
        let (places, areWhole) = places(bytes, locations.content, of: items.kinds, data, &effort)
        let carriers = places.prefix(HeldMetadata.mostPieces).compactMap {
            room -= $1.count
            return room < 0 ? nil : carrier(bytes, $0, $1)
        }
        var held = HeldMetadata(carriers: carriers, isWhole: areWhole && carriers.count == items.kinds.count)
        if !outside.areWhole || !inside.areWhole || !items.areWhole { held.isWhole = false }
        // Some may be a film as well, or have one in a box of its own, and say where that was made.
        held.carriers.append(.film(bytes[...]))
        for box in outside.boxes where !quietOutside.contains(box.name) {
            held.carriers += HeldMetadata.films(in: bytes[box.content], &effort)
            held.isWhole = false
        }
        if !inside.boxes.allSatisfy({ quietInside.contains($0.name) }) { held.isWhole = false }
        return held
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
    private static let stepsPerBox = 32

    /// And whether they fill the range.
    private static func boxes(
        _ bytes: [UInt8], _ range: Range<Int>, _ effort: inout Effort
    ) -> (boxes: [Box], areWhole: Bool) {
        var boxes: [Box] = []
        var place = range.lowerBound
        while boxes.count < mostBoxes, range.upperBound - place >= 8,
            let short = bytes.bigEndian(at: place, byteCount: 4),
            let name = bytes.piece(at: place + 4, byteCount: 4), effort.spend(stepsPerBox)
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
        return (boxes, place == range.upperBound)
    }

    /// Pictures, their tiles, and how they are put together.
    private static let pictures: Set<String> = [
        "hvc1", "av01", "jpeg", "grid", "iovl", "iden", "tmap", "hvt1", "avc1", "lhv1", "j2k1", "a1lx",
    ]
    private static let xmpKind = WordSearch("application/rdf+xml")

    /// The numbers of the items that tell of the picture, and whether there are no others that may.
    private static func items(
        _ bytes: [UInt8], _ content: Range<Int>, _ effort: inout Effort
    ) -> (kinds: [Int: Kind], areWhole: Bool) {
        guard let version = bytes.bigEndian(at: content.lowerBound, byteCount: 1) else { return ([:], false) }
        let head = content.lowerBound + 4 + (version == 0 ? 2 : 4)
        guard head <= content.upperBound else { return ([:], false) }
        var items: [Int: Kind] = [:]
        var (entries, areWhole) = boxes(bytes, head..<content.upperBound, &effort)
        for entry in entries {
            let start = entry.content.lowerBound
            guard entry.name == "infe", let version = bytes.bigEndian(at: start, byteCount: 1),
                version == 2 || version == 3
            else {
                areWhole = false
                continue
            }
            let width = version == 2 ? 2 : 4
            guard let number = bytes.bigEndian(at: start + 4, byteCount: width),
                let kind = bytes.piece(at: start + 4 + width + 2, byteCount: 4),
                start + 10 + width <= entry.content.upperBound
            else {
                areWhole = false
                continue
            }
            // Named by what kind of text it is; it is XMP if its content type says XML of RDF.
            let rest = bytes[(start + 10 + width)..<entry.content.upperBound]
            switch String(decoding: kind, as: UTF8.self) {
            case "Exif": items[number] = .exif
            case "mime" where xmpKind.stands(in: rest, &effort): items[number] = .xmp
            case let other: areWhole = areWhole && pictures.contains(other)
            }
        }
        return (items, areWhole)
    }

    /// Where they lie in the file, and whether all of each: an item in several pieces is looked at in the first, for Exif is short.
    private static func places(
        _ bytes: [UInt8], _ content: Range<Int>, of items: [Int: Kind], _ data: Range<Int>?, _ effort: inout Effort
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
        if count > mostBoxes { areWhole = false }
        for _ in 0..<min(count, mostBoxes) {
            guard effort.spend(stepsPerBox), let number = reader.number(version == 2 ? 4 : 2),
                let method = version == 0 ? 0 : reader.number(2),
                reader.number(2) != nil, let base = reader.number(baseSize), let extents = reader.number(2)
            else { return (places, false) }
            if extents > 1, items[number] != nil { areWhole = false }
            // Pieces of which nothing is said are not counted through: the first is as good as all.
            let isSaid = indexSize + offsetSize + lengthSize > 0
            for extent in 0..<(isSaid ? extents : min(extents, 1)) {
                guard effort.spend(stepsPerBox) else { return (places, false) }
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
