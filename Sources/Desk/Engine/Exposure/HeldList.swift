// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
internal import Names

/// The subject of ``HeldList/id``.
public enum KeptList {}

/// A list of people that a worker dropped in, as this desk keeps it: what its publisher says of it, and how far it was
/// compared. It never leaves the machine.
public struct HeldList: Sendable, Hashable, RedactedPrinting {
    public let id: ID<KeptList>
    /// The same for every version: a list takes the place of an older one of its title.
    public let title: String
    public let source: String
    /// The day that it speaks of; nil where nobody knows.
    public let date: Day?
    public let licence: String
    /// Seconds since 1970.
    public let addedAt: UInt64
    public let personCount: Int
    public let nameCount: Int
    /// Rows that could not be read.
    public let leftOutCount: Int
    /// The first of these, with their lines.
    public let brokenRows: [BrokenRow]
    /// The newest comparison with the names of open cases.
    public internal(set) var comparison: Comparing?

    public struct BrokenRow: Sendable, Hashable {
        /// Counted from 1.
        public let line: Int
        /// The name of a ``WatchList/Problem/Reason``.
        public let reason: String
    }

    /// What was compared, and what came of it.
    public struct Comparing: Sendable, Hashable {
        /// Seconds since 1970.
        public let at: UInt64
        public let personCount: Int
        /// SHA-256 of every name that was compared, to tell when they have changed since.
        public let namesDigest: [UInt8]
        public let hitCount: Int
        /// Of these, the ones that nobody knew before.
        public let newCount: Int
        /// Persons who resemble more rows than are shown for one.
        public let crowdedCount: Int
    }

    /// Days after which a list is stale; people have been added and taken off since.
    public static let freshDayCount = WatchList.freshDayCount

    /// Whether nobody should rely on it before it was fetched again: it is old, or its day is not known.
    public func isStale(on day: Day) -> Bool {
        guard let date else { return true }
        return day.number - date.number > Self.freshDayCount
    }
}

/// What a worker says of a list that they drop in.
public struct ListDraft: Sendable, Hashable, RedactedPrinting {
    public var title: String
    public var source: String
    public var date: Day?
    public var licence: String

    public init(title: String, source: String, date: Day?, licence: String) {
        self.title = title
        self.source = source
        self.date = date
        self.licence = licence
    }
}

/// A text that is compared and not kept.
public struct TextDraft: Sendable, Hashable, RedactedPrinting {
    public var title: String
    public var date: Day?
    public var text: String

    /// In UTF-8: four megabytes take some four seconds.
    public static let maximumByteCount = 4 << 20

    public init(title: String, date: Day?, text: String) {
        self.title = title
        self.date = date
        self.text = text
    }
}

/// What came of a text, until the desk is locked.
public struct TextComparing: Sendable, Hashable, RedactedPrinting {
    public let title: String
    public let date: Day?
    public let comparing: HeldList.Comparing
}

/// What the page of exposure has to go by, beside the state.
public struct ExposureOverview: Sendable, Hashable {
    public var lists: [HeldList] = []
    /// Texts that were compared since the desk was unlocked, the newest first.
    public var texts: [TextComparing] = []
    /// Whose names are compared.
    public var personCount = 0
    /// Parts whose key is held and in which no name stands: of these nobody can be found.
    public var namelessCount = 0
    public var namesDigest: [UInt8] = []
    /// The record of the lists was damaged on this machine's disk: they have to be added again.
    public var isDamaged = false

    public init() {}
}
