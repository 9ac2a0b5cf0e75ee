// SPDX-License-Identifier: AGPL-3.0-or-later

/// Counsel's word to the casework: whether the organisation may speak for the person. It has no field for a reason, and cannot be
/// had from anybody else. No word is a no (docs/decisions/0043).
public enum ClearanceEvent: Hashable, Sendable, Confidential {
    /// `over`: the takings-back that its author had seen. One that they had not seen outlasts it.
    case given(over: [ID<Entry>])
    case takenBack
}

extension ClearanceEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case given = 0x1300
        case takenBack
    }

    var kind: Kind {
        switch self {
        case .given: .given
        case .takenBack: .takenBack
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .given: self = .given(over: try reader.ids())
        case .takenBack: self = .takenBack
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .given(let over): try writer.ids(over, .list)
        case .takenBack: break
        }
    }
}
