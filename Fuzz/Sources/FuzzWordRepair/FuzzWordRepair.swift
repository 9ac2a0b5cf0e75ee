// SPDX-License-Identifier: AGPL-3.0-or-later
import PortalForms
import WebForms

/// Arbitrary bytes as the form with which a visitor comes back: words stay as they were typed, or are twelve.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWordRepair(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let fields = try? FormFields(parsing: input) else { return 0 }
    let typed = fields["words"] ?? "a b c d e f g h i j k l"
    let repaired = WordRepair.repaired(typed, with: fields)
    let spaces = repaired.utf8.count { $0 == UInt8(ascii: " ") }
    precondition(repaired == typed || spaces >= 11, "twelve words, or what was typed")
    return 0
}
