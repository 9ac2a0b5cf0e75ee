// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues

/// Arbitrary bytes as a settings file, a size, and what a part prints. Either is refused, or says the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSettings(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let file = try? SettingsFile(parsing: input, path: "fuzz"),
        let stack = try? SettingsStack(environment: [:], file: file)
    {
        for key in SettingKey.allCases {
            if let number = try? stack.number(key, in: 0...65_535) { precondition((0...65_535).contains(number)) }
            if let size = try? stack.byteCount(key) { precondition(size > 0) }
            if let address = try? stack.webAddress(key) { precondition(address.lowercased().hasPrefix("http")) }
        }
    }
    let text = String(decoding: input, as: UTF8.self)
    if let size = ByteCountText.parse(text) { precondition(ByteCountText.parse(String(size)) == size) }
    var splitter = LineSplitter()
    let lines = splitter.feed(input) + [splitter.finish()].compactMap(\.self)
    precondition(lines.allSatisfy { $0.utf8.count <= 3 * 8_192 }, "a line is bounded")
    return 0
}
