// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension DoubtEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case contradictionNoted = 0x1100
        case contradictionExplained
        case contradictionReopened
        case withholdingNoted
        case withholdingEstablished
        case withholdingCleared
    }

    var kind: Kind {
        switch self {
        case .contradictionNoted: .contradictionNoted
        case .contradictionExplained: .contradictionExplained
        case .contradictionReopened: .contradictionReopened
        case .withholdingNoted: .withholdingNoted
        case .withholdingEstablished: .withholdingEstablished
        case .withholdingCleared: .withholdingCleared
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .contradictionNoted:
            self = .contradictionNoted(
                try reader.id(), earlier: try reader.payload(), later: try reader.payload(),
                note: try reader.text16(.reason))
        case .contradictionExplained:
            self = .contradictionExplained(
                try reader.id(), try reader.payload(), explanation: try reader.body(),
                benefitOfDoubt: try reader.text16(.reason))
        case .contradictionReopened:
            self = .contradictionReopened(try reader.id(), reason: try reader.text16(.reason))
        case .withholdingNoted:
            self = .withholdingNoted(try reader.id(), try reader.payload())
        case .withholdingEstablished:
            self = .withholdingEstablished(
                try reader.id(), try reader.payload(), reason: try reader.text16(.reason))
        case .withholdingCleared:
            self = .withholdingCleared(try reader.id(), try reader.payload(), reason: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .contradictionNoted(let id, let earlier, let later, let note):
            writer.id(id)
            try writer.payload(earlier)
            try writer.payload(later)
            try writer.text16(note, .reason)
        case .contradictionExplained(let id, let hearing, let explanation, let benefit):
            writer.id(id)
            try writer.payload(hearing)
            try writer.body(explanation)
            try writer.text16(benefit, .reason)
        case .contradictionReopened(let id, let reason):
            writer.id(id)
            try writer.text16(reason, .reason)
        case .withholdingNoted(let id, let stated):
            writer.id(id)
            try writer.payload(stated)
        case .withholdingEstablished(let id, let hearing, let reason),
            .withholdingCleared(let id, let hearing, let reason):
            writer.id(id)
            try writer.payload(hearing)
            try writer.text16(reason, .reason)
        }
    }
}

extension Said: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .answer(try reader.id(), number: try reader.u32())
        case 2: self = .claim(try reader.id())
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) {
        switch self {
        case .answer(let id, let number):
            writer.u8(1)
            writer.id(id)
            writer.u32(number)
        case .claim(let id):
            writer.u8(2)
            writer.id(id)
        }
    }
}

extension Hearing: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .heard(on: try reader.day())
        case 2: self = .notHeard(because: try reader.text16(.reason))
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .heard(let day):
            writer.u8(1)
            writer.day(day)
        case .notHeard(let reason):
            writer.u8(2)
            try writer.text16(reason, .reason)
        }
    }
}

extension StatedWithholding: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            what: try reader.text16(.reason), asked: try reader.payloadIfAny(), source: try reader.text16(.reason),
            grades: try reader.payload(), learnedOn: try reader.day())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.text16(what, .reason)
        try writer.payloadIfAny(asked)
        try writer.text16(source, .reason)
        try writer.payload(grades)
        writer.day(learnedOn)
    }
}
