// SPDX-License-Identifier: AGPL-3.0-or-later

/// The work for one person: where it stands, who does it, what is planned, feared, needed and due.
public struct CaseworkPart: Sendable, Equatable, Confidential, PartFolding {
    /// Nil until the case is registered.
    public internal(set) var lifecycle: LifecycleRecord?
    /// In ledger order.
    public internal(set) var plans = Listed<PlanRecord>()
    var planIndex = PlanIndex()
    /// Days on which the case is to be reviewed next, in seconds since 1970.
    public internal(set) var reviews = Choices<UInt64>()
    /// When the case is to be reviewed next, in seconds since 1970. Of days that were set apart the earliest: it reminds early, and whoever
    /// looks finds the other.
    public var nextReview: UInt64? { reviews.standing.map(\.value).min() }
    public internal(set) var risk = RiskRecord()
    var taskList = TaskList()
    /// In the order in which they were placed.
    public internal(set) var holds = Listed<HoldRecord>()
    /// In the order in which they were opened.
    public internal(set) var incidents = Listed<IncidentRecord>()
    /// Counsel's word, whether the organisation may speak for the person.
    public private(set) var clearance = ClearanceRecord()
    /// What may be done with what.
    public private(set) var consent = ConsentLedger()
    /// When each colleague last wrote here, by their own clock, the latest in the ledger last.
    private(set) var lastSaid: [LastWord] = []
    /// What whoever confirms that the case is closed has to have seen, and whoever confirms its erasure.
    private(set) var onClosing = LastSaid()
    private(set) var onErasure = LastSaid()

    init() {}

    /// The holds of a kind that stand.
    public func standing(_ kind: HoldKind) -> [HoldRecord] { holds.filter { $0.kind == kind && $0.lifted == nil } }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        try take(event, context)
        lastSaid.removeAll { $0.by == context.author }
        lastSaid.append(LastWord(by: context.author, at: context.second))
    }

    private mutating func take(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        if case .lifecycle(.registered(let registration)) = event { return try register(registration, context) }
        guard let lifecycle else { throw .caseNotRegistered }
        // By where the case stood for the author: what they wrote before they could know of its end is not lost.
        if let refusal = lifecycle.state(seenFrom: context.standing).refusal(of: event) { throw refusal }
        let (wereKnown, weight) = (risk.knowsNeedsAndWishes, weight(of: event))
        try apply(event, lifecycle, context)
        endTasksDone(by: event, wereKnown: wereKnown, context)
        if weight.onClosing { onClosing.add(context) }
        if weight.onErasure { onErasure.add(context) }
        takeBack(by: weight, endings: lifecycle.endings, context)
    }

    private mutating func apply(
        _ event: CompartmentEvent, _ lifecycle: LifecycleRecord, _ context: FoldContext
    ) throws(Refusal) {
        switch event {
        case .lifecycle(let event): try apply(event, context)
        case .plan(let event): try apply(event, lifecycle, context)
        case .risk(let event): try risk.apply(event, context)
        case .task(.begun(let state, let draft)): try begin(draft, with: state, lifecycle, context)
        case .task(let event):
            if case .set(let draft) = event, draft.template == .counselDate {
                guard context.saying.isCounsel else { throw .counselNeeded }
                // Two desks of counsel that remind of one day do it once.
                if taskList.reminds(of: draft.due) { throw .alreadyRecorded }
            }
            try taskList.apply(event, context)
        case .hold(let event): try apply(event, context)
        case .incident(let event): try apply(event, context)
        case .clearance(let event): try clearance.apply(event, in: context.saying)
        case .consent(let event): try consent.apply(event, in: context.saying)
        case .access, .conversation, .identity, .whereabouts, .claim, .statement, .doubt, .attestation, .legal,
            .exclusion, .exposure:
            throw .wrongCompartment
        }
    }

    private mutating func register(_ registration: Registration, _ context: FoldContext) throws(Refusal) {
        guard lifecycle == nil else { throw .caseAlreadyRegistered }
        guard registration.danger != .notSaid else { throw .dangerNotRated }
        try context.requirePair(registration.owner, registration.deputy)
        lifecycle = LifecycleRecord(registration, context)
    }
}

/// What one member's clock said when they last wrote.
struct LastWord: Hashable, Sendable {
    let by: ID<Member>
    /// Seconds since 1970.
    let at: UInt64
}

extension FoldContext {
    /// Two people who can both read what the work is about.
    func requirePair(_ owner: ID<Member>, _ deputy: ID<Member>) throws(Refusal) {
        guard owner != deputy else { throw .ownerAndDeputyAreOne }
        try requireHolder(owner)
        try requireHolder(deputy)
    }
}
