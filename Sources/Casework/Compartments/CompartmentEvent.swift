// SPDX-License-Identifier: AGPL-3.0-or-later

/// What happened in a compartment of a case, by area. An area has its events and their encoding in one folder, and one
/// line in each of the five places below.
public enum CompartmentEvent: Hashable, Sendable, Confidential {
    case access(AccessEvent)
    case lifecycle(LifecycleEvent)
    case plan(PlanEvent)
    case risk(RiskEvent)
    case task(TaskEvent)
    case hold(HoldEvent)
    case incident(IncidentEvent)
    case clearance(ClearanceEvent)
    case conversation(ConversationEvent)
    case consent(ConsentEvent)
    case identity(IdentityEvent)
    case whereabouts(WhereaboutsEvent)
    case claim(ClaimEvent)
    case statement(StatementEvent)
    case doubt(DoubtEvent)
    case attestation(AttestationEvent)
    case legal(LegalEvent)
    case exclusion(ExclusionEvent)
    case exposure(ExposureEvent)
}

extension CompartmentEvent {
    /// The kinds of compartment where it may stand. It is refused in every other.
    public var homes: Set<CompartmentKind> {
        switch self {
        case .access: Set(CompartmentKind.allCases)
        case .lifecycle, .plan, .risk, .hold, .incident, .clearance: [.casework]
        case .task: [.casework, .identity]
        case .conversation: [.conversation]
        case .consent: [.casework]
        case .identity, .exposure: [.identity]
        case .whereabouts: [.whereabouts]
        case .claim, .statement, .doubt, .attestation: [.evidence]
        case .legal, .exclusion: [.legal]
        }
    }

    var area: any EventArea {
        switch self {
        case .access(let event): event
        case .lifecycle(let event): event
        case .plan(let event): event
        case .risk(let event): event
        case .task(let event): event
        case .hold(let event): event
        case .incident(let event): event
        case .clearance(let event): event
        case .conversation(let event): event
        case .consent(let event): event
        case .identity(let event): event
        case .whereabouts(let event): event
        case .claim(let event): event
        case .statement(let event): event
        case .doubt(let event): event
        case .attestation(let event): event
        case .legal(let event): event
        case .exclusion(let event): event
        case .exposure(let event): event
        }
    }

    static var areas: [any EventArea.Type] {
        [
            AccessEvent.self, LifecycleEvent.self, PlanEvent.self, RiskEvent.self, TaskEvent.self, HoldEvent.self,
            IncidentEvent.self, ClearanceEvent.self, ConversationEvent.self,
            ConsentEvent.self, IdentityEvent.self, WhereaboutsEvent.self,
            ClaimEvent.self, StatementEvent.self, DoubtEvent.self, AttestationEvent.self, LegalEvent.self,
            ExclusionEvent.self, ExposureEvent.self,
        ]
    }

    /// Nil where no area has such a kind.
    static func read(_ number: UInt16, from reader: inout EventReader) throws(EventDecodingError) -> CompartmentEvent? {
        switch number >> 8 {
        case 0x01: try reader.area(number).map(CompartmentEvent.access)
        case 0x02: try reader.area(number).map(CompartmentEvent.lifecycle)
        case 0x03: try reader.area(number).map(CompartmentEvent.plan)
        case 0x04: try reader.area(number).map(CompartmentEvent.risk)
        case 0x05: try reader.area(number).map(CompartmentEvent.task)
        case 0x07: try reader.area(number).map(CompartmentEvent.hold)
        case 0x08: try reader.area(number).map(CompartmentEvent.incident)
        case 0x06: try reader.area(number).map(CompartmentEvent.consent)
        case 0x09: try reader.area(number).map(CompartmentEvent.identity)
        case 0x0A: try reader.area(number).map(CompartmentEvent.whereabouts)
        case 0x0B: try reader.area(number).map(CompartmentEvent.claim)
        case 0x0C: try reader.area(number).map(CompartmentEvent.statement)
        case 0x0D: try reader.area(number).map(CompartmentEvent.attestation)
        case 0x0E: try reader.area(number).map(CompartmentEvent.legal)
        case 0x0F: try reader.area(number).map(CompartmentEvent.exclusion)
        case 0x11: try reader.area(number).map(CompartmentEvent.doubt)
        case 0x10: try reader.area(number).map(CompartmentEvent.conversation)
        case 0x12: try reader.area(number).map(CompartmentEvent.exposure)
        case 0x13: try reader.area(number).map(CompartmentEvent.clearance)
        default: nil
        }
    }
}
