// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a file is, by its first bytes; what its sender called it does not matter.
public enum FileKind: String, CaseIterable, Sendable {
    case jpeg, png, gif, webp, tiff, bmp, heic, avif, pdf

    /// Nil for what nothing here turns into pixels.
    public init?(_ bytes: [UInt8]) {
        switch true {
        case bytes.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
        case bytes.starts(with: Array("GIF87a".utf8)), bytes.starts(with: Array("GIF89a".utf8)): self = .gif
        case bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8)): self = .webp
        case bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]), bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]): self = .tiff
        case BMPHeader(bytes) != nil: self = .bmp
        case bytes.starts(with: Array("%PDF-".utf8)): self = .pdf
        default:
            guard let kind = Self.heif(bytes) else { return nil }
            self = kind
        }
    }

    /// How many of the first bytes it takes to say what a file is.
    public static let decidingByteCount = 512

    /// By the brands of a HEIF file (ISO/IEC 14496-12, 4.3): the first says what it is, or no more than that it is a picture, and then the others do.
    private static func heif(_ bytes: [UInt8]) -> FileKind? {
        guard bytes.dropFirst(4).starts(with: Array("ftyp".utf8)), let size = bytes.bigEndian(at: 0, byteCount: 4)
        else {
            return nil
        }
        let end = min(size, bytes.count, decidingByteCount)
        // The number between is the version of the first.
        let places = [8] + stride(from: 16, through: max(16, end - 4), by: 4)
        let brands = places.compactMap { place in
            place + 4 <= end ? String(decoding: bytes[place..<(place + 4)], as: UTF8.self) : nil
        }
        for brand in brands {
            if avifBrands.contains(brand) { return .avif }
            if heicBrands.contains(brand) { return .heic }
        }
        return brands.first.map(pictureBrands.contains) == true ? .heic : nil
    }

    private static let avifBrands: Set<String> = ["avif", "avis"]
    private static let heicBrands: Set<String> = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]
    private static let pictureBrands: Set<String> = ["mif1", "mif2", "msf1"]
}
