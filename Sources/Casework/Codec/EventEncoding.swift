// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension Event {
    /// The one encoding of this event (docs/protocol.md, section 6.4).
    public func encoded() throws(EventEncodingError) -> [UInt8] {
        var writer = EventWriter()
        writer.u8(EventKind.version)
        writer.u16(kindNumber)
        try writer.write(fieldsOf: self)
        guard writer.bytes.bytes.count <= EventLimits.maximumByteCount else { throw .tooLarge }
        return writer.bytes.bytes
    }
}

extension EventWriter {
    mutating func write(fieldsOf event: Event) throws(EventEncodingError) {
        switch event {
        case .organisationFounded(let name, let languages, _):
            try text16(name, .name)
            try count(languages.count, .languages)
            for language in languages { try text8(language, .language) }
        case .memberAdmitted(let member, let name, let device, let verificationKey, let recipient, let endorsement):
            id(member)
            try text16(name, .name)
            id(device)
            try raw(verificationKey, EventLimits.keyByteCount, .key)
            try self.recipient(recipient)
            flag(endorsement != nil)
            if let endorsement { try raw(endorsement, EventLimits.endorsementByteCount, .endorsement) }
        case .memberRemoved(let member, let reason):
            id(member)
            try text16(reason, .reason)
        case .rolesSet(let member, let roles):
            id(member)
            values(roles)
        case .deviceEnrolled(let device, let accessKey):
            id(device)
            try raw(accessKey, EventLimits.keyByteCount, .key)
        case .ledgerEpochStarted(let epoch):
            u32(epoch)
        case .compartmentsErased(let compartments, let grants):
            try ids(compartments, .compartments)
            if !grants.isEmpty { try places(grants) }
        case .requestsErased(let requests, let places):
            try ids(requests, .requests)
            try self.places(places)
        case .requestReceived(let request, let message, let secret, let recipient, let language):
            id(request)
            try payload(message)
            try raw(secret, EventLimits.keyByteCount, .key)
            try self.recipient(recipient)
            try text8(language, .language)
        case .messageReceived(let request, let message):
            id(request)
            try payload(message)
        case .requestOpened(let request):
            id(request)
        case .requestMoved(let request, let state, let reason, let note):
            guard RequestState.reachedByMoves.contains(state) else { throw .notAMove }
            id(request)
            value(state)
            valueOrZero(reason)
            try body(note)
        case .requestStepped(let request, let step, let note):
            id(request)
            try payload(step)
            try body(note)
        case .replySent(let request, let number, let body, let files):
            id(request)
            u32(number)
            try self.body(body)
            try list(files, .files)
        case .noteAdded(let request, let body):
            id(request)
            try self.body(body)
        case .intakeUnreadable(let digest):
            try raw(digest, EventLimits.keyByteCount, .digest)
        case .cardPublished(let version, let validUntil):
            u32(version)
            u64(validUntil)
        case .inCompartment(let event):
            try event.area.write(to: &self)
        case .unknown(let kind, let payload):
            guard !Event.knows(kind) else { throw .kindIsKnown(kind) }
            guard payload.count < EventLimits.maximumByteCount else { throw .tooLarge }
            bytes.raw(payload)
        }
    }

    private mutating func places(_ places: [UInt64]) throws(EventEncodingError) {
        guard places.count <= EventLimits.maximumPlaceCount else { throw .tooLong(.places) }
        u16(UInt16(places.count))
        for place in places { u64(place) }
    }

    private mutating func recipient(_ value: [UInt8]) throws(EventEncodingError) {
        guard value.count == EventLimits.recipientByteCount else { throw .wrongSize(.recipient) }
        field(.bytes(value)) { $0.sized16(value) }
    }
}
