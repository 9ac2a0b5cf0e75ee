// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a file is, by its first bytes; what its sender called it does not matter.
public enum FileKind: String, CaseIterable, Sendable {
    case jpeg, png, gif, webp, tiff, bmp, heic, pdf

    /// Nil for what nothing here turns into pixels.
    public init?(_ bytes: [UInt8]) {
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
}
