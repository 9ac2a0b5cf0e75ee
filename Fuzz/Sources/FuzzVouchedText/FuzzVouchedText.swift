// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence

private let root = RootKey()

/// An attestation as the organisation signed it.
private let genuine: [UInt8] = {
    let key = CardKey()
    let charter = Charter(root: root, cardKey: key, validUntil: 1_900_000_000)
    guard let vouched = VouchedText(signing: Array("Это так.\n".utf8), for: .attestation, by: key, under: charter)
    else {
        fatalError("the charter is for this key")
    }
    return vouched.file
}()

/// Arbitrary bytes as a file that an organisation vouches for; and a genuine one with bytes exchanged, three bytes of input
/// for each: no such file passes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVouchedText(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    for purpose in [VouchedPurpose.attestation, .bag] {
        guard let vouched = try? VouchedText(parsing: input, for: purpose) else { continue }
        precondition(vouched.file == input, "a vouched file has one encoding")
        precondition((try? vouched.check(root.fingerprint, at: 0)) == nil, "nobody forges the organisation's word")
    }
    var changed = genuine
    for edit in stride(from: 0, to: input.count - 2, by: 3) {
        changed[(Int(input[edit]) << 8 | Int(input[edit + 1])) % changed.count] = input[edit + 2]
    }
    let vouched = try? VouchedText(parsing: changed, for: .attestation)
    let passes = vouched.map { (try? $0.check(root.fingerprint, at: 0)) != nil } ?? false
    precondition(passes == (changed == genuine), "what was signed, and nothing else")
    return 0
}
