// SPDX-License-Identifier: AGPL-3.0-or-later
import Age

/// A key that is accepted prints as it was written; files of keys are read without a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAgeKeyFile(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    _ = try? KeyFile.recipients(in: input)
    _ = try? KeyFile.identities(in: input)
    let text = String(decoding: input, as: UTF8.self)
    if let recipient = try? Recipient(parsing: text) {
        switch recipient {
        case .hybrid(let key): precondition(key.text == text)
        case .x25519(let key): precondition(key.text == text)
        case .passphrase: preconditionFailure("no text is a passphrase recipient")
        }
    }
    if let identity = try? Identity(parsing: text) {
        switch identity {
        case .hybrid(let key): precondition(key.text == text)
        case .x25519(let key): precondition(key.text == text)
        case .passphrase: preconditionFailure("no text is a passphrase identity")
        }
    }
    return 0
}
