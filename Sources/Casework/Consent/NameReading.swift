// SPDX-License-Identifier: AGPL-3.0-or-later

/// A name as it is compared, read once: how each of its words looks, and how it may be said. To read one takes long; to compare two that were read does not.
struct NameReading: Sendable, Hashable, Confidential {
    private struct Word: Sendable, Hashable {
        let outline: String
        let isCyrillic: Bool
        /// How it may be said; see ``SoundAlikes``.
        let sounds: Set<String>

        func isLike(_ other: Word) -> Bool {
            outline == other.outline || (isCyrillic != other.isCyrillic && !sounds.isDisjoint(with: other.sounds))
        }
    }

    private let words: [Word]
    private let sortedOutlines: [String]
    /// All of it, whatever stands between its words.
    private let outline: String
    /// All of it, as it may be said, where it is in one script.
    private let sounds: Set<String>
    private let isCyrillic: Bool
    /// Of a name in which there is nothing to read.
    private let plain: String

    /// A shorter name is like too many others.
    private static let fewestSounds = 3
    /// Of a name that may be said in many ways the likeliest are kept.
    private static let mostWays = 16

    init(_ name: String) {
        words = name.nameWords.map {
            Word(outline: $0.outline, isCyrillic: SoundAlikes.isCyrillic($0), sounds: SoundAlikes.sounds(of: $0))
        }
        sortedOutlines = words.map(\.outline).sorted()
        outline = words.map(\.outline).joined()
        isCyrillic = words.contains(where: \.isCyrillic)
        plain = words.isEmpty ? name.comparedName : ""
        let isMixed = isCyrillic && !words.allSatisfy(\.isCyrillic)
        sounds = isMixed ? [] : Self.together(words.map(\.sounds))
    }

    private static func together(_ words: [Set<String>]) -> Set<String> {
        var ways = [""]
        for word in words.map({ $0.sorted() }) {
            var longer: [String] = []
            for way in ways {
                for sounds in word where longer.count < mostWays { longer.append(way + sounds) }
            }
            ways = longer
        }
        return Set(ways)
    }

    /// Whether the two read as one name: by letters and digits alone, whatever stands between them, in whichever order its words stand; in whichever of two
    /// alphabets a letter was typed that looks the same; with or without its legal form and what somebody is called; and written by its sound in the other
    /// alphabet, all of it or a word of it.
    func looksLike(_ other: NameReading) -> Bool {
        guard !words.isEmpty, !other.words.isEmpty else { return plain == other.plain && outline == other.outline }
        if outline == other.outline || sortedOutlines == other.sortedOutlines { return true }
        if isCyrillic != other.isCyrillic,
            sounds.contains(where: { $0.utf8.count >= Self.fewestSounds && other.sounds.contains($0) })
        {
            return true
        }
        return soundsLikeWordByWord(other)
    }

    /// Whether each word has one in the other name that it looks like, or that is said like it in the other script.
    private func soundsLikeWordByWord(_ other: NameReading) -> Bool {
        guard words.count == other.words.count, isCyrillic || other.isCyrillic else { return false }
        var partners = [Int?](repeating: nil, count: words.count)
        var isAcross = 0
        for place in words.indices {
            var tried: Set<Int> = []
            guard find(place, other, &partners, &tried) else { return false }
        }
        for (theirs, mine) in partners.enumerated() {
            guard let mine, words[mine].outline != other.words[theirs].outline else { continue }
            let common = words[mine].sounds.intersection(other.words[theirs].sounds)
            isAcross += common.map(\.utf8.count).max() ?? 0
        }
        return isAcross >= Self.fewestSounds
    }

    /// Finds a partner for the word, if others may change theirs for it.
    private func find(_ place: Int, _ other: NameReading, _ partners: inout [Int?], _ tried: inout Set<Int>) -> Bool {
        for theirs in other.words.indices where !tried.contains(theirs) && words[place].isLike(other.words[theirs]) {
            tried.insert(theirs)
            let holder = partners[theirs]
            if holder.map({ find($0, other, &partners, &tried) }) ?? true {
                partners[theirs] = place
                return true
            }
        }
        return false
    }
}

extension String {
    /// Whether two names read as the same name. Where somebody is to get nothing, another spelling gets nothing either, so it errs that way: a
    /// no that was read once too often costs a tick.
    func looksLike(_ other: String) -> Bool { NameReading(self).looksLike(NameReading(other)) }
}

extension ConsentRecipient {
    /// Nil of a kind of recipient.
    var reading: NameReading? { if case .named(let name, _) = self { NameReading(name) } else { nil } }
}

/// What of each answer depends on the name of the recipient alone: found once, however many things go to them.
struct NamesHeard: Sendable, Hashable, Confidential {
    /// Answers to a question about them.
    private(set) var denying: Set<ID<Consent>> = []
    /// Answers under which the person ever excluded them.
    private(set) var excluding: Set<ID<Consent>> = []
    /// Answers whose terms exclude them.
    private(set) var leavingOut: Set<ID<Consent>> = []

    init(_ records: [ConsentRecord], of recipient: ConsentRecipient) {
        let name = recipient.reading
        for record in records {
            if record.explanation.recipient.denies(recipient, called: name) { denying.insert(record.id) }
            if record.excludes(name) { excluding.insert(record.id) }
            if record.terms?.excludes(recipient, called: name) == true { leavingOut.insert(record.id) }
        }
    }
}
