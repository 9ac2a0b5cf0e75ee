// SPDX-License-Identifier: AGPL-3.0-or-later

extension Comparison {
    /// The reasons in words, in order, separated by semicolons.
    public func explanation(in language: ExplanationLanguage) -> String {
        var bytes: [UInt8] = []
        explain(in: language, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same as UTF-8, behind what `bytes` holds.
    func explain(in language: ExplanationLanguage, to bytes: inout [UInt8]) {
        for (place, reason) in reasons.enumerated() {
            if place > 0 { bytes += [UInt8(ascii: ";"), UInt8(ascii: " ")] }
            reason.explain(in: language, to: &bytes)
        }
    }
}

extension Reason {
    /// One sentence without a full stop.
    public func explanation(in language: ExplanationLanguage) -> String {
        var bytes: [UInt8] = []
        explain(in: language, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    fileprivate func explain(in language: ExplanationLanguage, to bytes: inout [UInt8]) {
        for piece in PhraseBook.of(language).pieces(of: kind) {
            switch piece {
            case .words(let words): bytes.append(contentsOf: words)
            case .first: firstWord?.letters.write(to: &bytes)
            case .second: secondWord?.letters.write(to: &bytes)
            }
        }
        guard kind.namesSpelling, let convention else { return }
        bytes.append(contentsOf: ", ".utf8)
        bytes.append(contentsOf: language.phrase(convention).utf8)
    }
}

extension Reason.Kind {
    /// Whether the convention of spelling is part of the reason.
    var namesSpelling: Bool { self == .surnameOtherSpelling || self == .surnameOtherEnding }
}

/// The phrases of one language, cut at the places where words are put in.
private struct PhraseBook: Sendable {
    enum Piece: Sendable {
        case words([UInt8])
        case first, second
    }

    private let phrases: [Reason.Kind: [Piece]]

    private static let english = PhraseBook(.english)
    private static let russian = PhraseBook(.russian)

    static func of(_ language: ExplanationLanguage) -> PhraseBook {
        switch language {
        case .english: english
        case .russian: russian
        }
    }

    private init(_ language: ExplanationLanguage) {
        phrases = Dictionary(
            uniqueKeysWithValues: Reason.Kind.allCases.map { ($0, Self.pieces(of: language.phrase($0))) })
    }

    func pieces(of kind: Reason.Kind) -> [Piece] { phrases[kind] ?? [] }

    private static func pieces(of phrase: String) -> [Piece] {
        var pieces: [Piece] = []
        for (place, part) in phrase.split(separator: "%", omittingEmptySubsequences: false).enumerated() {
            if place > 0 { pieces.append(part.hasPrefix("1") ? .first : .second) }
            pieces.append(.words(Array(part.dropFirst(place > 0 ? 1 : 0).utf8)))
        }
        return pieces
    }
}
