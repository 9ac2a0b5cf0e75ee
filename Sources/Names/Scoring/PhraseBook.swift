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

    private let bytes: LastingRow<UInt8>
    private let pieces: LastingRow<Piece>
    /// The pieces of each kind of reason, by its place among all kinds.
    private let phrases: LastingRow<Range<Int>>
    /// Where the phrase for each convention stands in ``bytes``.
    private let conventions: LastingRow<Range<Int>>
    /// The most that one sentence takes with the words that met and the separator.
    private let sentenceByteCount: Int

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
        let phrases = Reason.Kind.allCases.map { kind in
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
        let conventions = Convention.allCases.map { keep(", \(language.phrase($0))".utf8) }
        let words = phrases.map { $0.reduce(0) { $0 + max(pieces[$1].range.count, Letters.maximumByteCount) } }
        sentenceByteCount = (words.max() ?? 0) + (conventions.map(\.count).max() ?? 0) + 2
        self.bytes = LastingRow(bytes)
        self.pieces = LastingRow(pieces)
        self.phrases = LastingRow(phrases)
        self.conventions = LastingRow(conventions)
    }

    /// Appends the sentences, separated by semicolons.
    func write(_ reasons: [Reason], to output: inout [UInt8]) {
        withExtendedLifetime(reasons) {
            unsafe write(reasons.count, to: &output) { place in
                unsafe (
                    reasons[place].kind, reasons[place].firstWord.map { unsafe .passUnretained($0) },
                    reasons[place].secondWord.map { unsafe .passUnretained($0) }
                )
            }
        }
    }

    /// The same for findings about these names.
    func write(_ findings: inout Findings, _ first: PersonName, _ second: PersonName, to output: inout [UInt8]) {
        unsafe write(findings.count, to: &output) { place in
            let finding = findings.finding(place)
            guard let words = finding.words else { return (finding.kind, nil, nil) }
            return unsafe (finding.kind, first.heldWord(words.0), second.heldWord(words.1))
        }
    }

    /// Words that are held elsewhere while the sentence is written.
    private typealias Sentence = (kind: Reason.Kind, first: Unmanaged<NameWord>?, second: Unmanaged<NameWord>?)

    /// Makes room for all sentences at once: to ask for it piece by piece takes longer than to write.
    private func write(_ count: Int, to output: inout [UInt8], _ sentence: (Int) -> Sentence) {
        output.append(addingCapacity: count * sentenceByteCount) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, byteCount in
                guard let start = buffer.baseAddress else { return }
                for place in 0..<count {
                    if place > 0 {
                        unsafe start[byteCount] = UInt8(ascii: ";")
                        unsafe start[byteCount + 1] = UInt8(ascii: " ")
                        byteCount += 2
                    }
                    unsafe byteCount += write(sentence(place), to: start + byteCount)
                }
            }
        }
    }

    /// - Returns: how many bytes it takes, at most ``sentenceByteCount``.
    @unsafe private func write(_ sentence: Sentence, to start: UnsafeMutablePointer<UInt8>) -> Int {
        var byteCount = 0
        for place in unsafe phrases[sentence.kind.number] {
            // Phrases are made of pieces.
            let piece = unsafe pieces[unchecked: place]
            switch piece.kind {
            case .words: unsafe byteCount += copy(piece.range, to: start + byteCount)
            case .first: unsafe byteCount += write(sentence.first, to: start + byteCount)
            case .second: unsafe byteCount += write(sentence.second, to: start + byteCount)
            }
        }
        if unsafe sentence.kind.namesSpelling, let convention = unsafe Self.convention(sentence) {
            unsafe byteCount += copy(conventions[convention.number], to: start + byteCount)
        }
        return byteCount
    }

    private static func convention(_ sentence: Sentence) -> Convention? {
        unsafe sentence.second?._withUnsafeGuaranteedRef { Convention(of: $0) }
            ?? sentence.first?._withUnsafeGuaranteedRef { Convention(of: $0) }
    }

    @unsafe private func write(_ word: Unmanaged<NameWord>?, to start: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe word?._withUnsafeGuaranteedRef { unsafe $0.letters.write(to: start) } ?? 0
    }

    @unsafe private func copy(_ range: Range<Int>, to start: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe start.update(from: bytes.buffer.baseAddress.unsafelyUnwrapped + range.lowerBound, count: range.count)
        return range.count
    }
}
