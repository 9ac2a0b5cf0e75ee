// SPDX-License-Identifier: AGPL-3.0-or-later

extension HeldMetadata {
    private static let xmpMark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let longXMPMark = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
    /// Behind the mark: which packet, how long it is, and where in it this piece begins.
    private static let longXMPHeadByteCount = 32 + 4 + 4
    private static let resourcesMark = Array("Photoshop 3.0\0".utf8)
    private static let qualityMark = Array("Ducky".utf8)
    /// Its mark and one number; what is longer has a remark in it.
    private static let qualityByteCount = 15
    private static let stepsPerSegment = 16

    /// What stands in APP0, APP2 and APP14 and tells of nobody: sizes, colours, and where a second picture is.
    private static let quietMarks: [(marker: UInt8, beginnings: [[UInt8]])] = [
        (0xE0, ["JFIF\0", "JFXX\0"]), (0xE2, ["ICC_PROFILE\0", "MPF\0", "urn:iso:std:iso:ts:21496:-1\0"]),
        (0xEE, ["Adobe"]),
    ].map { marker, beginnings in (marker, beginnings.map { Array($0.utf8) }) }

    struct Segments {
        var held = HeldMetadata()
        /// Where the picture ends, or what could be read of it.
        var end: Int
        /// Whether its pixels come after them.
        var reachesPixels = false
    }

    static func ofJPEG(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        let picture = segments(bytes[...], from: 0, &effort)
        var held = picture.held
        guard held.isWhole else { return held }
        held.add(behind(bytes[picture.end...], &effort))
        return held
    }

    /// What stands behind the end of a picture: nothing, or a second picture or a film, as telephones write them. Anything else may be anything.
    static func behind(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata(isWhole: true)
        var rest = bytes
        guard effort.spend(bytes.count) else { return held }
        while held.carriers.count < mostPieces {
            rest = rest.drop { $0 == 0 }
            guard !rest.isEmpty else { return held }
            // A film begins with its first box, whose length may begin with zeros.
            let beginning = bytes[max(bytes.startIndex, rest.startIndex - 4)...]
            if let mark = filmMarks.next(in: beginning.prefix(longestFilmMark), from: beginning.startIndex + 4, &effort)
            {
                held.carriers.append(.film(bytes[(mark.place - 4)...]))
                return held
            }
            let picture = segments(rest, from: rest.startIndex, &effort)
            guard picture.held.isWhole else { break }
            held.add(picture.held)
            rest = rest[picture.end...]
        }
        held.isWhole = false
        held.carriers += embedded(in: rest, &effort).carriers + films(in: rest, &effort)
        return held
    }

    private static let longestFilmMark = 4 + 4 + 8

    /// The segments of a JPEG file (ITU-T T.81, annex B): Exif and XMP stand in APP1, Photoshop's resources in APP13, and remarks in COM, before the pixels and
    /// among them.
    static func segments(_ bytes: ArraySlice<UInt8>, from start: Int, _ effort: inout Effort) -> Segments {
        var segments = Segments(end: start + 2)
        guard bytes[start...].starts(with: [0xFF, 0xD8]) else { return segments }
        // One packet, or one run of resources, may take several segments.
        var (packet, resources): ([UInt8], [UInt8]) = ([], [])
        var place = start + 2
        loop: while segments.held.carriers.count < mostPieces, place + 2 <= bytes.endIndex, bytes[place] == 0xFF,
            effort.spend(stepsPerSegment)
        {
            let marker = bytes[place + 1]
            switch marker {
            // Filling, and marks without a length.
            case 0xFF:
                place += 1
                continue
            case 0x01, 0xD0...0xD8:
                place += 2
                continue
            case 0xD9:
                segments.held.isWhole = true
                place += 2
                break loop
            default: break
            }
            guard let length = bytes.bigEndian(at: place + 2 - bytes.startIndex, byteCount: 2), length >= 2,
                let content = bytes.piece(at: place + 4 - bytes.startIndex, byteCount: length - 2)
            else { break }
            place += 2 + length
            switch marker {
            case 0xE1 where content.starts(with: exifMark):
                segments.held.carriers.append(.exif(content.dropFirst(exifMark.count)))
            case 0xE1 where content.starts(with: xmpMark):
                segments.held.carriers.append(.xmp(content.dropFirst(xmpMark.count)))
            case 0xE1 where content.starts(with: longXMPMark) && effort.spend(content.count):
                packet += content.dropFirst(longXMPMark.count + longXMPHeadByteCount)
            case 0xED where content.starts(with: resourcesMark) && effort.spend(content.count):
                resources += content.dropFirst(resourcesMark.count)
            case 0xFE: if effort.spend(content.count), !content.isBlank { segments.held.add(.words) }
            case 0xE0...0xEF: if !isQuiet(marker, content) { segments.held.add(.unread) }
            case 0xDA:
                segments.reachesPixels = true
                place = pixelsEnd(bytes, from: place, &effort)
            // Tables and sizes.
            default: break
            }
        }
        if !packet.isEmpty { segments.held.carriers.append(.xmp(packet[...])) }
        if !resources.isEmpty { segments.held.carriers.append(.resources(resources[...])) }
        segments.end = min(place, bytes.endIndex)
        return segments
    }

    private static func isQuiet(_ marker: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        marker == 0xEC && content.starts(with: qualityMark) && content.count <= qualityByteCount
            || quietMarks.contains { $0.marker == marker && $0.beginnings.contains(where: content.starts) }
    }

    /// Where the next mark stands that is none within the pixels.
    private static func pixelsEnd(_ bytes: ArraySlice<UInt8>, from start: Int, _ effort: inout Effort) -> Int {
        let most = min(effort.stepsLeft, bytes.endIndex - start)
        var place = start
        while place + 1 < start + most {
            if bytes[place] == 0xFF, bytes[place + 1] != 0, bytes[place + 1] != 0xFF,
                !(0xD0...0xD7).contains(bytes[place + 1])
            {
                break
            }
            place += 1
        }
        _ = effort.spend(place - start)
        return place
    }
}
