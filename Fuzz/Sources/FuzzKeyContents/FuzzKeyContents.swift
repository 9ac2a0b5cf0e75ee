// SPDX-License-Identifier: AGPL-3.0-or-later
@_spi(Fuzzing) import Sealing

/// Arbitrary bytes as what a passphrase opens, and as what the recovery mailbox holds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeyContents(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let content = try? DeviceKeyContent(parsing: input) {
        precondition(content.encoded() == input, "keys have one encoding")
    }
    if let message = try? RecoveryMessage(parsing: input) {
        precondition(message.encoded() == input, "a message has one encoding")
    }
    return 0
}
