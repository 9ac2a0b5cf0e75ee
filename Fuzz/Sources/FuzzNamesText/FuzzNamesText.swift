// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

/// Any bytes as lines of pairs; any text as two names, and as a text that is screened for the first of them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesText(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    answer(Array(UnsafeBufferPointer(start: bytes, count: count)))
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let halves = text.split(separator: "\t", maxSplits: 1).map(String.init)
    guard let first = halves.first, let last = halves.last else { return 0 }
    var matcher = NameMatcher()
    let there = matcher.compare(first, last).score
    precondition(there >= 0 && there < 1)
    var builder = NameIndexBuilder()
    builder.add(first, entry: 0)
    var screener = TextScreener(builder.finish())
    for hit in screener.screen(last) { precondition(hit.place.byteRange.upperBound <= last.utf8.count) }
    return 0
}

/// One answer a line, the same however the bytes are cut into pieces.
private func answer(_ input: [UInt8]) {
    var (whole, pieces): ([UInt8], [UInt8]) = ([], [])
    var lines = PairLines(language: .english)
    lines.add(input.span, to: &whole)
    lines.finish(to: &whole)
    var cut = PairLines(language: .english)
    let middle = input.count / 3
    cut.add(input.span.extracting(0..<middle), to: &pieces)
    cut.add(input.span.extracting(middle..<input.count), to: &pieces)
    cut.finish(to: &pieces)
    precondition(whole == pieces)
    let newline = UInt8(ascii: "\n")
    let open = input.last.map { $0 != newline } ?? false
    precondition(whole.count { $0 == newline } == input.count { $0 == newline } + (open ? 1 : 0))
}
