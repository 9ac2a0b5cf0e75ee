// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a file is, by its first bytes; what its sender called it does not matter.
enum FileKind: String, CaseIterable, Sendable {
    case jpeg, png, gif, webp, tiff, bmp, heic, pdf

    init?(_ bytes: [UInt8]) {
        switch true {
        case bytes.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
        case bytes.starts(with: Array("GIF87a".utf8)), bytes.starts(with: Array("GIF89a".utf8)): self = .gif
        case bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8)): self = .webp
        case bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]), bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]): self = .tiff
        case bytes.starts(with: Array("BM".utf8)): self = .bmp
        case Self.heicBrands.contains { bytes.dropFirst(4).starts(with: Array("ftyp\($0)".utf8)) }: self = .heic
        case bytes.starts(with: Array("%PDF-".utf8)): self = .pdf
        default: return nil
        }
    }

    private static let heicBrands = ["heic", "heix", "heim", "heis", "mif1"]

    /// The program that turns it into pixels, on standard input and output.
    var converter: Converter {
        switch self {
        case .pdf:
            // 1,600 pixels on the longer side, three pages.
            Converter(
                program: "/usr/bin/pdftoppm", arguments: ["-scale-to", "1600", "-l", "3", "-"], package: "poppler-utils"
            )
        case .jpeg, .png, .gif, .webp, .tiff, .bmp, .heic:
            // The format is named, so that ImageMagick does not guess it from the content; the first frame only.
            Converter(
                program: "/usr/bin/convert",
                arguments: [
                    "-limit", "memory", "512MiB", "-limit", "map", "512MiB", "-limit", "disk", "0", "-limit", "thread",
                    "1", "-limit", "width", "20KP", "-limit", "height", "20KP", "-limit", "area", "128MP",
                    "\(rawValue):-[0]", "-auto-orient", "-background", "white", "-alpha", "remove", "-alpha", "off",
                    "-resize", "1600x1600>", "-depth", "8", "-strip", "ppm:-",
                ], package: "imagemagick")
        }
    }
}

/// A program that reads a file and writes pixels.
struct Converter: Hashable, Sendable {
    let program: String
    let arguments: [String]
    /// The Debian package that has it.
    let package: String
}
