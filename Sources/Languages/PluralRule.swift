// SPDX-License-Identifier: AGPL-3.0-or-later

/// The plural categories of Unicode CLDR that our languages use.
public enum PluralCategory: String, CaseIterable, Sendable {
    case one, few, many, other
}

/// Cardinal plural rules for whole numbers (Unicode CLDR 46, plurals.xml). A language without a rule of its own here
/// has one form for everything.
enum PluralRule: Sendable {
    case oneAndOther
    case french
    case eastSlavic
    case otherOnly

    init(tag: String) {
        switch tag.prefix(while: { $0 != "-" }) {
        case "en", "de": self = .oneAndOther
        case "fr": self = .french
        case "ru", "uk": self = .eastSlavic
        default: self = .otherOnly
        }
    }

    /// Every category that a whole number can have, and `other`, which fractions have.
    var categories: [PluralCategory] {
        switch self {
        case .oneAndOther: [.one, .other]
        case .french: [.one, .many, .other]
        case .eastSlavic: [.one, .few, .many, .other]
        case .otherOnly: [.other]
        }
    }

    func category(of count: Int) -> PluralCategory {
        let number = count.magnitude
        switch self {
        case .otherOnly: return .other
        case .oneAndOther: return number == 1 ? .one : .other
        case .french:
            if number < 2 { return .one }
            return number % 1_000_000 == 0 ? .many : .other
        case .eastSlavic:
            switch (number % 10, number % 100) {
            case (_, 11...14): return .many
            case (1, _): return .one
            case (2...4, _): return .few
            default: return .many
            }
        }
    }
}
