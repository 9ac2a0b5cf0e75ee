// SPDX-License-Identifier: AGPL-3.0-or-later

/// Writes pixels as PNG (W3C PNG, third edition): an IHDR, one IDAT of stored deflate blocks (RFC 1951, section 3.2.4),
/// an IEND, and no other chunk. It travels over loopback only, so nothing is gained by packing it.
public enum PNGEncoder {
    public static func encode(_ image: PixelImage) -> [UInt8] {
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        png.reserveCapacity(image.pixels.count + image.pixels.count / 1_000 + 1_024)
        // Eight bits a channel, red green blue, no interlace.
        chunk("IHDR", bigEndian(UInt32(image.width)) + bigEndian(UInt32(image.height)) + [8, 2, 0, 0, 0], to: &png)
        chunk("IDAT", zlib(rows(image)), to: &png)
        chunk("IEND", [], to: &png)
        return png
    }

    /// Every row behind filter type 0.
    private static func rows(_ image: PixelImage) -> [UInt8] {
        let stride = image.width * 3
        var rows: [UInt8] = []
        rows.reserveCapacity((stride + 1) * image.height)
        for row in 0..<image.height {
            rows.append(0)
            rows.append(contentsOf: image.pixels[row * stride..<(row + 1) * stride])
        }
        return rows
    }

    /// RFC 1950 around stored blocks.
    private static func zlib(_ data: [UInt8]) -> [UInt8] {
        let maximumBlock = 65_535
        var stream: [UInt8] = [0x78, 0x01]
        stream.reserveCapacity(data.count + data.count / 13_000 + 16)
        var start = 0
        repeat {
            let count = min(maximumBlock, data.count - start)
            let isLast: UInt8 = start + count == data.count ? 1 : 0
            let length = UInt16(count)
            stream.append(contentsOf: [isLast, UInt8(length & 255), UInt8(length >> 8)])
            stream.append(contentsOf: [UInt8(~length & 255), UInt8(~length >> 8)])
            stream.append(contentsOf: data[start..<start + count])
            start += count
        } while start < data.count
        return stream + bigEndian(adler32(data))
    }

    private static func chunk(_ type: String, _ content: [UInt8], to png: inout [UInt8]) {
        let body = Array(type.utf8) + content
        png += bigEndian(UInt32(content.count))
        png += body
        png += bigEndian(crc32(body))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    /// RFC 1950, section 8.2; 5,552 is the most additions before 32 bits overflow.
    static func adler32(_ data: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for start in stride(from: 0, to: data.count, by: 5_552) {
            for byte in data[start..<min(start + 5_552, data.count)] {
                low &+= UInt32(byte)
                high &+= low
            }
            low %= 65_521
            high %= 65_521
        }
        return high << 16 | low
    }

    /// PNG, annex D.
    static func crc32(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(~UInt32(0)) { crc, byte in crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
