// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing
import WebForms

@Suite struct FormFieldsTests {
    @Test func `fields are decoded`() throws {
        let fields = try FormFields(parsing: Array("words=%D0%B4%D0%BE%D0%BC+a%26b&empty=&bare&%6E=1".utf8))
        #expect(fields["words"] == "дом a&b")
        #expect(fields["empty"] == "")
        #expect(fields["bare"] == "")
        #expect(fields["n"] == "1")
        #expect(fields["other"] == nil)
    }

    @Test(arguments: [
        ("a=%", FormError.malformed), ("a=%4", .malformed), ("a=%zz", .malformed), ("a=%FF", .malformed),
        ("a=1&a=2", .repeated), ("a=1&%61=2", .repeated),
    ])
    func `what no page of ours sends is refused`(body: String, error: FormError) {
        #expect(throws: error) { try FormFields(parsing: Array(body.utf8)) }
    }

    @Test func `size and count are bounded`() {
        #expect(throws: FormError.tooLarge) {
            try FormFields(parsing: Array(repeating: UInt8(ascii: "a"), count: 65_537))
        }
        let many = (0...FormFields.maximumCount).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: FormError.tooManyFields) { try FormFields(parsing: Array(many.utf8)) }
    }

    @Test func `no kind of printing shows a field`() throws {
        let fields = try FormFields(parsing: Array("words=geheim".utf8))
        var dumped = ""
        dump(fields, to: &dumped)
        for text in ["\(fields)", String(reflecting: fields), dumped] { #expect(!text.contains("geheim")) }
    }

    @Test func `mutated bodies are read or refused, never more`() {
        let seed: UInt64 = 0x4C69_6665
        var random = SeededGenerator(seed: seed)
        let body = Array("csrf=ab%20c&words=%D0%B4+x&urgency=1".utf8)
        for round in 0..<5_000 {
            let mutated = random.mutated(body)
            let count = (try? FormFields(parsing: mutated))?.names.count ?? 0
            if count > FormFields.maximumCount { Issue.record("seed \(seed), round \(round)") }
        }
    }
}
