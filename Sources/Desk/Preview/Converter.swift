// SPDX-License-Identifier: AGPL-3.0-or-later
import Pixels

extension FileKind {
    /// The program that turns it into pixels, on standard input and output.
    var converter: Converter {
        switch self {
        case .pdf:
            // 1,600 pixels on the longer side, three pages.
            Converter(
                program: "/usr/bin/pdftoppm", arguments: ["-scale-to", "1600", "-l", "3", "-"], package: "poppler-utils"
            )
        case .jpeg, .png, .gif, .webp, .tiff, .bmp, .heic, .avif:
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

extension FileKind {
    /// As people call it.
    var name: String {
        switch self {
        case .webp: "WebP"
        case .jpeg, .png, .gif, .tiff, .bmp, .heic, .avif, .pdf: rawValue.uppercased()
        }
    }

    /// What lists the kinds of pictures that the converter reads; nil of a kind that it always does.
    var decoderListing: Converter? {
        switch self {
        case .webp, .heic, .avif:
            Converter(program: converter.program, arguments: ["-list", "format"], package: converter.package)
        case .jpeg, .png, .gif, .tiff, .bmp, .pdf: nil
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
