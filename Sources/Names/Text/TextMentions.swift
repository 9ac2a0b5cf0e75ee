// SPDX-License-Identifier: AGPL-3.0-or-later

/// A listed name met at one place of a text.
struct TextMention {
    private let likeness: Likeness
    /// The words of the text that were compared.
    let span: ClosedRange<Int>

    /// - Parameter start: where the phrase begins.
    init(_ likeness: Likeness, at start: Int) {
        self.likeness = likeness
        span = start + likeness.span.lowerBound...start + likeness.span.upperBound
    }

    var name: Int { likeness.name }
    var entry: UInt32 { likeness.entry }
    var word: NameWord { likeness.word }
    var isShort: Bool { likeness.isShort }
    var comparison: Comparison { likeness.comparison }
    var isShortened: Bool { likeness.isShortened }

    /// A given name or an initial stands beside the surname.
    var isFull: Bool { likeness.bareScore != nil }
    /// A given name that we know, or an initial: such a mention says who else of the name is meant.
    var isSurelyFull: Bool { likeness.isSurelyFull }

    /// Somebody's relative: the text speaks of two people of the name.
    var isRelative: Bool { likeness.isRelative }

    /// Whether this names a woman by a surname in a woman's form, and the other is the same in a man's: Осечкин is not Мария
    /// Осечкина. In a case it may be either's, so only the plain forms tell.
    func isWoman(besideMan other: TextMention) -> Bool {
        likeness.isWoman
            && Self.endings.contains { woman, men in
                word.letters.count > woman.count && word.letters.suffix(woman.count).elementsEqual(woman)
                    && men.contains { other.word.letters.elementsEqual(word.letters.dropLast(woman.count) + $0) }
            }
    }

    /// What a woman's surname ends with, and a man's in its place.
    private static let endings: [(woman: [UInt16], men: [[UInt16]])] = [
        ("а", [""]), ("ая", ["ий", "ый", "ой"]), ("a", [""]), ("aya", ["iy", "y", "oy"]), ("aja", ["ij", "yj", "oj"]),
        ("á", [""]),
    ].map { woman, men in (Array(woman.utf16), men.map { Array($0.utf16) }) }
}

/// All mentions of a text, which speak for and against each other.
///
/// - A bare surname is whoever the text has named in full by it: if that is somebody else of the name, and nobody who
///   could be the listed person, every bare surname behind is that somebody too, but for somebody's relative: there the text speaks of two. One capital word that merely stands before it, and that we do
///   not know as a name, does not hide the others.
/// - Where one place surely names a person, the text is about that person, and a worse spelling elsewhere is more likely
///   another spelling than another name: it is shown from a lower score on. What is found becomes an alias: a word that
///   has one letter more or less is the same name with a slip.
struct TextMentions {
    private let threshold: Double
    private var byEntry: [UInt32: [TextMention]] = [:]
    private var aligner = Aligner()

    /// The score from which on other spellings are shown beside a sure one; see docs/names.md.
    static let aliasThreshold = 0.4
    /// The same for a slip of a sure one.
    static let slipThreshold = 0.15
    /// A worse likeness is not kept at all.
    private static let leastScore = 0.02
    /// In a shorter word one letter makes another name.
    private static let slipLetterCount = 7
    /// Forms of one surname in one text differ by no more than this share: by an ending.
    private static let formShare = 0.06
    /// Names in full that one entry's bare surnames are held against; a text that names more of them says no more.
    private static let maximumFullCount = 64

    init(threshold: Double) { self.threshold = threshold }

    /// Whether anything can come of a likeness.
    func keeps(_ likeness: Likeness) -> Bool {
        max(likeness.comparison.score, likeness.bareScore ?? 0) >= min(threshold, Self.leastScore)
    }

    mutating func add(_ mention: TextMention) { byEntry[mention.entry, default: []].append(mention) }

    /// What is shown, in the order of the text and then of the list.
    mutating func shown() -> [TextMention] {
        var shown: [TextMention] = []
        for entry in byEntry.keys.sorted() { shown += self.shown(byEntry[entry] ?? []) }
        return shown.sorted { ($0.span.lowerBound, $0.entry) < ($1.span.lowerBound, $1.entry) }
    }

    private mutating func shown(_ mentions: [TextMention]) -> [TextMention] {
        let full = mentions.filter(\.isFull).prefix(Self.maximumFullCount)
        let standing = mentions.filter { $0.isFull || !isSomebodyElse($0, full) }
        let sure = Array(standing.filter { $0.comparison.score >= threshold }.prefix(Self.maximumFullCount))
        guard !sure.isEmpty else { return [] }
        let shown = standing.filter { $0.comparison.score >= threshold || isAlias($0, of: sure) }
        return Self.withoutOverlaps(shown)
    }

    private mutating func isAlias(_ mention: TextMention, of sure: [TextMention]) -> Bool {
        if !mention.isFull, sure.contains(where: { $0.isFull && isForm(mention.word, of: $0.word) }) { return true }
        if mention.comparison.score >= Self.aliasThreshold { return !mention.isShortened }
        return mention.comparison.score >= Self.slipThreshold
            && sure.contains { Self.isSlip(mention.word.letters, $0.word.letters) }
    }

    /// Whether one word is the other with one letter more.
    private static func isSlip(_ one: Letters, _ other: Letters) -> Bool {
        guard abs(one.count - other.count) == 1, min(one.count, other.count) >= slipLetterCount else { return false }
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        let start = zip(short, long).prefix { $0 == $1 }.count
        return short[start...].elementsEqual(long[(start + 1)...])
    }

    /// Whether the text names others in full by this bare surname, and not the listed person.
    private mutating func isSomebodyElse(_ bare: TextMention, _ full: ArraySlice<TextMention>) -> Bool {
        let same = full.filter { $0.isSurelyFull && isForm(bare.word, of: $0.word) }
        guard !same.isEmpty else { return bare.isShort }
        // A text names in full first, and then by the surname: what stands before that nobody has explained yet.
        return same.allSatisfy { $0.comparison.score < threshold }
            && same.contains {
                $0.span.lowerBound < bare.span.lowerBound && !$0.isRelative && !$0.isWoman(besideMan: bare)
            }
    }

    private mutating func isForm(_ word: NameWord, of other: NameWord) -> Bool {
        if word === other { return true }
        let substance = max(1, min(word.spelling.substance, other.spelling.substance))
        let limit = Int(Double(substance) * Self.formShare)
        return aligner.align(word.spelling, other.spelling, limit: limit).cost <= limit
    }

    /// Of the mentions that share words of the text, the likeliest; the longer one if two are alike.
    private static func withoutOverlaps(_ mentions: [TextMention]) -> [TextMention] {
        var kept: [TextMention] = []
        for mention in mentions.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
            guard let last = kept.last, last.span.overlaps(mention.span) else {
                kept.append(mention)
                continue
            }
            let isBetter = (mention.comparison.score, mention.span.count) > (last.comparison.score, last.span.count)
            if isBetter { kept[kept.count - 1] = mention }
        }
        return kept
    }
}
