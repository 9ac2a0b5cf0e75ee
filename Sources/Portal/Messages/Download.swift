// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence

/// How a downloaded file is to be saved.
enum Download {
    /// `attachment` with the name in RFC 8187 form: ASCII whatever the name is.
    static func contentDisposition(_ name: String) -> String {
        "attachment; filename*=UTF-8''\(percentEncoded(AttachmentName.cleaned(name)))"
    }

    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
