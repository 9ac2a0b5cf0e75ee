// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages
import Testing

struct BidirectionalTests {
    @Test(arguments: ["", "Rowan", "Марина Коваль", "«Маяк» — 12", "Żółć, ґанок"])
    func `what is written from the left stays as it is`(text: String) {
        #expect(Bidirectional.isolated(text) == text && Bidirectional.contained(text) == text)
    }

    @Test(arguments: [
        ("שלום", "\u{2068}שלום\u{2069}"), ("مرحبا 12", "\u{2068}مرحبا 12\u{2069}"),
        ("Evil\u{202E}gpj", "\u{2068}Evilgpj\u{2069}"), ("a\u{2069}b", "\u{2068}ab\u{2069}"),
        ("a\u{200F}", "\u{2068}a\u{200F}\u{2069}"), ("a\u{2068}b", "\u{2068}a\u{2068}b\u{2069}\u{2069}"),
    ])
    func `what is written from the right keeps its direction to itself`(text: String, isolated: String) {
        #expect(Bidirectional.isolated(text) == isolated)
        #expect(Bidirectional.isolated(isolated).hasSuffix("\u{2069}"))
        #expect(Bidirectional.contained(isolated) == isolated, "and what is isolated stays so")
    }

    @Test(arguments: [
        ("x\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}y", "xy"), ("\u{2069}\u{2069}x", "x"),
        ("\u{2068}x\u{2069}\u{2069}y", "\u{2068}x\u{2069}y"),
        ("\u{2068}\u{2068}x", "\u{2068}\u{2068}x\u{2069}\u{2069}"),
    ])
    func `what turns others around is left out, and every isolate ends`(text: String, contained: String) {
        #expect(Bidirectional.contained(text) == contained)
    }
}
