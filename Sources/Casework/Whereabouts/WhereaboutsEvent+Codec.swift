// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension WhereaboutsEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case recorded = 0x0A00
        case ended
        case told
    }

    var kind: Kind {
        switch self {
        case .recorded: .recorded
        case .ended: .ended
        case .told: .told
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .recorded:
            self = .recorded(try reader.payload())
        case .ended:
            self = .ended(try reader.id(), on: try reader.day(), reason: try reader.text16(.reason))
        case .told:
            self = .told(
                try reader.id(), to: try reader.text16(.title), why: try reader.text16(.reason),
                precision: try reader.value())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .recorded(let place):
            try writer.payload(place)
        case .ended(let id, let day, let reason):
            writer.id(id)
            writer.day(day)
            try writer.text16(reason, .reason)
        case .told(let id, let recipient, let why, let precision):
            writer.id(id)
            try writer.text16(recipient, .title)
            try writer.text16(why, .reason)
            writer.value(precision)
        }
    }
}

extension StatedPlace: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            id: try reader.id(), subject: try reader.value(), precision: try reader.value(),
            place: try reader.text16(.reason), validFrom: try reader.day(), validTo: try reader.day(),
            note: try reader.text16(.reason))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        writer.value(subject)
        writer.value(precision)
        try writer.text16(place, .reason)
        writer.day(validFrom)
        writer.day(validTo)
        try writer.text16(note, .reason)
    }
}
