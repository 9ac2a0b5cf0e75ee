// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why bytes are no picture in the one form that we take.
public enum PixelImageError: Error, Equatable, Sendable {
    case malformed
    case tooLarge
}

/// A picture as nothing but pixels: three bytes each, row by row. Whatever else a file held is gone.
public struct PixelImage: Equatable, Sendable {
    public static let maximumSide = 4_096
    public static let maximumCount = 8

    public let width: Int
    public let height: Int
    /// Red, green, blue; `width * height * 3` bytes.
    public let pixels: [UInt8]

    /// Nil unless the count of bytes is what the size asks for.
    init?(width: Int, height: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, width <= Self.maximumSide, height <= Self.maximumSide,
            pixels.count == width * height * 3
        else { return nil }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Reads one binary PPM picture after the other (netpbm's ppm(5), "P6"), with 255 as the largest value, no
    /// comments, and nothing left over.
    public static func parse(ppm bytes: [UInt8]) throws(PixelImageError) -> [PixelImage] {
        var reader = PPMReader(bytes: bytes)
        var images: [PixelImage] = []
        while !reader.isAtEnd {
            guard images.count < maximumCount else { throw .tooLarge }
            images.append(try reader.image())
        }
        guard !images.isEmpty else { throw .malformed }
        return images
    }
}

private struct PPMReader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func image() throws(PixelImageError) -> PixelImage {
        guard next() == UInt8(ascii: "P"), next() == UInt8(ascii: "6") else { throw .malformed }
        try skipSpace()
        let width = try number()
        try skipSpace()
        let height = try number()
        try skipSpace()
        guard try number() == 255, let separator = next(), Self.isSpace(separator) else { throw .malformed }
        guard width > 0, height > 0 else { throw .malformed }
        guard width <= PixelImage.maximumSide, height <= PixelImage.maximumSide else { throw .tooLarge }
        let count = width * height * 3
        guard bytes.count - position >= count else { throw .malformed }
        defer { position += count }
        guard
            let image = PixelImage(
                width: width, height: height, pixels: Array(bytes[position..<position + count]))
        else { throw .malformed }
        return image
    }

    private mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func skipSpace() throws(PixelImageError) {
        guard let first = next(), Self.isSpace(first) else { throw .malformed }
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    /// At most five digits.
    private mutating func number() throws(PixelImageError) -> Int {
        var value = 0
        var digitCount = 0
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
            position += 1
            digitCount += 1
            guard digitCount <= 5 else { throw .tooLarge }
        }
        guard digitCount > 0 else { throw .malformed }
        return value
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
