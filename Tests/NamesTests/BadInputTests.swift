// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Names

@Suite struct BadInputTests {
    @Test(arguments: ["Путин BB", "BB Путин", "Путин CH", "Путин HB, x"])
    func `two Latin initials that look Cyrillic beside a Cyrillic surname are read`(text: String) {
        var matcher = NameMatcher()
        #expect(matcher.read(text).words.count >= 2)
        #expect(matcher.compare("Путин BB", "Путин В.В.").score >= Comparison.Band.lookThreshold)
    }

    @Test(arguments: [
        "Осечкин\u{200B} Влад\u{200D}имир", "\u{202E}Осечкин Владимир\u{202C}", "\u{200F}Осечкин\u{200E} Владимир",
        "Осе\u{301}чкин Владимир", "Ｏｓｅｃｈｋｉｎ Vladimir", "Осечкин 😀 Владимир", "«Осечкин», Владимир",
        "ОСЕЧКИН,,, Владимир...", "  Осечкин\u{A0}Владимир\n", "Oceчкин Bлaдимиp", "Осечкіи\u{306} Владимир",
        "𝐎𝐬𝐞𝐜𝐡𝐤𝐢𝐧 Vladimir",
        "Os\u{65}c\u{30C}kin Vladimir",
    ])
    func `marks, invisible and look-alike characters do not hide a name`(written: String) {
        var matcher = NameMatcher()
        #expect(matcher.compare("Владимир Осечкин", written).score >= Comparison.Band.lookThreshold, "\(written)")
    }

    @Test(arguments: [
        String(repeating: "о", count: 10_000), String(repeating: "Щ", count: 10_000),
        String(repeating: "a\u{301}", count: 5000), String(repeating: "и ", count: 5000),
        String(repeating: "\u{301}", count: 10_000), String(repeating: "-.,", count: 3000),
        String(repeating: "😀", count: 5000),
    ])
    func `ten thousand characters are compared within bounds`(long: String) {
        var matcher = NameMatcher()
        let name = matcher.read(long)
        #expect(name.words.count <= PersonName.maximumWordCount)
        #expect(name.words.allSatisfy { $0.word.spelling.nodeCount < 256 })
        let score = matcher.compare(name, matcher.read("Осечкин Владимир")).score
        #expect(score < Comparison.Band.lookThreshold)
    }

    @Test func `any characters can be read, compared, indexed and screened`() {
        var random = SplitMix(seed: 4)
        var matcher = NameMatcher()
        var builder = NameIndexBuilder()
        let alphabet = Array("осечкинabcžшщЖ ’-.,І\u{301}\u{200B}ßłæØقمحგნΣς中😀0".unicodeScalars)
        var texts: [String] = []
        for _ in 0..<600 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            texts.append(String(text))
        }
        for (first, second) in zip(texts, texts.dropFirst()) {
            let comparison = matcher.compare(first, second)
            #expect(comparison.score >= 0 && comparison.score < 1)
            builder.add(first, entry: 0)
        }
        var screener = TextScreener(builder.finish())
        let text = texts[..<20].joined(separator: " ")
        for hit in screener.screen(text, threshold: 0) {
            #expect(Array(text.utf8)[hit.place.byteRange].elementsEqual(hit.found.utf8))
        }
    }

    @Test func `a word in two scripts goes to the one whose own letters it has`() {
        var cyrillic = Array("Oсечкиh".lowercased().unicodeScalars.map { UInt16($0.value) })
        let cyrillicScript = LookAlikes.mend(&cyrillic)
        #expect(cyrillicScript == .cyrillic)
        #expect(String(decoding: cyrillic, as: UTF16.self) == "осечкин")
        var latin = Array("оsесhkіn".unicodeScalars.map { UInt16($0.value) })
        let latinScript = LookAlikes.mend(&latin)
        #expect(latinScript == .latin)
        #expect(String(decoding: latin, as: UTF16.self) == "osechkin")
    }
}

/// A small generator with a known seed (Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
