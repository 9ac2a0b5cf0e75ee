// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

/// Each field is refused, or has exactly the text that it was read from.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRelayFields(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let text = String(decoding: input, as: UTF8.self)
    expect(SignatureParameters(parsing: text)?.field, text)
    expect(ContentDigest(parsing: text)?.field, text)
    expect(BlobRange(parsing: text)?.field, text)
    expect(WorkRequest(parsing: text)?.field, text)
    expect(DiskUse(parsing: text)?.field, text)
    expect(WorkProof(parsing: text)?.field, text)
    expect((try? CheckpointNote(verifying: text))?.text, text)
    _ = HTTPDate.parse(text)
    _ = ProblemDocument(parsing: input)
    return 0
}

private func expect(_ printed: String?, _ text: String) {
    guard printed == nil || printed == text else { fatalError("prints differently") }
}
