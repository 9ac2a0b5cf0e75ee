// SPDX-License-Identifier: AGPL-3.0-or-later
import Bags

/// Arbitrary bytes as the manifest of a bag, and as a path in one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBagManifest(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let manifest = try? BagManifest(parsing: input) {
        for (path, digest) in manifest.digests { check(path, digest) }
    }
    if let path = try? BagPath(parsing: String(decoding: input, as: UTF8.self)) {
        precondition(path.text.utf8.elementsEqual(input), "a path is what was read")
        check(path, nil)
    }
    return 0
}

private func check(_ path: BagPath, _ digest: [UInt8]?) {
    precondition(digest?.count ?? 64 == 64, "a SHA-512 is 64 bytes")
    precondition(path.text.unicodeScalars.count <= BagPath.maximumCount, "a path is bounded")
    precondition(!path.text.hasPrefix("/") && !path.text.hasPrefix("."), "a path stays in the bag")
    precondition(!path.text.contains("/.") && !path.text.contains("//"), "a path stays in the bag")
}
