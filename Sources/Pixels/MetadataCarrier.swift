// SPDX-License-Identifier: AGPL-3.0-or-later

/// A piece of a picture file that tells of it.
enum MetadataCarrier {
    /// From the first byte of the TIFF structure on.
    case exif(ArraySlice<UInt8>)
    /// A packet of XML.
    case xmp(ArraySlice<UInt8>)

    /// More pieces than any camera writes are not looked at.
    static let mostPieces = 64

    var traces: FileTraces {
        switch self {
        case .exif(let bytes): return TIFFFields(bytes)?.traces ?? FileTraces()
        case .xmp(let bytes):
            // The names alone are looked for: what the packet says exactly is for people, who have it saved.
            var traces = FileTraces()
            traces.holdsPlace = Self.xmpPlaces.contains { bytes.holds($0) }
            traces.holdsDevice = Self.xmpDevices.contains { bytes.holds($0) }
            return traces
        }
    }

    private static let xmpPlaces = ["exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSCoordinates"].map {
        Array($0.utf8)
    }
    private static let xmpDevices = [
        "tiff:Model", "tiff:Make", "aux:SerialNumber", "aux:OwnerName", "exifEX:BodySerialNumber",
    ]
    .map { Array($0.utf8) }
    private static let exifMark = Array("Exif\0\0".utf8)
    private static let xmpMark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

    /// Segments before the picture's data (ITU-T T.81, annex B): Exif and XMP stand in APP1.
    static func ofJPEG(_ bytes: [UInt8]) -> [MetadataCarrier] {
        var carriers: [MetadataCarrier] = []
        var place = 2
        while carriers.count < mostPieces, place + 4 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            // Filling, and marks without a length.
            if marker == 0xFF { place += 1; continue }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) { place += 2; continue }
            // The picture's data, or the end.
            if marker == 0xDA || marker == 0xD9 { break }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2, place + 2 + length <= bytes.count else { break }
            if marker == 0xE1 {
                let content = bytes[(place + 4)..<(place + 2 + length)]
                if content.starts(with: exifMark) { carriers.append(.exif(content.dropFirst(exifMark.count))) }
                if content.starts(with: xmpMark) { carriers.append(.xmp(content.dropFirst(xmpMark.count))) }
            }
            place += 2 + length
        }
        return carriers
    }

    /// Chunks (PNG, third edition, 5.3): `eXIf`, and XMP in `iTXt`. Cameras write neither packed.
    static func ofPNG(_ bytes: [UInt8]) -> [MetadataCarrier] {
        var carriers: [MetadataCarrier] = []
        var place = 8
        while carriers.count < mostPieces, let length = bytes.bigEndian(at: place, byteCount: 4),
            let content = bytes.piece(at: place + 8, byteCount: length)
        {
            let name = bytes[(place + 4)..<(place + 8)]
            if name.elementsEqual("eXIf".utf8) { carriers.append(.exif(content)) }
            if name.elementsEqual("iTXt".utf8), content.starts(with: Array("XML:com.adobe.xmp\0".utf8)) {
                carriers.append(.xmp(content))
            }
            place += 12 + length
        }
        return carriers
    }

    /// Chunks of RIFF (RFC 9649): `EXIF` and `XMP `.
    static func ofWebP(_ bytes: [UInt8]) -> [MetadataCarrier] {
        var carriers: [MetadataCarrier] = []
        var place = 12
        while carriers.count < mostPieces, let length = bytes.littleEndian32(at: place + 4),
            let content = bytes.piece(at: place + 8, byteCount: length)
        {
            let name = bytes[place..<(place + 4)]
            if name.elementsEqual("EXIF".utf8) {
                // Some writers leave the mark of JPEG before it.
                carriers.append(.exif(content.starts(with: exifMark) ? content.dropFirst(exifMark.count) : content))
            }
            if name.elementsEqual("XMP ".utf8) { carriers.append(.xmp(content)) }
            place += 8 + length + length % 2
        }
        return carriers
    }
}

extension [UInt8] {
    /// Nil where it is not all there.
    func piece(at offset: Int, byteCount: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, byteCount >= 0, offset <= count, byteCount <= count - offset else { return nil }
        return self[offset..<(offset + byteCount)]
    }

    func bigEndian(at offset: Int, byteCount: Int) -> Int? {
        piece(at: offset, byteCount: byteCount)?.reduce(0) { $0 << 8 | Int($1) }
    }

    func littleEndian32(at offset: Int) -> Int? {
        piece(at: offset, byteCount: 4)?.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

extension ArraySlice<UInt8> {
    /// Whether these bytes stand in it.
    fileprivate func holds(_ words: [UInt8]) -> Bool {
        guard let first = words.first else { return true }
        var rest = self
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: words) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
