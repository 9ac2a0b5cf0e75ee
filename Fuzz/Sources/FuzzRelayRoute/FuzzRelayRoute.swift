// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

/// A request line is refused, or names a call whose own line names the same call.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRelayRoute(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let first = input.first else { return 0 }
    let target = String(decoding: input.dropFirst(), as: UTF8.self)
    let route: Route? =
        switch first % 5 {
        case 0: try? Route(method: .get, target: target)
        case 1: try? Route(method: .post, target: target)
        case 2: try? Route(method: .put, target: target)
        case 3: try? Route(method: .head, target: target)
        default: try? Route(method: .delete, target: target)
        }
    guard let route else { return 0 }
    guard (try? Route(method: route.method, target: route.target)) == route else { fatalError("prints differently") }
    return 0
}
