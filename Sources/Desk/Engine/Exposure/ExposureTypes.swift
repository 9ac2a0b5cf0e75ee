// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
public import DeskFormats

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
