// SPDX-License-Identifier: AGPL-3.0-or-later

extension HeldMetadata {
    private static let stepsPerChunk = 16
    /// Sizes, colours, pixels, and when they stand there.
    private static let quietChunks: Set<String> = [
        "IHDR", "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "sBIT", "sRGB", "bKGD", "hIST", "pHYs", "cICP", "mDCV", "cLLI",
        "acTL", "fcTL", "fdAT", "iCCP", "sPLT", "tIME", "oFFs", "iDOT", "CgBI", "vpAg", "orNT",
    ]
    private static let quietRIFF: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]

    /// Chunks (PNG, third edition, 5.3): `eXIf`, XMP in `iTXt`, and whatever somebody wrote.
    static func ofPNG(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata()
        var place = 8
        while held.carriers.count < mostPieces, let length = bytes.bigEndian(at: place, byteCount: 4),
            let content = bytes.piece(at: place + 8, byteCount: length),
            let name = bytes.piece(at: place + 4, byteCount: 4), effort.spend(stepsPerChunk)
        {
            switch String(decoding: name, as: UTF8.self) {
            case "eXIf": held.carriers.append(.exif(content))
            case "tEXt": held.add(text: content, &effort)
            case "iTXt", "zTXt":
                guard let unpacked = unpacked(content, isPacked: name.first == UInt8(ascii: "z"), &effort) else {
                    return HeldMetadata(carriers: held.carriers)
                }
                held.add(text: unpacked, &effort)
            case "IEND":
                held.isWhole = true
                held.add(behind(bytes[min(place + 12, bytes.count)...], &effort))
                return held
            case let other where quietChunks.contains(other): break
            default: held.add(.unread)
            }
            place += 12 + length
        }
        return held
    }

    /// A text of a PNG file. `content`: its name, a zero, and the text.
    private mutating func add(text content: ArraySlice<UInt8>, _ effort: inout Effort) {
        guard effort.spend(content.count) else { return }
        let name = content.prefix { $0 != 0 }
        let text = content.dropFirst(name.count + 1)
        guard !text.isBlank else { return }
        switch String(decoding: name.prefix(80), as: UTF8.self) {
        case "XML:com.adobe.xmp": carriers.append(.xmp(text))
        // In hexadecimal, as a converter wrote it: that it is there is enough for a question.
        case "Raw profile type exif", "Raw profile type APP1", "Raw profile type iptc", "Raw profile type xmp",
            "Raw profile type 8bim":
            carriers.append(.told(FileTraces(holdsPlace: true, holdsDevice: true)))
        case "Author", "Artist", "Copyright", "Creator", "Source", "Software": add(.device)
        case "Creation Time", "date:create", "date:modify", "date:timestamp", "Raw profile type icc",
            "Raw profile type icm":
            break
        default: add(.words)
        }
    }

    /// The name, a zero, and the text itself; nil where it cannot be unpacked.
    private static func unpacked(
        _ content: ArraySlice<UInt8>, isPacked: Bool, _ effort: inout Effort
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
        guard let text = effort.unpackZlib(rest), text.isWhole else { return nil }
        return (name + [0] + text.bytes)[...]
    }

    /// Chunks of RIFF (RFC 9649): `EXIF` and `XMP `.
    static func ofWebP(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata()
        var place = 12
        while held.carriers.count < mostPieces, let length = bytes.littleEndian(at: place + 4, byteCount: 4),
            let content = bytes.piece(at: place + 8, byteCount: length), effort.spend(stepsPerChunk)
        {
            switch String(decoding: bytes[place..<(place + 4)], as: UTF8.self) {
            // Some writers leave the mark of JPEG before it.
            case "EXIF":
                held.carriers.append(
                    .exif(content.starts(with: exifMark) ? content.dropFirst(exifMark.count) : content))
            case "XMP ": held.carriers.append(.xmp(content))
            case let other where quietRIFF.contains(other): break
            default: held.add(.unread)
            }
            place += 8 + length + length % 2
        }
        held.isWhole = place >= bytes.count
        return held
    }
}
