// SPDX-License-Identifier: AGPL-3.0-or-later

/// One choice of a day or of people: who made it and when.
public struct Choice<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let value: Value
    let standing: Standing
}

/// What was chosen of one thing, such as the day of the next review. A choice takes the place of those that its author had seen
/// (docs/protocol.md, section 6.2) and of no other: of colleagues who had not seen each other's, each stands until somebody who has seen
/// them chooses once more (docs/decisions/0064).
public struct Choices<Value: Hashable & Sendable>: Hashable, Sendable, Confidential {
    /// In ledger order: none before anybody chose, one in ordinary work.
    public private(set) var standing: [Choice<Value>] = []

    init() {}

    init(_ value: Value, _ context: FoldContext) { choose(value, context) }

    /// Whether they say different things: two who chose the same agree.
    public var isApart: Bool { Set(standing.map(\.value)).count > 1 }

    mutating func choose(_ value: Value, _ context: FoldContext) {
        settle(context)
        standing.append(
            Choice(
                entry: context.entry.id, by: context.author, at: context.second, value: value,
                standing: context.standing))
    }

    /// What whoever wrote the entry had seen is dealt with by it.
    mutating func settle(_ context: FoldContext) { standing.settle(from: context.standing) }
}
