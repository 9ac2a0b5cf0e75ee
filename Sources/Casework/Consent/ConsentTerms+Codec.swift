// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension ConsentTerms: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            classes: try reader.values(), items: try reader.list(), purpose: try reader.payload(),
            recipient: try reader.payload(), identifiability: try reader.value(), actions: try reader.value(),
            territory: try reader.list(), conditions: try reader.list(),
            excludedRecipients: try reader.texts16(.title), excludedFacts: try reader.texts16(.reason))
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.values(classes)
        try writer.list(items, .list)
        try writer.payload(purpose)
        try writer.payload(recipient)
        writer.value(identifiability)
        writer.value(actions)
        try writer.list(territory, .list)
        try writer.list(conditions, .list)
        try writer.texts16(excludedRecipients, .title, list: .list)
        try writer.texts16(excludedFacts, .reason, list: .list)
    }
}

extension CountryCode: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) { self = try reader.country() }
    func write(to writer: inout EventWriter) { writer.country(self) }
}

extension ConsentItem: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(entry: try reader.id(), itemClass: try reader.value())
    }

    func write(to writer: inout EventWriter) {
        writer.id(entry)
        writer.value(itemClass)
    }
}

extension ConsentPurpose: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .protectionServices
        case 2: self = .legalProceedings(named: try reader.text16(.title))
        case 3: self = .newsroom(try reader.value())
        case 4: self = .researchArchive
        case 5: self = .statistics
        case 6: self = .partnerService
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .protectionServices:
            writer.u8(1)
        case .legalProceedings(let name):
            writer.u8(2)
            try writer.text16(name, .title)
        case .newsroom(let attribution):
            writer.u8(3)
            writer.value(attribution)
        case .researchArchive:
            writer.u8(4)
        case .statistics:
            writer.u8(5)
        case .partnerService:
            writer.u8(6)
        }
    }
}

extension ConsentRecipient: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .named(try reader.text16(.title), try reader.value())
        case 2: self = .anyOf(try reader.value())
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .named(let name, let recipientClass):
            writer.u8(1)
            try writer.text16(name, .title)
            writer.value(recipientClass)
        case .anyOf(let recipientClass):
            writer.u8(2)
            writer.value(recipientClass)
        }
    }
}

extension Embargo: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .until(try reader.day())
        case 2: self = .untilPersonArrived
        case 3: self = .untilFamilyOut
        case 4: self = .untilCounselClears
        case 5: self = .untilTrialStep(try reader.text16(.title))
        case 6: self = .permanent
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .until(let day):
            writer.u8(1)
            writer.day(day)
        case .untilPersonArrived:
            writer.u8(2)
        case .untilFamilyOut:
            writer.u8(3)
        case .untilCounselClears:
            writer.u8(4)
        case .untilTrialStep(let step):
            writer.u8(5)
            try writer.text16(step, .title)
        case .permanent:
            writer.u8(6)
        }
    }
}
