// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes

/// A file beside a message: where its ciphertext lies and the key that opens it (docs/protocol.md, section 4).
public struct Attachment: Hashable, Sendable, RedactedPrinting {
    /// SHA-256 of the ciphertext: its name in the blob drawer.
    public let blob: [UInt8]
    /// The X-Wing seed of the recipient to which the file is sealed. Secret.
    public let seed: [UInt8]
    /// Of the file itself, without padding.
    public let byteCount: UInt64
    public let name: String
    public let mediaType: String

    /// Nil unless both hashes are 32 bytes, the size is within ``MessageLimits``, and ``AttachmentName`` and
    /// ``MediaType`` would leave the name and the media type as they are.
    public init?(blob: [UInt8], seed: [UInt8], byteCount: UInt64, name: String, mediaType: String) {
        guard blob.count == 32, seed.count == 32, byteCount <= MessageLimits.attachmentByteCount,
            AttachmentName.cleaned(name).utf8.elementsEqual(name.utf8),
            MediaType.cleaned(mediaType).utf8.elementsEqual(mediaType.utf8)
        else { return nil }
        self.blob = blob
        self.seed = seed
        self.byteCount = byteCount
        self.name = name
        self.mediaType = mediaType
    }

    /// How many bytes it takes in a message.
    var encodedByteCount: Int { 32 + 32 + 8 + 1 + name.utf8.count + 1 + mediaType.utf8.count }
}

/// What a file may be called.
public enum AttachmentName {
    private static let fallback = "file"
    private static let longestExtension = 16

    /// `name` without control characters, path separators, invisible and direction-changing characters, or dots and spaces at
    /// either end, cut to 255 bytes of UTF-8 at a scalar's end so that the extension stays. Cleaning twice is cleaning once.
    public static func cleaned(_ name: String) -> String {
        var scalars = Array(name.unicodeScalars.filter(isAllowed))
        trim(&scalars)
        if byteCount(scalars[...]) > MessageLimits.attachmentNameByteCount {
            scalars = shortened(scalars)
            trim(&scalars)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return scalars.isEmpty ? fallback : String(text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F: false  // controls
        case 0x2F, 0x5C: false  // slash, backslash
        case 0xAD, 0x061C, 0x180E, 0xFEFF, 0xFFF9...0xFFFB: false  // invisible
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: false  // joiners, separators, directions
        case 0xE0000...0xE0FFF: false  // tags
        default: true
        }
    }

    private static func trim(_ scalars: inout [Unicode.Scalar]) {
        let isOuter = { (scalar: Unicode.Scalar) in scalar.value == 0x20 || scalar.value == 0x2E }
        guard let first = scalars.firstIndex(where: { !isOuter($0) }),
            let last = scalars.lastIndex(where: { !isOuter($0) })
        else {
            scalars = []
            return
        }
        scalars = Array(scalars[first...last])
    }

    /// The longest start that leaves room for the extension, and the extension.
    private static func shortened(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let dot = scalars.lastIndex { $0.value == 0x2E } ?? scalars.endIndex
        let ending = byteCount(scalars[dot...]) <= longestExtension ? scalars[dot...] : []
        var stem: [Unicode.Scalar] = []
        var room = MessageLimits.attachmentNameByteCount - byteCount(ending)
        for scalar in scalars {
            room -= UTF8.width(scalar)
            if room < 0 { break }
            stem.append(scalar)
        }
        return stem + ending
    }

    private static func byteCount(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { $0 + UTF8.width($1) }
    }
}

/// What a file says that it is.
public enum MediaType {
    public static let unknown = "application/octet-stream"

    /// `type/subtype` in lower case, without parameters; anything that is not two tokens (RFC 9110, section 5.6.2) within 127
    /// bytes is ``unknown``.
    public static func cleaned(_ text: String) -> String {
        let withoutParameters = text.utf8.prefix { $0 != UInt8(ascii: ";") }
        let blanks: [UInt8] = [0x20, 0x09]
        let trimmed = Array(
            withoutParameters.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
        let parts = trimmed.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard trimmed.count <= MessageLimits.mediaTypeByteCount, parts.count == 2,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isTokenByte) })
        else { return unknown }
        return String(decoding: trimmed.map { isUpper($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}
