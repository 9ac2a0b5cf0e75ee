// SPDX-License-Identifier: AGPL-3.0-or-later

extension HeldMetadata {
    private static let xmpMark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let longXMPMark = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
    /// Behind the mark: which packet, how long it is, and where in it this piece begins.
    private static let longXMPHeadByteCount = 32 + 4 + 4
    private static let resourcesMark = Array("Photoshop 3.0\0".utf8)

    /// Segments before the picture's data (ITU-T T.81, annex B): Exif and XMP stand in APP1, Photoshop's resources in APP13. What stands behind that
    /// data, as a second picture or a film, is looked at too.
    static func ofJPEG(_ bytes: [UInt8]) -> HeldMetadata {
        var held = HeldMetadata()
        // One packet, or one run of resources, may take several segments.
        var (packet, resources): ([UInt8], [UInt8]) = ([], [])
        var place = 2
        while held.carriers.count < mostPieces, place + 2 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            // Filling, and marks without a length.
            if marker == 0xFF { place += 1; continue }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) { place += 2; continue }
            // The picture's data, or the end.
            if marker == 0xDA || marker == 0xD9 {
                held.isWhole = true
                break
            }
            guard let length = bytes.bigEndian(at: place + 2, byteCount: 2), length >= 2,
                let content = bytes.piece(at: place + 4, byteCount: length - 2)
            else { break }
            switch marker {
            case 0xE1 where content.starts(with: exifMark):
                held.carriers.append(.exif(content.dropFirst(exifMark.count)))
            case 0xE1 where content.starts(with: xmpMark):
                held.carriers.append(.xmp(content.dropFirst(xmpMark.count)))
            case 0xE1 where content.starts(with: longXMPMark):
                packet += content.dropFirst(longXMPMark.count + longXMPHeadByteCount)
            case 0xED where content.starts(with: resourcesMark):
                resources += content.dropFirst(resourcesMark.count)
            default: break
            }
            place += 2 + length
        }
        if !packet.isEmpty { held.carriers.append(.xmp(packet[...])) }
        if !resources.isEmpty { held.carriers.append(.resources(resources[...])) }
        guard held.isWhole else { return held }
        let behind = embedded(in: bytes[place...])
        held.carriers += behind.carriers + films(in: bytes[place...])
        held.isWhole = behind.isWhole
        return held
    }

    /// Chunks (PNG, third edition, 5.3): `eXIf`, XMP in `iTXt`, and who made it in words.
    static func ofPNG(_ bytes: [UInt8], _ room: inout UnpackingRoom) -> HeldMetadata {
        var held = HeldMetadata()
        var place = 8
        while held.carriers.count < mostPieces, let length = bytes.bigEndian(at: place, byteCount: 4),
            let content = bytes.piece(at: place + 8, byteCount: length),
            let name = bytes.piece(at: place + 4, byteCount: 4)
        {
            switch String(decoding: name, as: UTF8.self) {
            case "eXIf": held.carriers.append(.exif(content))
            case "tEXt": if let carrier = words(content) { held.carriers.append(carrier) }
            case "iTXt", "zTXt":
                guard let unpacked = unpacked(content, isPacked: name.first == UInt8(ascii: "z"), &room) else {
                    return HeldMetadata(carriers: held.carriers)
                }
                if let carrier = words(unpacked) { held.carriers.append(carrier) }
            case "IEND":
                let behind = embedded(in: bytes[min(place + 12, bytes.count)...])
                held.carriers += behind.carriers
                held.isWhole = behind.isWhole
                return held
            default: break
            }
            place += 12 + length
        }
        return held
    }

    /// A text of a PNG file as a carrier; nil where it says nothing of who, where or with what. `content`: its name, a zero, and the text.
    private static func words(_ content: ArraySlice<UInt8>) -> MetadataCarrier? {
        let name = content.prefix { $0 != 0 }
        let text = content.dropFirst(name.count + 1)
        switch String(decoding: name, as: UTF8.self) {
        case "XML:com.adobe.xmp": return .xmp(text)
        // In hexadecimal, as a converter wrote it: that it is there is enough for a question.
        case "Raw profile type exif", "Raw profile type APP1", "Raw profile type iptc", "Raw profile type xmp":
            return .told(FileTraces(holdsPlace: true, holdsDevice: true))
        case "Author", "Artist", "Copyright", "Creator", "Source":
            return text.isEmpty ? nil : .told(FileTraces(holdsPlace: false, holdsDevice: true))
        default: return nil
        }
    }

    /// The name, a zero, and the text itself; nil where it cannot be unpacked.
    private static func unpacked(
        _ content: ArraySlice<UInt8>, isPacked: Bool, _ room: inout UnpackingRoom
    ) -> ArraySlice<UInt8>? {
        let name = content.prefix { $0 != 0 }
        var rest = content.dropFirst(name.count + 1)
        var isPacked = isPacked
        if isPacked {
            rest = rest.dropFirst()
        } else {
            // Whether and how it is packed, its language, and its name in that.
            isPacked = rest.first == 1
            rest = rest.dropFirst(2)
            for _ in 0..<2 { rest = rest.drop { $0 != 0 }.dropFirst() }
        }
        guard isPacked else { return (name + [0] + rest)[...] }
        guard let text = room.unpackZlib(rest), text.isWhole else { return nil }
        return (name + [0] + text.bytes)[...]
    }

    /// Chunks of RIFF (RFC 9649): `EXIF` and `XMP `.
    static func ofWebP(_ bytes: [UInt8]) -> HeldMetadata {
        var held = HeldMetadata()
        var place = 12
        while held.carriers.count < mostPieces, let length = bytes.littleEndian(at: place + 4, byteCount: 4),
            let content = bytes.piece(at: place + 8, byteCount: length)
        {
            let name = bytes[place..<(place + 4)]
            if name.elementsEqual("EXIF".utf8) {
                // Some writers leave the mark of JPEG before it.
                held.carriers.append(
                    .exif(content.starts(with: exifMark) ? content.dropFirst(exifMark.count) : content))
            }
            if name.elementsEqual("XMP ".utf8) { held.carriers.append(.xmp(content)) }
            place += 8 + length + length % 2
        }
        held.isWhole = place >= bytes.count
        return held
    }
}
