// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

private let sound: [UInt8] = {
    var builder = NameIndexBuilder()
    builder.add("Владимир Осечкин", entry: 1)
    builder.add("Anna Petrova", entry: 2)
    return builder.finish().bytes
}()

/// Any bytes laid over an index that was sound: refused, or searched, screened, changed and rebuilt without harm.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesIndex(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var index = sound
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    for place in stride(from: 0, to: input.count - 2, by: 3) {
        index[(Int(input[place]) << 8 | Int(input[place + 1])) % index.count] = input[place + 2]
    }
    guard var index = try? NameIndex(renewing: index) else { return 0 }
    ask(index)
    index.add("Осечкина Мария", entry: 3)
    index.remove(entry: 2)
    index.add(String(decoding: input.prefix(256), as: UTF8.self), entry: 2)
    ask(index)
    let rebuilt = index.rebuilt()
    precondition(rebuilt.count <= index.count)
    ask(rebuilt)
    return 0
}

private func ask(_ index: NameIndex) {
    var searcher = NameSearcher(index)
    precondition(searcher.search("Osetshkin Vladimir", count: 3, threshold: 0).count <= 3)
    var screener = TextScreener(index)
    _ = screener.screen("Vladimir Osetshkin met Maria Osetškina. Petrova, A.", threshold: 0)
}
