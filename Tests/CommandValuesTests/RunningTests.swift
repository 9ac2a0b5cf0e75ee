// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc
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

    private static let waits: [Duration] = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000].map { .milliseconds($0) }

    @Test(arguments: [PartStatus.settings, .damaged, .noAccess])
    func `a part whose start is hopeless is not started again`(status: PartStatus) {
        var restarts = Restarts()
        #expect(restarts.next(after: status.rawValue, running: .zero) == .never)
    }

    @Test(arguments: [PartStatus.portTaken, .folderHeld])
    func `a port or a folder that somebody else has is waited for as long as a part takes to end`(status: PartStatus) {
        var restarts = Restarts()
        for wait in Self.waits {
            #expect(restarts.next(after: status.rawValue, running: .zero) == .again(after: wait))
        }
        #expect(restarts.next(after: status.rawValue, running: .zero) == .never)
        // Slow starts count.
        restarts = Restarts()
        _ = restarts.next(after: status.rawValue, running: .seconds(40))
        #expect(restarts.next(after: status.rawValue, running: .zero) == .never)
    }

    @Test func `what changes meanwhile begins anew`() {
        var restarts = Restarts()
        _ = restarts.next(after: PartStatus.portTaken.rawValue, running: .seconds(40))
        #expect(restarts.next(after: PartStatus.folderHeld.rawValue, running: .zero) != .never)
        _ = restarts.next(after: PartStatus.portTaken.rawValue, running: .seconds(40))
        _ = restarts.next(after: PartStatus.files.rawValue, running: .zero)
        #expect(restarts.next(after: PartStatus.portTaken.rawValue, running: .zero) != .never)
    }

    @Test(arguments: [PartStatus.failed, .notStarted, .files].map(\.rawValue) + [0, 1, 6, 9, 11])
    func `whatever may pass is tried for ever`(status: Int32) {
        var restarts = Restarts()
        for _ in 0..<100 { #expect(restarts.next(after: status, running: .seconds(1)) != .never) }
        #expect(restarts.next(after: status, running: .seconds(1)) == .again(after: .seconds(30)))
    }

    @Test(arguments: PartStatus.allCases) func `a part that has served is never given up`(status: PartStatus) {
        var restarts = Restarts()
        restarts.served()
        for _ in 0..<100 { #expect(restarts.next(after: status.rawValue, running: .zero) != .never) }
    }

    @Test func `what the system and SQLite say is told apart`() {
        #expect([EACCES, EPERM, EROFS, ENOTDIR, EISDIR, ENOENT].allSatisfy { PartStatus(errno: $0) == .noAccess })
        #expect([ENOSPC, EIO, EMFILE, EDQUOT, ENOMEM].allSatisfy { PartStatus(errno: $0) == .files })
        #expect([EADDRINUSE, EADDRNOTAVAIL].allSatisfy { PartStatus(errno: $0) == .portTaken })
        // SQLITE_CORRUPT_VTAB, SQLITE_NOTADB; SQLITE_CANTOPEN_ISDIR; SQLITE_IOERR_FSYNC, SQLITE_BUSY
        #expect([267, 26].allSatisfy { PartStatus(sqlite: $0) == .damaged })
        #expect(PartStatus(sqlite: 526) == .noAccess && [1034, 5].allSatisfy { PartStatus(sqlite: $0) == .files })
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
