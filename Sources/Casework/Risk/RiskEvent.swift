// SPDX-License-Identifier: AGPL-3.0-or-later

/// What threatens the person, what they need, and what they want. `replaces`: the entries whose place it takes, as its author saw them.
public enum RiskEvent: Hashable, Sendable, Confidential {
    /// When the risk is to be assessed, in seconds since 1970.
    case scheduled(UInt64)
    case assessed(RiskAssessment, replaces: [ID<Entry>])
    /// An empty set says that somebody looked and found none.
    case needsRecorded(Set<SpecificNeed>, note: String, replaces: [ID<Entry>])
    /// What the person wants, in their words.
    case wishesRecorded(String, replaces: [ID<Entry>])
}

/// One person's judgement of the danger: threats against vulnerabilities and capacities (Front Line Defenders).
public struct RiskAssessment: Hashable, Sendable, Confidential {
    public var threats: String
    public var vulnerabilities: String
    public var capacities: String
    public var likelihood: Likelihood
    public var impact: Impact
    /// It may happen at any moment, whatever the score.
    public var isImminent: Bool
    /// When it is to be judged again, in seconds since 1970.
    public var reassessBy: UInt64

    public init(
        threats: String, vulnerabilities: String, capacities: String, likelihood: Likelihood, impact: Impact,
        isImminent: Bool, reassessBy: UInt64
    ) {
        self.threats = threats
        self.vulnerabilities = vulnerabilities
        self.capacities = capacities
        self.likelihood = likelihood
        self.impact = impact
        self.isImminent = isImminent
        self.reassessBy = reassessBy
    }

    /// Likelihood x impact, 1...25.
    public var score: Int { Int(likelihood.rawValue) * Int(impact.rawValue) }
    public var level: RiskLevel { isImminent ? .imminent : RiskLevel(score: score) }
}

extension RiskEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case scheduled = 0x0400
        // 0x0401 to 0x0403 said no `replaces`.
        case assessed = 0x0404
        case needsRecorded, wishesRecorded
    }

    var kind: Kind {
        switch self {
        case .scheduled: .scheduled
        case .assessed: .assessed
        case .needsRecorded: .needsRecorded
        case .wishesRecorded: .wishesRecorded
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .scheduled: self = .scheduled(try reader.u64())
        case .assessed: self = .assessed(try reader.payload(), replaces: try reader.ids())
        case .needsRecorded:
            self = .needsRecorded(try reader.values(), note: try reader.body(), replaces: try reader.ids())
        case .wishesRecorded: self = .wishesRecorded(try reader.body(), replaces: try reader.ids())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .scheduled(let second): writer.u64(second)
        case .assessed(let assessment, let replaces):
            try writer.payload(assessment)
            try writer.ids(replaces, .list)
        case .needsRecorded(let needs, let note, let replaces):
            writer.values(needs)
            try writer.body(note)
            try writer.ids(replaces, .list)
        case .wishesRecorded(let text, let replaces):
            try writer.body(text)
            try writer.ids(replaces, .list)
        }
    }
}

extension RiskAssessment: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        threats = try reader.body()
        vulnerabilities = try reader.body()
        capacities = try reader.body()
        likelihood = try reader.value()
        impact = try reader.value()
        isImminent = try reader.flag()
        reassessBy = try reader.u64()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.body(threats)
        try writer.body(vulnerabilities)
        try writer.body(capacities)
        writer.value(likelihood)
        writer.value(impact)
        writer.flag(isImminent)
        writer.u64(reassessBy)
    }
}
