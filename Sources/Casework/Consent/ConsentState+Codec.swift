// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension ConsentExplanation: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            giver: try reader.payload(), capacityNote: try reader.text16(.reason), purpose: try reader.payload(),
            recipient: try reader.payload(), language: try reader.text8(.language),
            interpreter: try reader.payload(), version: try reader.text16(.title),
            consequencesShown: try reader.flag(), withdrawalShown: try reader.flag(),
            aidIndependenceShown: try reader.flag(), initiative: try reader.value())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        try writer.payload(giver)
        try writer.text16(capacityNote, .reason)
        try writer.payload(purpose)
        try writer.payload(recipient)
        try writer.text8(language, .language)
        try writer.payload(interpreter)
        try writer.text16(version, .title)
        writer.flag(consequencesShown)
        writer.flag(withdrawalShown)
        writer.flag(aidIndependenceShown)
        writer.value(initiative)
    }
}

extension ConsentGiver: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .person
        case 2: self = .guardian(childAssents: try reader.flag())
        case 3: self = .representative
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) {
        switch self {
        case .person:
            writer.u8(1)
        case .guardian(let childAssents):
            writer.u8(2)
            writer.flag(childAssents)
        case .representative:
            writer.u8(3)
        }
    }
}

extension ConsentAnswer: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .given(try reader.payload(), expires: try reader.day())
        case 2: self = .refused
        case 3: self = .deferred
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .given(let terms, let expires):
            writer.u8(1)
            try writer.payload(terms)
            writer.day(expires)
        case .refused:
            writer.u8(2)
        case .deferred:
            writer.u8(3)
        }
    }
}

extension ConsentEvidence: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            isUnderstood: try reader.flag(), method: try reader.value(), givenOn: try reader.day(),
            reviewOn: try reader.dayIfAny(), receipt: try reader.payload(), secondWitness: try reader.idIfAny(),
            supersedes: try reader.ids())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.flag(isUnderstood)
        writer.value(method)
        writer.day(givenOn)
        writer.dayIfAny(reviewOn)
        try writer.payload(receipt)
        writer.idIfAny(secondWitness)
        try writer.ids(supersedes, .list)
    }
}

extension ConsentReceipt: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        switch try reader.u8() {
        case 1: self = .none
        case 2: self = .portal(digest: try reader.digest())
        case 3: self = .signature(digest: try reader.digest())
        default: throw .malformed
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .none:
            writer.u8(1)
        case .portal(let digest):
            writer.u8(2)
            try writer.digest(digest)
        case .signature(let digest):
            writer.u8(3)
            try writer.digest(digest)
        }
    }
}
