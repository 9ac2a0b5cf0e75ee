// SPDX-License-Identifier: AGPL-3.0-or-later

/// The phrases of one language as bytes, cut at the places where words are put in.
final class PhraseBook: Sendable {
    private struct Piece: Sendable {
        enum Kind: Sendable {
            case words, first, second
        }

        let kind: Kind
        /// For words: where they stand in ``bytes``.
        let range: Range<Int>
    }

    private let bytes: [UInt8]
    private let pieces: [Piece]
    /// The pieces of each kind of reason, by its place among all kinds.
    private let phrases: [Range<Int>]
    /// Where the phrase for each convention stands in ``bytes``.
    private let conventions: [Range<Int>]

    private static let english = PhraseBook(.english)
    private static let russian = PhraseBook(.russian)

    static func of(_ language: ExplanationLanguage) -> PhraseBook {
        switch language {
        case .english: english
        case .russian: russian
        }
    }

    private init(_ language: ExplanationLanguage) {
        var bytes: [UInt8] = []
        var pieces: [Piece] = []
        func keep(_ text: some Collection<UInt8>) -> Range<Int> {
            bytes += text
            return bytes.count - text.count..<bytes.count
        }
        phrases = Reason.Kind.allCases.map { kind in
            let first = pieces.count
            for (place, part) in language.phrase(kind).utf8.split(
                separator: UInt8(ascii: "%"), omittingEmptySubsequences: false
            ).enumerated() {
                if place > 0 {
                    let isFirst = part.first == UInt8(ascii: "1")
                    pieces.append(Piece(kind: isFirst ? .first : .second, range: 0..<0))
                }
                pieces.append(Piece(kind: .words, range: keep(part.dropFirst(place > 0 ? 1 : 0))))
            }
            return first..<pieces.count
        }
        conventions = Convention.allCases.map { keep(", \(language.phrase($0))".utf8) }
        self.bytes = bytes
        self.pieces = pieces
    }

    /// Appends the sentences, separated by semicolons.
    func write(_ reasons: [Reason], to output: inout [UInt8]) {
        for place in reasons.indices {
            if place > 0 { Self.separate(&output) }
            write(reasons[place].kind, reasons[place].firstWord, reasons[place].secondWord, to: &output)
        }
    }

    /// The same for findings about these names.
    func write(_ findings: Findings, _ first: PersonName, _ second: PersonName, to output: inout [UInt8]) {
        for place in 0..<findings.count {
            if place > 0 { Self.separate(&output) }
            let finding = findings[place]
            if let words = finding.words {
                write(finding.kind, first.word(words.0), second.word(words.1), to: &output)
            } else {
                write(finding.kind, nil, nil, to: &output)
            }
        }
    }

    private static func separate(_ output: inout [UInt8]) {
        output.append(UInt8(ascii: ";"))
        output.append(UInt8(ascii: " "))
    }

    private func write(_ kind: Reason.Kind, _ first: NameWord?, _ second: NameWord?, to output: inout [UInt8]) {
        for place in phrases[kind.number] {
            switch pieces[place].kind {
            case .words: append(pieces[place].range, to: &output)
            case .first: first?.spelling.letters.write(to: &output)
            case .second: second?.spelling.letters.write(to: &output)
            }
        }
        guard kind.namesSpelling, let convention = Convention.of(first, second) else { return }
        append(conventions[convention.number], to: &output)
    }

    /// Without making a slice of the bytes, which would be counted.
    private func append(_ range: Range<Int>, to output: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}
