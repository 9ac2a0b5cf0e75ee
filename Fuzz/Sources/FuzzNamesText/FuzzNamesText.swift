// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

/// Any text as two names, and as a text that is screened for the first of them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesText(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
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
