// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension ExposureEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case found = 0x1200
        case decided
    }

    var kind: Kind {
        switch self {
        case .found: .found
        case .decided: .decided
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .found: self = .found(try reader.payload())
        case .decided:
            self = .decided(
                exposure: try reader.id(), try reader.value(), replaces: try reader.ids(),
                reason: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .found(let found): try writer.payload(found)
        case .decided(let exposure, let verdict, let replaces, let reason):
            writer.id(exposure)
            writer.value(verdict)
            try writer.ids(replaces, .list)
            try writer.text16(reason, .reason)
        }
    }
}

extension FoundExposure: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        origin = try reader.payload()
        ownSpelling = try reader.text16(.title)
        theirSpellings = try reader.texts16(.title)
        score = try reader.u16()
        guard score < 10_000 else { throw .malformed }
        explanations = try reader.list()
        owner = try reader.id()
        deputy = try reader.id()
        due = try reader.u64()
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.payload(origin)
        try writer.text16(ownSpelling, .title)
        try writer.texts16(theirSpellings, .title, list: .list)
        writer.u16(min(score, 9_999))
        try writer.list(explanations, .list)
        writer.id(owner)
        writer.id(deputy)
        writer.u64(due)
    }
}

extension FoundExposure.Explanation: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        language = try reader.text8(.language)
        text = try reader.text16(.reason)
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.text8(language, .language)
        try writer.text16(text, .reason)
    }
}

extension ExposureOrigin: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1:
            self = .list(
                ListedRow(
                    list: try reader.text16(.title), source: try reader.text16(.title), date: try reader.dayIfAny(),
                    licence: try reader.text16(.title), identifier: try reader.text16(.title),
                    line: try reader.u32(), name: try reader.text16(.title), birthDate: try reader.text16(.title)))
        case 2:
            self = .text(
                TextMention(
                    title: try reader.text16(.title), date: try reader.dayIfAny(), digest: try reader.digest(),
                    line: try reader.u32(), column: try reader.u32(), excerpt: try reader.text16(.reason)))
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .list(let row):
            writer.u8(1)
            try writer.text16(row.list, .title)
            try writer.text16(row.source, .title)
            writer.dayIfAny(row.date)
            try writer.text16(row.licence, .title)
            try writer.text16(row.identifier, .title)
            writer.u32(row.line)
            try writer.text16(row.name, .title)
            try writer.text16(row.birthDate, .title)
        case .text(let mention):
            writer.u8(2)
            try writer.text16(mention.title, .title)
            writer.dayIfAny(mention.date)
            try writer.digest(mention.digest)
            writer.u32(mention.line)
            writer.u32(mention.column)
            try writer.text16(mention.excerpt, .reason)
        }
    }
}
