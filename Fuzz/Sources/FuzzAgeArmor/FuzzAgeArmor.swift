// SPDX-License-Identifier: AGPL-3.0-or-later
import Age

/// Whatever is accepted is the one armor of its content, but for line ends and white space around it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAgeArmor(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    _ = Armor.isArmored(beginning: input)
    guard let content = try? Armor.decode(input) else { return 0 }
    let strict = Armor.encode(content)
    let stripped = trimmed(input.filter { $0 != 0x0d })
    precondition(stripped == trimmed(strict), "two armored forms of one file were accepted")
    return 0
}

private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let isWhite: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
    guard let first = bytes.firstIndex(where: { !isWhite($0) }), let last = bytes.lastIndex(where: { !isWhite($0) })
    else { return [] }
    return Array(bytes[first...last])
}
