// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension IdentityEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case recorded = 0x0900
        case withdrawn
        case decided
    }

    var kind: Kind {
        switch self {
        case .recorded: .recorded
        case .withdrawn: .withdrawn
        case .decided: .decided
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .recorded:
            self = .recorded(
                try reader.id(), try reader.payload(), source: try reader.value(), replaces: try reader.ids(),
                note: try reader.text16(.reason))
        case .withdrawn:
            self = .withdrawn(try reader.id(), replaces: try reader.ids(), reason: try reader.text16(.reason))
        case .decided:
            self = .decided(
                try reader.id(), kept: try reader.id(), over: try reader.ids(), reason: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .recorded(let id, let fact, let source, let replaces, let note):
            writer.id(id)
            try writer.payload(fact)
            writer.value(source)
            try writer.ids(replaces, .list)
            try writer.text16(note, .reason)
        case .withdrawn(let id, let replaces, let reason):
            writer.id(id)
            try writer.ids(replaces, .list)
            try writer.text16(reason, .reason)
        case .decided(let id, let kept, let over, let reason):
            writer.id(id)
            writer.id(kept)
            try writer.ids(over, .list)
            try writer.text16(reason, .reason)
        }
    }
}

extension IdentityFact: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        let kind: IdentityFactKind = try reader.value()
        switch kind {
        case .name: self = .name(try reader.payload())
        case .birthDate: self = .birthDate(try reader.partialDate())
        case .birthPlace: self = .birthPlace(try reader.payload())
        case .nationality: self = .nationality(try reader.country())
        case .document: self = .document(try reader.payload())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(kind)
        switch self {
        case .name(let name): try writer.payload(name)
        case .birthDate(let date): writer.partialDate(date)
        case .birthPlace(let place): try writer.payload(place)
        case .nationality(let code): writer.country(code)
        case .document(let document): try writer.payload(document)
        }
    }
}

extension PersonName: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            use: try reader.value(), script: try reader.value(), family: try reader.text16(.title),
            given: try reader.text16(.title), further: try reader.text16(.title))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(use)
        writer.value(script)
        try writer.text16(family, .title)
        try writer.text16(given, .title)
        try writer.text16(further, .title)
    }
}

extension BirthPlace: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(place: try reader.text16(.title), country: try reader.countryIfAny())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.text16(place, .title)
        writer.countryIfAny(country)
    }
}

extension IdentityDocument: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            kind: try reader.value(), issuer: try reader.country(), number: try reader.text16(.title),
            issuedOn: try reader.dayIfAny(), expiresOn: try reader.dayIfAny())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(kind)
        writer.country(issuer)
        try writer.text16(number, .title)
        writer.dayIfAny(issuedOn)
        writer.dayIfAny(expiresOn)
    }
}
