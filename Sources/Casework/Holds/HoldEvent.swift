// SPDX-License-Identifier: AGPL-3.0-or-later

/// A stop that somebody puts on a case for reasons that may stand where others cannot read.
public enum HoldEvent: Hashable, Sendable, Confidential {
    /// `shown`: what everybody in the casework may read of the reason, if anything.
    case placed(HoldKind, shown: String)
    /// `hold`: the entry that placed it. Whoever placed it lifts it alone; of others it takes two.
    case lifted(hold: ID<Entry>, note: String)
}

/// What a hold stops.
public enum HoldKind: UInt8, CaseIterable, Sendable {
    case closing = 1
    case erasure
    case release
}

extension HoldEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case placed = 0x0700
        case lifted
    }

    var kind: Kind {
        switch self {
        case .placed: .placed
        case .lifted: .lifted
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .placed: self = .placed(try reader.value(), shown: try reader.text16(.reason))
        case .lifted: self = .lifted(hold: try reader.id(), note: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .placed(let kind, let shown):
            writer.value(kind)
            try writer.text16(shown, .reason)
        case .lifted(let hold, let note):
            writer.id(hold)
            try writer.text16(note, .reason)
        }
    }
}
