// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
@_spi(Fuzzing) import Sealing

private let link: OrganisationLink = {
    let bytes = [UInt8](repeating: 2, count: 32)
    guard let fingerprint = OrganisationFingerprint(bytes) else { fatalError("32 bytes are a fingerprint") }
    return OrganisationLink(fingerprint: fingerprint, cardSecret: bytes)
}()

/// What a machine sends that asks to join, signed and all.
private let genuine: [UInt8] = {
    guard let applicant = ApplicantSecrets(name: "Глеб", link: link, relayKey: [UInt8](repeating: 3, count: 32)) else {
        fatalError("a name and a relay's key make an applicant")
    }
    return JoinRequest.signedContent(of: applicant, at: 1_800_000_000)
}()

/// Arbitrary bytes as a request to join and as a welcome; and a genuine request with bytes exchanged, three bytes of input
/// for each: no such request is believed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJoining(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    precondition((try? JoinRequest(content: input, of: link.fingerprint)) == nil, "nobody forges a request")
    if let welcome = try? Welcome(parsing: input) {
        precondition(welcome.exposedBytes == input, "a welcome has one encoding")
    }
    var changed = genuine
    for edit in stride(from: 0, to: input.count - 2, by: 3) {
        changed[(Int(input[edit]) << 8 | Int(input[edit + 1])) % changed.count] = input[edit + 2]
    }
    let isBelieved = (try? JoinRequest(content: changed, of: link.fingerprint)) != nil
    precondition(isBelieved == (changed == genuine), "what the machine signed, and nothing else")
    return 0
}
