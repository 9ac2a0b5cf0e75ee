// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What the desks of a world show together.
struct Seen {
    var refused: [String] = []
    var caseStates: Set<CaseState> = []
    var compartments: Set<CompartmentKind> = []
    var requestStates: Set<RequestState> = []
    var claimStates: Set<ClaimState> = []
    var consentStates: Set<ConsentState> = []
    var riskLevels: Set<RiskLevel> = []
    var tracks: Set<LegalTrack> = []
    var tombstoneCount = 0
    /// Of events, as docs/protocol.md numbers them.
    var kinds: Set<UInt16> = []

    mutating func take(_ state: CaseworkState, on day: Day) throws {
        refused += state.refused.map { "\($0.refusal) at \($0.entry.sequence)" }
        tombstoneCount += state.tombstones.count
        requestStates.formUnion(state.requests.map(\.state))
        try takeKinds(state)
        for record in state.cases {
            compartments.formUnion(record.parts.map(\.kind))
            if let state = record.casework?.lifecycle?.state { caseStates.insert(state) }
            if let level = record.casework?.risk.level { riskLevels.insert(level) }
            claimStates.formUnion(record.evidence?.claims.map(\.state) ?? [])
            consentStates.formUnion(record.casework?.consent.records.map { $0.state(on: day) } ?? [])
            tracks.formUnion(record.legal?.matters.map(\.track) ?? [])
        }
    }

    private mutating func takeKinds(_ state: CaseworkState) throws {
        for entry in state.cases.flatMap(\.parts).flatMap(\.log) { kinds.insert(try Self.kind(entry.event)) }
        if state.organisation?.isRehearsal == true { kinds.insert(20) }
        if !state.members.isEmpty { kinds.insert(2) }
        if state.members.values.contains(where: { $0.removal != nil }) { kinds.insert(11) }
        if state.members.values.contains(where: { !$0.roles.isEmpty && !$0.isVouchedForByRoot }) { kinds.insert(12) }
        if state.devices.values.contains(where: { $0.accessKey != nil }) { kinds.insert(16) }
        if state.card.map({ $0.version > 1 }) == true { kinds.insert(10) }
        if !state.tombstones.isEmpty { kinds.insert(18) }
        if state.tombstones.contains(where: { !$0.grants.isEmpty }) { kinds.insert(22) }
        if !state.requestTombstones.isEmpty { kinds.insert(19) }
        for request in state.requests {
            for (number, item) in request.timeline.enumerated() { kinds.insert(Self.kind(item, isFirst: number == 0)) }
        }
    }

    private static func kind(_ event: Event) throws -> UInt16 {
        try event.encoded()[1...2].reduce(0) { $0 << 8 | UInt16($1) }
    }

    private static func kind(_ item: TimelineItem, isFirst: Bool) -> UInt16 {
        switch item.content {
        case .message: isFirst ? 3 : 4
        case .opened: 5
        case .moved: 6
        case .reply: 7
        case .note: 8
        case .stepped: 13
        // Follows from a message.
        case .reopened: 4
        }
    }
}
