// SPDX-License-Identifier: AGPL-3.0-or-later

/// That a member held a compartment's key.
public struct Holding: Hashable, Sendable, Confidential {
    /// How it began or ended.
    public struct Act: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Empty where the member opened the compartment.
        public let reason: String
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        /// Its place in the ledger, and what its author had seen.
        let standing: Standing

        public var sequence: UInt64 { standing.sequence }
    }

    public let member: ID<Member>
    public let since: Act
    public internal(set) var until: Act?
}

/// A disclosure as it was recorded.
public struct RecordedDisclosure: Hashable, Sendable, Confidential {
    public let disclosure: Disclosure
    public let by: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
    public let entry: ID<Entry>
    /// Its place in the ledger, and what whoever recorded it had seen.
    let standing: Standing

    var sequence: UInt64 { standing.sequence }
}

/// Who holds a compartment, who held it, and who was told something of it.
public struct AccessRecord: Sendable, Equatable, Confidential {
    /// In the order in which they began. A member may hold, be ended, and hold again.
    public private(set) var holdings: [Holding]
    public private(set) var disclosures: [RecordedDisclosure] = []
    /// Where in them stands what each has who has the key.
    private var current: [ID<Member>: Int] = [:]
    /// Epochs in the order in which they started; a number is a random name and says nothing of age. The first is 1.
    public private(set) var epochs: [UInt32] = [1]
    /// Where the second epoch and all later ones started in the ledger, and what their authors had seen.
    private(set) var epochStarts: [Standing] = []
    /// The epoch in use.
    public var epoch: UInt32 { epochs.last ?? 1 }

    init(openedBy author: ID<Member>, in entry: LedgerEvent) {
        let act = Holding.Act(by: author, reason: "", at: entry.recordedAt, standing: entry.standing)
        holdings = [Holding(member: author, since: act)]
        current[author] = 0
    }

    /// Where nobody holds by name: the organisation's own compartments.
    init() { holdings = [] }

    /// Whether the ledger so far says that the member has the key. Whoever was removed from the organisation since
    /// still counts here: ``MemberRecord/removal`` says so.
    public func isHeld(by member: ID<Member>) -> Bool { current[member] != nil }

    /// Whether the member has the key or had it: nobody takes back what somebody could read.
    public func wasEverHeld(by member: ID<Member>) -> Bool { holdings.contains { $0.member == member } }

    /// Where in the ledger the member's access ended last; nil where it never did.
    func lastEnd(of member: ID<Member>) -> UInt64? {
        holdings.lazy.filter { $0.member == member }.compactMap { $0.until?.sequence }.max()
    }

    /// How the member's access ended; nil for whoever has the key, and for whoever never had it. What a desk still shows them is as it
    /// stood then.
    public func ending(of member: ID<Member>) -> Holding.Act? {
        isHeld(by: member) ? nil : holdings.last { $0.member == member }?.until
    }

    /// Members who have the key, in the order in which they got it.
    public var holders: [ID<Member>] { current.values.sorted().map { holdings[$0].member } }

    mutating func apply(_ event: AccessEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .opened: throw .compartmentAlreadyOpened
        case .granted(let member, let reason):
            try context.requireCurrent(member)
            guard !reason.isBlank else { throw .reasonMissing }
            guard !isHeld(by: member) else { throw .alreadyAHolder }
            current[member] = holdings.count
            holdings.append(Holding(member: member, since: act(reason, context)))
        case .ended(let member, let reason):
            guard let place = current[member] else { throw .holdsNothing }
            guard !reason.isBlank else { throw .reasonMissing }
            guard current.keys.contains(where: { $0 != member && isAbleToRead($0, context) }) else { throw .lastHolder }
            current[member] = nil
            holdings[place].until = act(reason, context)
        case .epochStarted(let next):
            guard !epochs.contains(next) else { throw .epochNotNewer }
            epochs.append(next)
            epochStarts.append(context.standing)
        case .disclosed(let disclosure):
            guard !disclosure.what.isBlank, !disclosure.toWhom.isBlank, !disclosure.why.isBlank else {
                throw .reasonMissing
            }
            disclosures.append(
                RecordedDisclosure(
                    disclosure: disclosure, by: context.author, at: context.second, entry: context.entry.id,
                    standing: context.standing))
        }
    }

    private func isAbleToRead(_ member: ID<Member>, _ context: FoldContext) -> Bool {
        context.members.isCurrent(member, before: context.sequence)
    }

    private func act(_ reason: String, _ context: FoldContext) -> Holding.Act {
        Holding.Act(by: context.author, reason: reason, at: context.second, standing: context.standing)
    }
}
