// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension PortalAsk: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            terms: try reader.payload(), expires: try reader.day(), text: try reader.body(),
            openUntil: try reader.day())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.payload(terms)
        writer.day(expires)
        try writer.body(text)
        writer.day(openUntil)
    }
}

extension PortalChoice: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .agreed(try reader.payload(), until: try reader.day())
        case 2: self = .no
        case 3: self = .asksFirst
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .agreed(let terms, let until):
            writer.u8(1)
            try writer.payload(terms)
            writer.day(until)
        case .no:
            writer.u8(2)
        case .asksFirst:
            writer.u8(3)
        }
    }
}

extension PortalAnswer: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            consent: try reader.id(), choice: try reader.payload(), language: try reader.text8(.language),
            texts: try reader.texts16(.reason))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(consent)
        try writer.payload(choice)
        try writer.text8(language, .language)
        try writer.texts16(texts, .reason, list: .list)
    }
}

extension PortalSaying: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            message: try reader.id(), answer: try reader.payload(), sentHour: try reader.u32(),
            shown: try reader.body(), receipt: try reader.digest())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(message)
        try writer.payload(answer)
        writer.u32(sentHour)
        try writer.body(shown)
        try writer.digest(receipt)
    }
}
