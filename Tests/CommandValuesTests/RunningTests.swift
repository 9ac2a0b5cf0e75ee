// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import CommandValues

@Suite struct RunningTests {
    @Test func `a part that keeps dying is started again later each time, up to half a minute`() {
        var backoff = Backoff()
        let delays = (0..<10).map { _ in backoff.delay(afterRunning: .seconds(1)) }
        #expect(
            delays == [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000].map { .milliseconds($0) })
    }

    @Test func `a part that ran well is started again at once`() {
        var backoff = Backoff()
        for _ in 0..<5 { _ = backoff.delay(afterRunning: .zero) }
        #expect(backoff.delay(afterRunning: .seconds(60)) == .milliseconds(8_000), "a minute is not yet well")
        #expect(backoff.delay(afterRunning: .seconds(61)) == .milliseconds(250))
        #expect(backoff.delay(afterRunning: .zero) == .milliseconds(500))
    }

    @Test func `lines are the same however they arrive`() {
        let bytes = Array("one\n\nthree Ж\nfour".utf8)
        for pieceCount in 1...bytes.count {
            var splitter = LineSplitter()
            var lines: [String] = []
            for start in stride(from: 0, to: bytes.count, by: pieceCount) {
                lines += splitter.feed(bytes[start..<min(start + pieceCount, bytes.count)])
            }
            #expect(lines == ["one", "", "three Ж"])
            #expect(splitter.finish() == "four" && splitter.finish() == nil)
        }
    }

    @Test func `a line without end is cut and holds no more than its bound`() {
        var splitter = LineSplitter()
        let lines = splitter.feed(Array(repeating: UInt8(ascii: "x"), count: 20_000))
        #expect(lines.map(\.utf8.count) == [8_192, 8_192])
        #expect(splitter.finish()?.utf8.count == 20_000 - 2 * 8_192)
        #expect(splitter.feed(Array(repeating: UInt8(ascii: "x"), count: 8_192) + [10]).map(\.utf8.count) == [8_192])
    }

    @Test func `bytes that are no text do not stop the lines`() {
        var splitter = LineSplitter()
        #expect(splitter.feed([0xFF, 0xC3, 10, 65, 10]).last == "A")
    }

    @Test func `a line that says ready is known again, and no other`() {
        #expect(ReadyLine.address(in: ReadyLine.make("http://127.0.0.1:1/")) == "http://127.0.0.1:1/")
        for line in ["", "ready", "Ready http://x/", " ready http://x/"] { #expect(ReadyLine.address(in: line) == nil) }
    }
}
