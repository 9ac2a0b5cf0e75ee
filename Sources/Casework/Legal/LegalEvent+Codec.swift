// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension LegalEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case opened = 0x0E00
        case counselNamed
        case stageReached
        case stageUndone
        case marked
        case clockSet
        case clockChanged
        case holidaysEntered
        case ruleChecked
        case markUndone
    }

    var kind: Kind {
        switch self {
        case .opened: .opened
        case .counselNamed: .counselNamed
        case .stageReached: .stageReached
        case .stageUndone: .stageUndone
        case .marked: .marked
        case .clockSet: .clockSet
        case .clockChanged: .clockChanged
        case .holidaysEntered: .holidaysEntered
        case .ruleChecked: .ruleChecked
        case .markUndone: .markUndone
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        let matter: ID<LegalMatter> = try reader.id()
        switch kind {
        case .opened:
            self = .opened(
                matter, try reader.value(), jurisdiction: try reader.text16(.title), title: try reader.text16(.title),
                counsel: try reader.text16(.title))
        case .counselNamed:
            self = .counselNamed(matter, try reader.text16(.title))
        case .stageReached:
            self = .stageReached(matter, try reader.payload())
        case .stageUndone:
            self = .stageUndone(matter, step: try reader.id(), reason: try reader.text16(.reason))
        case .markUndone:
            self = .markUndone(matter, mark: try reader.id(), reason: try reader.text16(.reason))
        case .marked:
            self = .marked(matter, try reader.value(), on: try reader.day(), note: try reader.text16(.reason))
        case .clockSet:
            self = .clockSet(
                matter, try reader.id(), title: try reader.text16(.title), try reader.value(), due: try reader.day(),
                citation: try reader.text16(.title))
        case .clockChanged:
            self = .clockChanged(
                matter, try reader.payload(), try reader.payload(), note: try reader.text16(.reason))
        case .holidaysEntered:
            self = .holidaysEntered(matter, try reader.days(), source: try reader.text16(.title))
        case .ruleChecked:
            self = .ruleChecked(
                matter, rule: try reader.text16(.title), on: try reader.day(), try reader.value(),
                note: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(matter)
        switch self {
        case .opened(_, let track, let jurisdiction, let title, let counsel):
            writer.value(track)
            try writer.text16(jurisdiction, .title)
            try writer.text16(title, .title)
            try writer.text16(counsel, .title)
        case .counselNamed(_, let counsel):
            try writer.text16(counsel, .title)
        case .stageReached(_, let stated):
            try writer.payload(stated)
        case .stageUndone(_, let step, let reason), .markUndone(_, let step, let reason):
            writer.id(step)
            try writer.text16(reason, .reason)
        case .marked(_, let mark, let day, let note):
            writer.value(mark)
            writer.day(day)
            try writer.text16(note, .reason)
        case .clockSet(_, let id, let title, let duty, let due, let citation):
            writer.id(id)
            try writer.text16(title, .title)
            writer.value(duty)
            writer.day(due)
            try writer.text16(citation, .title)
        case .clockChanged(_, let clock, let what, let note):
            try writer.payload(clock)
            try writer.payload(what)
            try writer.text16(note, .reason)
        case .holidaysEntered(_, let days, let source):
            try writer.days(days)
            try writer.text16(source, .title)
        case .ruleChecked(_, let rule, let day, let result, let note):
            try writer.text16(rule, .title)
            writer.day(day)
            writer.value(result)
            try writer.text16(note, .reason)
        }
    }
}

extension StatedStage: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            stage: try reader.value(), on: try reader.day(), document: try reader.digestIfAny(),
            suspensiveEffect: try reader.valueOrZero(), note: try reader.text16(.reason))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(stage)
        writer.day(on)
        try writer.digestIfAny(document)
        writer.valueOrZero(suspensiveEffect)
        try writer.text16(note, .reason)
    }
}

extension ClockReference: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .rule(try reader.text16(.title))
        case 2: self = .own(try reader.id())
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .rule(let id):
            writer.u8(1)
            try writer.text16(id, .title)
        case .own(let id):
            writer.u8(2)
            writer.id(id)
        }
    }
}

extension ClockChangeKind: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .extended(by: try reader.payload())
        case 2: self = .suspended(from: try reader.day())
        case 3: self = .resumed(on: try reader.day())
        case 4: self = .met(on: try reader.day())
        case 5: self = .dropped
        case 6: self = .reopened
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .extended(let amount):
            writer.u8(1)
            try writer.payload(amount)
        case .suspended(let day):
            writer.u8(2)
            writer.day(day)
        case .resumed(let day):
            writer.u8(3)
            writer.day(day)
        case .met(let day):
            writer.u8(4)
            writer.day(day)
        case .dropped:
            writer.u8(5)
        case .reopened:
            writer.u8(6)
        }
    }
}

extension LegalAmount: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        let unit = try reader.u8()
        let count = Int(try reader.u16())
        switch unit {
        case 1: self = .days(count)
        case 2: self = .workingDays(count)
        case 3: self = .weeks(count)
        case 4: self = .months(count)
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        guard let count = UInt16(exactly: count) else { throw .tooLong(.list) }
        switch self {
        case .days: writer.u8(1)
        case .workingDays: writer.u8(2)
        case .weeks: writer.u8(3)
        case .months: writer.u8(4)
        }
        writer.u16(count)
    }
}
