// SPDX-License-Identifier: AGPL-3.0-or-later

extension Comparison {
    /// The reasons in words, in order, separated by semicolons.
    public func explanation(in language: ExplanationLanguage) -> String {
        var bytes: [UInt8] = []
        PhraseBook.of(language).write(reasons, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Reason {
    /// One sentence without a full stop.
    public func explanation(in language: ExplanationLanguage) -> String {
        var bytes: [UInt8] = []
        PhraseBook.of(language).write([self], to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Reason.Kind {
    /// Whether the convention of spelling is part of the reason.
    var namesSpelling: Bool { self == .surnameOtherSpelling || self == .surnameOtherEnding }
}
