// SPDX-License-Identifier: AGPL-3.0-or-later

/// Scores pairs of names that come as lines: `name TAB name` in, `score TAB explanation` out, in the same order.
///
/// Bytes are given in pieces of any length. A line that is not UTF-8 is read as far as it is; a line without a
/// tab gets an empty score and says so. The score is four digits, cut and not rounded, and never 1.
public struct PairLines: Sendable {
    private var matcher = NameMatcher(remembers: false)
    private let book: PhraseBook
    private var first = PersonName.empty
    private var second = PersonName.empty
    /// Where ``first`` and ``second`` stand in the piece, if they do: who compares one name with many writes it in line
    /// after line.
    private var known: (first: Range<Int>, second: Range<Int>)?
    /// The beginning of a line whose end has not come.
    private var waiting: [UInt8] = []

    /// Bytes of a line after this many are left out; a name is not read so far.
    private static let maximumLineByteCount = 1 << 16
    private static let newline = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")

    public init(language: ExplanationLanguage) { book = .of(language) }

    /// Takes the next bytes and appends the answers to the lines that end in them.
    public mutating func add(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        var start = 0
        known = nil
        while let place = bytes.first(Self.newline, from: start, to: bytes.count) {
            if waiting.isEmpty {
                answer(bytes, start..<min(place, start + Self.maximumLineByteCount), to: &output)
            } else {
                keep(bytes.extracting(start..<place))
                answerWaiting(to: &output)
            }
            start = place + 1
        }
        keep(bytes.extracting(start..<bytes.count))
    }

    /// Appends the answer to the last line, if it had no end.
    public mutating func finish(to output: inout [UInt8]) {
        if !waiting.isEmpty { answerWaiting(to: &output) }
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        let room = Self.maximumLineByteCount - waiting.count
        for place in 0..<min(room, bytes.count) { waiting.append(bytes[place]) }
    }

    private mutating func answerWaiting(to output: inout [UInt8]) {
        let line = waiting
        known = nil
        answer(line.span, 0..<line.count, to: &output)
        known = nil
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func answer(_ bytes: Span<UInt8>, _ line: Range<Int>, to output: inout [UInt8]) {
        defer { output.append(Self.newline) }
        guard let middle = bytes.first(Self.tab, from: line.lowerBound, to: line.upperBound) else {
            output.append(contentsOf: "\tno tab in this line".utf8)
            return
        }
        read(bytes, line.lowerBound..<middle, middle + 1..<line.upperBound)
        var found = matcher.findings(first, second)
        Self.write(found.score, to: &output)
        output.append(Self.tab)
        book.write(&found.findings, first, second, to: &output)
    }

    /// Reads the names of a line into ``first`` and ``second``, but for those that are there.
    private mutating func read(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) {
        guard var before = known else {
            matcher.read(bytes.extracting(one), into: &first)
            matcher.read(bytes.extracting(other), into: &second)
            known = (one, other)
            return
        }
        var (isFirst, isSecond) = (Self.same(bytes, one, before.first), Self.same(bytes, other, before.second))
        if !isFirst, !isSecond, Self.same(bytes, one, before.second) || Self.same(bytes, other, before.first) {
            swap(&first, &second)
            swap(&before.first, &before.second)
            (isFirst, isSecond) = (Self.same(bytes, one, before.first), Self.same(bytes, other, before.second))
        }
        if !isFirst { matcher.read(bytes.extracting(one), into: &first) }
        if !isSecond { matcher.read(bytes.extracting(other), into: &second) }
        known = (one, other)
    }

    private static func same(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        return bytes.holds(one.lowerBound, sameAs: other.lowerBound, count: one.count)
    }

    /// Four digits behind the point.
    private static func write(_ score: Double, to output: inout [UInt8]) {
        let digits = Int(score * 10_000)
        output.append(UInt8(ascii: "0"))
        output.append(UInt8(ascii: "."))
        var unit = 1000
        while unit > 0 {
            output.append(UInt8(ascii: "0") + UInt8(digits / unit % 10))
            unit /= 10
        }
    }
}

extension Span<UInt8> {
    /// Whether as many bytes stand at two places, eight at a time.
    fileprivate func holds(_ one: Int, sameAs other: Int, count length: Int) -> Bool {
        precondition(one >= 0 && other >= 0 && length >= 0 && one + length <= count && other + length <= count)
        var place = 0
        while place &+ 8 <= length {
            let left = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: one &+ place, as: UInt64.self)
            let right = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: other &+ place, as: UInt64.self)
            if left != right { return false }
            place &+= 8
        }
        while place < length {
            if unsafe self[unchecked: one &+ place] != self[unchecked: other &+ place] { return false }
            place &+= 1
        }
        return true
    }

    /// Where a byte stands for the first time between two places, eight bytes at a time.
    fileprivate func first(_ sought: UInt8, from start: Int, to end: Int) -> Int? {
        precondition(start >= 0 && end <= count)
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let pattern = ones &* UInt64(sought)
        var place = start
        while place &+ 8 <= end {
            let eight = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self) ^ pattern
            // Some byte is now zero; which one is looked for below.
            if (eight &- ones) & ~eight & highs != 0 { break }
            place &+= 8
        }
        while place < end {
            if unsafe self[unchecked: place] == sought { return place }
            place &+= 1
        }
        return nil
    }
}
