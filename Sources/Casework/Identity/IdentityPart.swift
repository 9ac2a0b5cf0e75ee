// SPDX-License-Identifier: AGPL-3.0-or-later

/// Who a person is, as far as the events of one compartment say.
public struct IdentityPart: Sendable, Equatable, Confidential, PartFolding {
    /// In the order in which they were first recorded.
    public private(set) var facts = Listed<FactRecord>()
    /// In the order in which they were found.
    public internal(set) var exposures = Listed<ExposureRecord>()
    var taskList = TaskList()

    init() {}

    public func fact(_ id: ID<Fact>) -> FactRecord? { facts[id: id] }

    /// Facts in which versions stand side by side that a person has to decide between.
    public var contested: [FactRecord] { facts.filter(\.isContested) }

    /// Kinds of which a person has one and the record has several that differ: two desks began the same fact apart.
    public var doubled: [IdentityFactKind] {
        IdentityFactKind.allCases.filter { kind in
            kind.isSingle && Set(facts.filter { $0.kind == kind }.compactMap(\.settled)).count > 1
        }
    }

    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .identity(let event): try apply(event, in: context.saying)
        case .exposure(let event): try apply(event, context)
        case .task(let event): try apply(event, context)
        case .access, .lifecycle, .plan, .risk, .hold, .incident, .clearance, .conversation, .consent, .whereabouts,
            .claim,
            .statement, .doubt, .attestation, .legal, .exclusion:
            throw .wrongCompartment
        }
    }

    private mutating func apply(_ event: IdentityEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .recorded(let id, let fact, let source, let replaces, let note):
            try record(fact, source: source, replaces: replaces, note: note, of: id, in: saying)
        case .withdrawn(let id, let replaces, let reason):
            guard let position = facts.place(of: id) else { throw .unknownItem }
            guard !replaces.isEmpty else { throw .unknownVersion }
            guard !reason.isBlank else { throw .reasonMissing }
            try facts[position].versions.record(nil, replaces: replaces, note: reason, in: saying)
        case .decided(let id, let kept, let over, let reason):
            guard let position = facts.place(of: id) else { throw .unknownItem }
            try facts[position].versions.decide(for: kept, over: over, reason: reason, in: saying)
        }
    }

    private mutating func record(
        _ fact: IdentityFact, source: FactSource, replaces: [ID<Entry>], note: String, of id: ID<Fact>,
        in saying: Saying
    ) throws(Refusal) {
        let stated = StatedFact(fact: fact, source: source)
        guard let position = facts.place(of: id) else {
            var record = FactRecord(id: id, kind: fact.kind)
            try record.versions.record(stated, replaces: replaces, note: note, in: saying)
            facts.append(record)
            return
        }
        guard facts[position].kind == fact.kind else { throw .otherKindOfFact }
        try facts[position].versions.record(stated, replaces: replaces, note: note, in: saying)
    }
}

/// A fact and all that was ever said about it.
public struct FactRecord: Sendable, Hashable, Confidential {
    public let id: ID<Fact>
    public let kind: IdentityFactKind
    public internal(set) var versions = Versions<StatedFact>()

    /// Whether versions that differ stand side by side. The same fact from two sources is no contradiction.
    public var isContested: Bool { Set(versions.current.map { $0.value?.fact }).count > 1 }

    /// The fact, unless it is contested or was withdrawn.
    public var settled: IdentityFact? { isContested ? nil : versions.current.first?.value?.fact }
}

/// A fact and how it is known.
public struct StatedFact: Hashable, Sendable, Confidential {
    public var fact: IdentityFact
    public var source: FactSource

    public init(fact: IdentityFact, source: FactSource) {
        self.fact = fact
        self.source = source
    }
}

/// What can happen to a fact of identity.
public enum IdentityEvent: Hashable, Sendable, Confidential {
    /// A fact is stated or edited. `replaces`: the versions that the author saw and means to replace; empty for a new fact.
    indirect case recorded(ID<Fact>, IdentityFact, source: FactSource, replaces: [ID<Entry>], note: String)
    /// What stood there is wrong, and nothing better is known.
    case withdrawn(ID<Fact>, replaces: [ID<Entry>], reason: String)
    /// A person chose between versions that stood side by side.
    case decided(ID<Fact>, kept: ID<Entry>, over: [ID<Entry>], reason: String)
}
