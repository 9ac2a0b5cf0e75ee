// SPDX-License-Identifier: AGPL-3.0-or-later

/// What somebody judged or wrote down about the person, in the place of what they had seen before.
public struct Judgement<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    let sequence: UInt64
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let value: Value

    init(_ value: Value, _ context: FoldContext) { self.init(value, context.saying) }

    init(_ value: Value, _ saying: Saying) {
        entry = saying.entry
        sequence = saying.sequence
        by = saying.member
        at = saying.recordedAt
        self.value = value
    }
}

/// Judgements of one matter. A judgement takes the place of those that its author names, and of no other: one that was written without
/// having seen a graver one does not hide it (docs/decisions/0018). What all of them amount to is for whoever reads them; nothing that was
/// ever said is lost.
public struct Judgements<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    /// In ledger order.
    public private(set) var all: [Judgement<Value>] = []
    /// Those whose place nothing has taken: one in ordinary work, several after people who did not see each other.
    public private(set) var standing: [Judgement<Value>] = []
    private var known: Set<ID<Entry>> = []

    init() {}

    init(_ first: Judgement<Value>) { append(first) }

    /// `replaces`: what the author saw, and means to take the place of.
    mutating func add(_ value: Value, replaces: [ID<Entry>], _ context: FoldContext) throws(Refusal) {
        try add(value, replaces: replaces, in: context.saying)
    }

    mutating func add(_ value: Value, replaces: [ID<Entry>], in saying: Saying) throws(Refusal) {
        let seen = Set(replaces)
        guard seen.isSubset(of: known) else { throw .unknownVersion }
        standing.removeAll { seen.contains($0.entry) }
        append(Judgement(value, saying))
    }

    private mutating func append(_ judgement: Judgement<Value>) {
        all.append(judgement)
        standing.append(judgement)
        known.insert(judgement.entry)
    }
}
