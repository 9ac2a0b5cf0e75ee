// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the press writes into its pictures: records of IPTC-IIM 4.2, by number, and the image resources of Photoshop, among which they stand.
enum IPTCFields {
    private static let mostRecords = 4_096

    /// In the second record: the place's code and name; city, part of it, province, country.
    private static let places: Set<Int> = [26, 27, 90, 92, 95, 100, 101]
    /// By-line and its title; credit, source, copyright, contact, writer.
    private static let authors: Set<Int> = [80, 85, 110, 115, 116, 118, 122]

    /// Versions, the writing and its language, numbers, dates, and kinds of things.
    private static let quiet: Set<Int> = [
        0, 3, 7, 8, 10, 22, 30, 35, 37, 38, 42, 45, 47, 50, 55, 60, 62, 63, 70, 75, 130, 131, 135, 200, 201, 202,
    ]
    /// With which program.
    private static let programs: Set<Int> = [65]

    static func traces(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> FileTraces {
        var traces = FileTraces()
        guard effort.spend(2 * bytes.count) else { return traces }
        var place = 0
        for _ in 0..<mostRecords {
            // Zeros at the end fill it up.
            guard let mark = bytes.bigEndian(at: place, byteCount: 1), mark == 0x1C else {
                if !bytes.dropFirst(place).isBlank { traces.lookedNoFurther() }
                return traces
            }
            // The highest bit of a length says that it is the length of a length: no text is so long.
            guard let record = bytes.bigEndian(at: place + 1, byteCount: 1),
                let number = bytes.bigEndian(at: place + 2, byteCount: 1),
                let length = bytes.bigEndian(at: place + 3, byteCount: 2), length < 0x8000,
                let content = bytes.piece(at: place + 5, byteCount: length)
            else { break }
            if record == 2, !content.isBlank {
                traces.add(
                    places.contains(number)
                        ? .place
                        : authors.contains(number) || programs.contains(number)
                            ? .device : quiet.contains(number) ? .quiet : .words)
            } else if record != 1, !content.isBlank {
                traces.lookedNoFurther()
            }
            place += 5 + length
        }
        traces.lookedNoFurther()
        return traces
    }

    private static let resourceSteps = 16

    /// Measures, numbers, colours, checks, and the picture made small.
    private static let quietResources: Set<Int> = [
        0x03ED, 0x03F3, 0x03F5, 0x03F8, 0x0400, 0x0402, 0x0406, 0x0408, 0x0409, 0x040A, 0x040C, 0x040D, 0x040F, 0x0410,
        0x0411, 0x0414, 0x0419, 0x0421, 0x0425, 0x0426, 0x0428, 0x2710,
    ]

    /// Each with a mark, a number, a name and its bytes, all to an even count.
    static func metadata(inResources bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata()
        var holdsMore = false
        var place = 0
        while held.carriers.count < HeldMetadata.mostPieces, effort.spend(resourceSteps) {
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
            case 0x0424: held.carriers.append(.xmp(content))
            case _ where quietResources.contains(number): break
            // Exif too: within these, which may stand in Exif, nobody follows that for ever.
            default: if !content.isEmpty { holdsMore = true }
            }
            place = size + 4 + (length + 1) / 2 * 2
        }
        return held
    }
}
