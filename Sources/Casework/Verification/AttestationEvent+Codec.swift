// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension AttestationEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case proposed = 0x0D00
        case issued
        case dropped
        case revoked
        case signed = 0x0D0D
    }

    var kind: Kind {
        switch self {
        case .proposed: .proposed
        case .issued: .issued
        case .dropped: .dropped
        case .revoked: .revoked
        case .signed: .signed
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .proposed: self = .proposed(try reader.payload())
        case .issued: self = .issued(try reader.id(), proposal: try reader.id())
        case .dropped: self = .dropped(try reader.id(), reason: try reader.text16(.reason))
        case .revoked: self = .revoked(try reader.id(), note: try reader.text16(.reason))
        case .signed: self = .signed(try reader.id(), file: try reader.body())
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .proposed(let stated):
            try writer.payload(stated)
        case .issued(let id, let proposal):
            writer.id(id)
            writer.id(proposal)
        case .dropped(let id, let text), .revoked(let id, let text):
            writer.id(id)
            try writer.text16(text, .reason)
        case .signed(let id, let file):
            writer.id(id)
            try writer.unsearchable(file)
        }
    }
}

extension StatedAttestation: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        self.init(
            id: try reader.id(), proposition: try reader.payload(), claims: try reader.ids(),
            recipient: try reader.text16(.title), language: try reader.text8(.language),
            validUntil: try reader.day())
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.id(id)
        try writer.payload(proposition)
        try writer.ids(claims, .list)
        try writer.text16(recipient, .title)
        try writer.text8(language, .language)
        writer.day(validUntil)
    }
}

extension VettedProposition: EventPayload {
    init(reading reader: inout EventReader) throws(EventDecodingError) {
        let kind: VettedPropositionKind = try reader.value()
        switch kind {
        case .identityConfirmed: self = .identityConfirmed
        case .nationalityConfirmed: self = .nationalityConfirmed
        case .servedInRankBand: self = .servedInRankBand(try reader.value())
        case .leftService: self = .leftService(try reader.partialDate())
        case .familyTieConfirmed: self = .familyTieConfirmed
        case .threatConfirmed: self = .threatConfirmed
        case .wordedByCounsel: self = .wordedByCounsel(try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        writer.value(kind)
        switch self {
        case .identityConfirmed, .nationalityConfirmed, .familyTieConfirmed, .threatConfirmed: break
        case .servedInRankBand(let band): writer.value(band)
        case .leftService(let date): writer.partialDate(date)
        case .wordedByCounsel(let text): try writer.text16(text, .reason)
        }
    }
}
