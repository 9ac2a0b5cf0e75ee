// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen between a person and the lists and texts that colleagues compare with their names. It stands beside the
/// names, so that only who knows them learns of it.
public enum ExposureEvent: Hashable, Sendable, Confidential {
    /// A name of the person may stand there. Opens a task under the same entry.
    indirect case found(FoundExposure)
    /// A person looked. `exposure`: the entry of ``found(_:)``; `replaces`: the decisions that the author saw and means to
    /// replace, empty for the first.
    case decided(exposure: ID<Entry>, ExposureVerdict, replaces: [ID<Entry>], reason: String)
}

/// What a person says who has looked at a hit.
public enum ExposureVerdict: UInt8, CaseIterable, Sendable {
    case same = 1
    case notSame
    case cannotTell
}

/// A name of the person, and a name on a list or in a text that may be the same person's.
public struct FoundExposure: Hashable, Sendable, Confidential {
    public var origin: ExposureOrigin
    /// The person's name that came nearest, as the record spells it.
    public var ownSpelling: String
    /// What stands there: the nearest spelling first. Never empty.
    public var theirSpellings: [String]
    /// How likely the names are one person's, as far as names can tell, in ten-thousandths; always under 10,000.
    public var score: UInt16
    /// Why, in words, in each language that the desk has.
    public var explanations: [Explanation]
    public var owner: ID<Member>
    /// Who looks where the owner cannot; the owner again only where nobody else holds the compartment.
    public var deputy: ID<Member>
    /// Seconds since 1970.
    public var due: UInt64

    public init(
        origin: ExposureOrigin, ownSpelling: String, theirSpellings: [String], score: UInt16,
        explanations: [Explanation], owner: ID<Member>, deputy: ID<Member>, due: UInt64
    ) {
        self.origin = origin
        self.ownSpelling = ownSpelling
        self.theirSpellings = theirSpellings
        self.score = score
        self.explanations = explanations
        self.owner = owner
        self.deputy = deputy
        self.due = due
    }

    public struct Explanation: Hashable, Sendable, Confidential {
        /// BCP 47.
        public var language: String
        public var text: String

        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }

    /// The explanation in a language, or in the first that there is.
    public func explanation(in language: String) -> String {
        (explanations.first { $0.language == language } ?? explanations.first)?.text ?? ""
    }
}

/// Where the other name stands.
public enum ExposureOrigin: Hashable, Sendable, Confidential {
    case list(ListedRow)
    case text(TextMention)

    /// Whether this is the hit that was found before, when the list or the text is compared again: what somebody decided about it
    /// is not asked twice. A list's number that now stands for another name or another birth date is somebody else's.
    public func isSameHit(as other: ExposureOrigin) -> Bool {
        switch (self, other) {
        case (.list(let row), .list(let other)): row.isSameRow(as: other)
        case (.text(let mention), .text(let other)): mention.digest == other.digest
        case (.list, .text), (.text, .list): false
        }
    }
}

/// A row of a list as it was when it was compared.
public struct ListedRow: Hashable, Sendable, Confidential {
    /// What the list is called; the same for every version of it.
    public var list: String
    /// Where it was got from.
    public var source: String
    /// The day that the list speaks of, where it says one.
    public var date: Day?
    public var licence: String
    /// The list's own identifier of the row; empty where it has none.
    public var identifier: String
    /// Counted from 1.
    public var line: UInt32
    /// The row's main name.
    public var name: String
    /// As the list writes it; empty where it says none.
    public var birthDate: String

    public init(
        list: String, source: String, date: Day?, licence: String, identifier: String, line: UInt32, name: String,
        birthDate: String
    ) {
        self.list = list
        self.source = source
        self.date = date
        self.licence = licence
        self.identifier = identifier
        self.line = line
        self.name = name
        self.birthDate = birthDate
    }

    /// Without an identifier the name and the birth date are the row.
    fileprivate func isSameRow(as other: ListedRow) -> Bool {
        guard list == other.list, identifier == other.identifier else { return false }
        if identifier.isEmpty { return name == other.name && birthDate == other.birthDate }
        return !Self.differ(name, other.name) && !Self.differ(birthDate, other.birthDate)
    }

    /// What one version of a list leaves out speaks against nothing.
    private static func differ(_ one: String, _ other: String) -> Bool {
        !one.isEmpty && !other.isEmpty && one != other
    }
}

/// A place in a text. The text itself is not kept.
public struct TextMention: Hashable, Sendable, Confidential {
    /// What the text is called.
    public var title: String
    /// The day that it was published, where that is known.
    public var date: Day?
    /// SHA-256 of the text.
    public var digest: [UInt8]
    /// Of the nearest spelling; both counted from 1.
    public var line: UInt32
    public var column: UInt32
    /// The words around it.
    public var excerpt: String

    public init(title: String, date: Day?, digest: [UInt8], line: UInt32, column: UInt32, excerpt: String) {
        self.title = title
        self.date = date
        self.digest = digest
        self.line = line
        self.column = column
        self.excerpt = excerpt
    }
}
