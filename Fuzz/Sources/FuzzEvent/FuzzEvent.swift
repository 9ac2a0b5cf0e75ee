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
    let names: [String]
    switch event {
    case .inCompartment(.consent(.said(let saying))): names = saying.answer.neverTo
    case .inCompartment(.conversation(.answered(_, _, let answer))): names = answer.neverTo
    default: names = []
    }
    precondition(
        names.count <= PortalAnswer.mostNames && names.allSatisfy { OneLine.holds($0) && !$0.isEmpty },
        "a name is one line, and there are not more than somebody reads")
    return 0
}
