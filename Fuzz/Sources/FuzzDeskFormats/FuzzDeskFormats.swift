// SPDX-License-Identifier: AGPL-3.0-or-later
@_spi(Fuzzing) import DeskFormats
import RelayAPI

/// Arbitrary bytes as every file that a desk seals, and as the text of an invitation or an address.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDeskFormats(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    precondition(FormatChecks.isStable(input), "what a format writes reads as the same again")
    let text = String(decoding: input, as: UTF8.self)
    if let invitation = Invitation(parsing: text) {
        precondition(Invitation(parsing: invitation.text)?.text == invitation.text, "an invitation reads back")
    }
    if let address = RelayAddress(parsing: text) {
        precondition(RelayAddress(parsing: address.base) == address, "an address reads back")
        precondition(address.base.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "an address is printable ASCII")
    }
    return 0
}
