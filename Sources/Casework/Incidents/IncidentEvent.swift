// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something went wrong that may put the person or the work in danger.
public enum IncidentEvent: Hashable, Sendable, Confidential {
    /// `affected`: the kinds of compartments whose facts may have come out.
    case opened(IncidentKind, affected: Set<CompartmentKind>, text: String)
    /// `incident`: the entry that opened it.
    case noted(incident: ID<Entry>, text: String)
    /// What was done. The case may be closed again.
    case handled(incident: ID<Entry>, outcome: String)
}

public enum IncidentKind: UInt8, CaseIterable, Sendable {
    case leak = 1
    /// Somebody came up to the person, a relative or a colleague.
    case approach
    case detention
    case surveillance
    case deviceLoss
    case deniedEntry
    /// Somebody is thought to have deceived the organisation.
    case deception
    case other
}

extension IncidentEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case opened = 0x0800
        case noted, handled
    }

    var kind: Kind {
        switch self {
        case .opened: .opened
        case .noted: .noted
        case .handled: .handled
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .opened:
            self = .opened(try reader.value(), affected: try reader.values(), text: try reader.body())
        case .noted: self = .noted(incident: try reader.id(), text: try reader.body())
        case .handled: self = .handled(incident: try reader.id(), outcome: try reader.body())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .opened(let kind, let affected, let text):
            writer.value(kind)
            writer.values(affected)
            try writer.body(text)
        case .noted(let incident, let text), .handled(let incident, let text):
            writer.id(incident)
            try writer.body(text)
        }
    }
}
