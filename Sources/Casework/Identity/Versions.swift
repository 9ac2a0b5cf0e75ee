// SPDX-License-Identifier: AGPL-3.0-or-later

/// A value that several people edit, perhaps without seeing each other's edits. An edit names the versions that its
/// author saw and replaces; edits that did not see each other stand side by side until a person decides
/// (docs/decisions/0018). Nothing that was ever said is lost.
public struct Versions<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    /// In ledger order.
    public private(set) var all: [Version<Value>] = []
    private var replaced: Set<ID<Entry>> = []
    private var known: Set<ID<Entry>> = []

    public init() {}

    /// The versions that nothing has replaced: one in ordinary work, several after edits that did not see each other.
    public var current: [Version<Value>] { all.filter { !replaced.contains($0.entry) } }

    /// The value, if the current versions agree.
    public var settled: Value? {
        let current = current
        guard let first = current.first, current.allSatisfy({ $0.value == first.value }) else { return nil }
        return first.value
    }

    /// Whether current versions contradict each other, so that a person has to decide.
    public var isContested: Bool { Set(current.map(\.value)).count > 1 }

    /// What was replaced, in ledger order.
    public var past: [Version<Value>] { all.filter { replaced.contains($0.entry) } }

    /// Takes an edit. `value` is nil where the author withdraws what stood there as wrong.
    mutating func record(
        _ value: Value?, replaces: [ID<Entry>], note: String, in saying: Saying
    ) throws(Refusal) {
        try add(Version(value: value, replaces: Set(replaces), note: note, isDecision: false, in: saying))
    }

    /// Takes a person's decision between versions that stand side by side: `kept` stays, in the decision's own name, and
    /// `over` goes. A decision is an edit like any other: two people who decide differently stand side by side again.
    mutating func decide(
        for kept: ID<Entry>, over: [ID<Entry>], reason: String, in saying: Saying
    ) throws(Refusal) {
        guard let version = all.first(where: { $0.entry == kept }) else { throw .unknownVersion }
        guard !over.isEmpty, !over.contains(kept) else { throw .nothingToDecide }
        guard !reason.isBlank else { throw .reasonMissing }
        try add(
            Version(value: version.value, replaces: Set(over + [kept]), note: reason, isDecision: true, in: saying))
    }

    private mutating func add(_ version: Version<Value>) throws(Refusal) {
        guard version.replaces.isSubset(of: known) else { throw .unknownVersion }
        replaced.formUnion(version.replaces)
        known.insert(version.entry)
        all.append(version)
    }
}

/// One edit of a value.
public struct Version<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let author: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    /// Nil: what stood here was withdrawn as wrong.
    public let value: Value?
    public let replaces: Set<ID<Entry>>
    public let note: String
    /// Whether a person chose this among versions that stood side by side.
    public let isDecision: Bool

    init(value: Value?, replaces: Set<ID<Entry>>, note: String, isDecision: Bool, in saying: Saying) {
        entry = saying.entry
        author = saying.member
        recordedAt = saying.recordedAt
        self.value = value
        self.replaces = replaces
        self.note = note
        self.isDecision = isDecision
    }
}
