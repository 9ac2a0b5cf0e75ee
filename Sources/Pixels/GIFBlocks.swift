// SPDX-License-Identifier: AGPL-3.0-or-later

extension HeldMetadata {
    /// Blocks (GIF89a, chapters 15 to 26): the pictures, and extensions, of which one is a remark and one whatever a program wrote.
    static func ofGIF(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        var held = blocks(bytes, &effort)
        // Of what does not hold together the marks of Exif and XMP are looked for all the same.
        if !held.isWhole { held.carriers += embedded(in: bytes[...], &effort).carriers }
        return held
    }

    private static func blocks(_ bytes: [UInt8], _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata()
        guard let flags = bytes.littleEndian(at: 10, byteCount: 1) else { return held }
        var place = 13 + colours(flags)
        while held.carriers.count < mostPieces, place < bytes.count, effort.spend(16) {
            switch bytes[place] {
            case 0x3B:
                held.isWhole = true
                held.add(behind(bytes[(place + 1)...], &effort))
                return held
            case 0x2C:
                guard let flags = bytes.littleEndian(at: place + 9, byteCount: 1),
                    let end = end(bytes, from: place + 11 + colours(flags), &effort)
                else { return held }
                place = end
            case 0x21:
                guard let kind = bytes.littleEndian(at: place + 1, byteCount: 1),
                    let end = end(bytes, from: place + 2, &effort)
                else { return held }
                held.add(extension: bytes[(place + 2)..<end], kind: kind)
                place = end
            default: return held
            }
        }
        return held
    }

    private static let quietPrograms = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"].map { [11] + Array($0.utf8) }
    private static let xmpProgram = [11] + Array("XMP DataXMP".utf8)

    private mutating func add(extension content: ArraySlice<UInt8>, kind: Int) {
        switch kind {
        // How long a picture stands; a text that is shown.
        case 0xF9, 0x01: break
        case 0xFE: if content.count > 1 { add(.words) }
        case 0xFF where Self.quietPrograms.contains(where: content.starts): break
        // Its packet is not cut into pieces: what reads it as such goes over it in leaps.
        case 0xFF where content.starts(with: Self.xmpProgram):
            carriers.append(.xmp(content.dropFirst(Self.xmpProgram.count)))
        default: add(.unread)
        }
    }

    /// How many bytes the colours take that the flags tell of.
    private static func colours(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

    /// Behind the pieces that begin there, each with its length in front.
    private static func end(_ bytes: [UInt8], from start: Int, _ effort: inout Effort) -> Int? {
        var place = start
        while place < bytes.count, effort.spend(1) {
            let length = Int(bytes[place])
            place += 1 + length
            if length == 0 { return place }
        }
        return nil
    }
}
