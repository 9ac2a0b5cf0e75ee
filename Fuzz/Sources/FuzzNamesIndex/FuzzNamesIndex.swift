// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

private let sound: [UInt8] = {
    var builder = NameIndexBuilder()
    builder.add("Владимир Осечкин", entry: 1)
    builder.add("Anna Petrova", entry: 2)
    return builder.finish().bytes
}()

/// Any bytes laid over an index that was sound: refused, or searched without harm.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesIndex(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var index = sound
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    for place in stride(from: 0, to: input.count - 2, by: 3) {
        index[(Int(input[place]) << 8 | Int(input[place + 1])) % index.count] = input[place + 2]
    }
    if let index = try? NameIndex(bytes: index) {
        var searcher = NameSearcher(index)
        _ = searcher.search("Osetshkin Vladimir", count: 3, threshold: 0)
    }
    return 0
}
