// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

/// A shelf in pieces is refused, or has exactly the bytes that it was read from, slots in ascending order. The first two
/// bytes choose the shelf and the size of the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzShelf(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard input.count > 2, let shelf = ShelfName(depth: input[0] % 3, mark: 0) else { return 0 }
    let body = Array(input[2...])
    guard let slots = try? read(body, of: shelf, pieces: 1 + Int(input[1]) * 64) else { return 0 }
    guard WireForms.encode(shelved: slots) == body else { fatalError("not canonical") }
    for (one, next) in zip(slots, slots.dropFirst()) {
        guard one.name.bytes.lexicographicallyPrecedes(next.name.bytes) else { fatalError("out of order") }
    }
    guard slots.allSatisfy({ shelf.contains($0.name) }) else { fatalError("of another shelf") }
    return 0
}

private func read(_ body: [UInt8], of shelf: ShelfName, pieces: Int) throws -> [ShelvedSlot] {
    var reader = ShelfReader(shelf)
    var slots: [ShelvedSlot] = []
    for start in stride(from: 0, to: body.count, by: pieces) {
        slots += try reader.feed(body[start..<min(start + pieces, body.count)])
    }
    try reader.finish()
    return slots
}
