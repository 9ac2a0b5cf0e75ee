// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing
import WebForms

@Suite struct RequestCookiesTests {
    @Test func `a cookie is found among others`() {
        let cookies = RequestCookies(parsing: ["a=1; s=tok-en_1; b="])
        #expect(cookies["s"] == "tok-en_1")
        #expect(cookies["b"] == "")
        #expect(cookies["c"] == nil)
    }

    @Test func `a cookie that came twice does not count`() {
        #expect(RequestCookies(parsing: ["s=1; s=2"])["s"] == nil)
    }

    @Test(arguments: ["s", "s=a b", "s=\u{1}", "=1", "s=1,2", "s=é", "s s=1"])
    func `a malformed pair is no cookie`(header: String) {
        #expect(RequestCookies(parsing: [header])["s"] == nil)
    }

    /// Cookies of 127.0.0.1 are shared by everything that runs there.
    @Test(arguments: [#"prefs={"a": 1}"#, "", "flag", "é=2", "a=1,2", "=", "s2=\u{7F}"])
    func `what another program set takes no cookie of ours with it`(other: String) {
        #expect(RequestCookies(parsing: ["\(other); s=1"])["s"] == "1")
        #expect(RequestCookies(parsing: ["s=1; \(other)"])["s"] == "1")
    }

    @Test func `two headers, long headers and many cookies count for nothing`() {
        #expect(RequestCookies(parsing: ["s=1", "s=1"])["s"] == nil)
        let long = String(repeating: "x", count: RequestCookies.maximumByteCount)
        #expect(RequestCookies(parsing: ["s=1; a=" + long])["s"] == nil)
        func many(_ count: Int) -> String { (1..<count).map { "a\($0)=1" }.joined(separator: "; ") }
        #expect(RequestCookies(parsing: ["s=1; \(many(RequestCookies.maximumCount))"])["s"] == "1")
        #expect(RequestCookies(parsing: ["s=1; \(many(RequestCookies.maximumCount + 1))"])["s"] == nil)
    }

    @Test func `mutated headers never crash and never give a value with a forbidden byte`() {
        let seed: UInt64 = 0x626F_6174
        var random = SeededGenerator(seed: seed)
        for round in 0..<5_000 {
            let header = String(decoding: random.mutated(Array("a=1; s=0123456789abcdef; b=x".utf8)), as: UTF8.self)
            let value = RequestCookies(parsing: [header])["s"] ?? ""
            let isClean = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B }
            if !isClean { Issue.record("seed \(seed), round \(round)") }
        }
    }
}
