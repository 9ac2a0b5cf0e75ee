// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the press writes into its pictures: records of IPTC-IIM 4.2, by number, and the image resources of Photoshop, among which they stand.
enum IPTCFields {
    private static let mostRecords = 4_096

    /// In the second record: the place's code and name; city, part of it, province, country.
    private static let places: Set<Int> = [26, 27, 90, 92, 95, 100, 101]
    /// By-line and its title; credit, source, copyright, contact, writer.
    private static let authors: Set<Int> = [80, 85, 110, 115, 116, 118, 122]

    static func traces(_ bytes: ArraySlice<UInt8>) -> FileTraces {
        var traces = FileTraces()
        var place = 0
        for _ in 0..<mostRecords {
            // Zeros at the end fill it up.
            guard let mark = bytes.bigEndian(at: place, byteCount: 1), mark == 0x1C else {
                if bytes.dropFirst(place).contains(where: { $0 != 0 }) { traces.lookedNoFurther() }
                return traces
            }
            // The highest bit of a length says that it is the length of a length: no text is so long.
            guard let record = bytes.bigEndian(at: place + 1, byteCount: 1),
                let number = bytes.bigEndian(at: place + 2, byteCount: 1),
                let length = bytes.bigEndian(at: place + 3, byteCount: 2), length < 0x8000,
                let content = bytes.piece(at: place + 5, byteCount: length)
            else { break }
            if record == 2, content.contains(where: { $0 != 0 && $0 != 0x20 }) {
                traces.holdsPlace = traces.holdsPlace || places.contains(number)
                traces.holdsDevice = traces.holdsDevice || authors.contains(number)
            }
            place += 5 + length
        }
        traces.lookedNoFurther()
        return traces
    }

    /// Each with a mark, a number, a name and its bytes, all to an even count.
    static func metadata(inResources bytes: ArraySlice<UInt8>) -> HeldMetadata {
        var held = HeldMetadata()
        var holdsMore = false
        var place = 0
        while held.carriers.count < HeldMetadata.mostPieces {
            guard place < bytes.count else {
                held.isWhole = !holdsMore
                return held
            }
            guard bytes.piece(at: place, byteCount: 4)?.elementsEqual("8BIM".utf8) == true,
                let number = bytes.bigEndian(at: place + 4, byteCount: 2),
                let nameLength = bytes.bigEndian(at: place + 6, byteCount: 1)
            else { return held }
            let size = place + 6 + (1 + nameLength + 1) / 2 * 2
            guard let length = bytes.bigEndian(at: size, byteCount: 4),
                let content = bytes.piece(at: size + 4, byteCount: length)
            else { return held }
            switch number {
            case 0x0404: held.carriers.append(.iptc(content))
            // Exif within these, which may stand in Exif: nobody follows that for ever.
            case 0x0422, 0x0423: holdsMore = true
            case 0x0424: held.carriers.append(.xmp(content))
            default: break
            }
            place = size + 4 + (length + 1) / 2 * 2
        }
        return held
    }
}
