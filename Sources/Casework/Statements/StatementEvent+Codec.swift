// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension StatementEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case opened = 0x0C00
        case answered
        case added
        case closed
    }

    var kind: Kind {
        switch self {
        case .opened: .opened
        case .answered: .answered
        case .added: .added
        case .closed: .closed
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .opened:
            self = .opened(try reader.payload())
        case .answered:
            self = .answered(try reader.id(), number: try reader.u32(), try reader.payload())
        case .added:
            self = .added(
                try reader.id(), number: try reader.u32(), heardOn: try reader.day(), text: try reader.body())
        case .closed:
            self = .closed(
                try reader.id(), isReadBack: try reader.flag(), try reader.value(), note: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .opened(let stated):
            try writer.payload(stated)
        case .answered(let id, let number, let asked):
            writer.id(id)
            writer.u32(number)
            try writer.payload(asked)
        case .added(let id, let number, let day, let text):
            writer.id(id)
            writer.u32(number)
            writer.day(day)
            try writer.body(text)
        case .closed(let id, let isReadBack, let confirmation, let note):
            writer.id(id)
            writer.flag(isReadBack)
            writer.value(confirmation)
            try writer.text16(note, .reason)
        }
    }
}

extension StatedStatement: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            id: try reader.id(), kind: try reader.value(), heldOn: try reader.day(), setting: try reader.value(),
            language: try reader.text8(.language), interpreter: try reader.payload(),
            interviewer: try reader.payload(), isPrivileged: try reader.flag(), whyAgain: try reader.text16(.reason))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        writer.value(kind)
        writer.day(heldOn)
        writer.value(setting)
        try writer.text8(language, .language)
        try writer.payload(interpreter)
        try writer.payload(interviewer)
        writer.flag(isPrivileged)
        try writer.text16(whyAgain, .reason)
    }
}

extension Interpreter: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .notNeeded
        case 2: self = .named(try reader.text16(.title))
        case 3: self = .machine(try reader.text16(.title))
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .notNeeded:
            writer.u8(1)
        case .named(let name):
            writer.u8(2)
            try writer.text16(name, .title)
        case .machine(let name):
            writer.u8(3)
            try writer.text16(name, .title)
        }
    }
}

extension Interviewer: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .member(try reader.id())
        case 2: self = .outside(try reader.text16(.title))
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .member(let id):
            writer.u8(1)
            writer.id(id)
        case .outside(let name):
            writer.u8(2)
            try writer.text16(name, .title)
        }
    }
}

extension Asked: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            topic: try reader.value(), question: try reader.body(), outcome: try reader.value(),
            answer: try reader.body())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(topic)
        try writer.body(question)
        writer.value(outcome)
        try writer.body(answer)
    }
}
