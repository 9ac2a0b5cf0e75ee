// SPDX-License-Identifier: AGPL-3.0-or-later
import Sealing

/// Arbitrary bytes as grants, as they stand in a machine's own state.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeyRing(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let ring = try? KeyRing(parsing: input) else { return 0 }
    let again = try? KeyRing(parsing: ring.exposedBytes(at: 0))
    precondition(again?.intakes.count == ring.intakes.count)
    return 0
}
