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
    case conversation(ConversationEvent)
}

extension CompartmentEvent {
    /// The kinds of compartment where it may stand. It is refused in every other.
    public var homes: Set<CompartmentKind> {
        switch self {
        case .access: Set(CompartmentKind.allCases)
        case .lifecycle, .plan, .risk, .task, .hold, .incident: [.casework]
        case .conversation: [.conversation]
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
        case .conversation(let event): event
        }
    }

    static var areas: [any EventArea.Type] {
        [
            AccessEvent.self, LifecycleEvent.self, PlanEvent.self, RiskEvent.self, TaskEvent.self, HoldEvent.self,
            IncidentEvent.self, ConversationEvent.self,
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
        case 0x10: try reader.area(number).map(CompartmentEvent.conversation)
        default: nil
        }
    }
}
