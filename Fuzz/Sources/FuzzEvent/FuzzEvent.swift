// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// An event is refused, or has exactly the bytes that it was read from; so is an attestation's certificate.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvent(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let certificate = try? AttestationCertificate(decoding: input), (try? certificate.encoded()) != input {
        fatalError("a certificate that is not canonical")
    }
    guard let event = try? Event(decoding: input) else { return 0 }
    guard let again = try? event.encoded(), again == input else { fatalError("not canonical") }
    return 0
}
