// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension Event {
    /// Reads the canonical encoding (docs/protocol.md, section 6.4); refuses every other.
    public init(decoding bytes: [UInt8]) throws(EventDecodingError) {
        guard bytes.count <= EventLimits.maximumByteCount else { throw .tooLarge }
        var reader = EventReader(bytes: ByteReader(bytes))
        let version = try reader.u8()
        guard version == EventKind.version else { throw .unsupportedVersion(version) }
        let number = try reader.u16()
        if let kind = EventKind(rawValue: number) {
            self = try reader.event(of: kind)
        } else if let event = try CompartmentEvent.read(number, from: &reader) {
            self = .inCompartment(event)
        } else {
            self = .unknown(kind: number, payload: reader.bytes.rest())
        }
        guard reader.bytes.remainingCount == 0 else { throw .malformed }
    }
}

extension EventReader {
    fileprivate mutating func event(of kind: EventKind) throws(EventDecodingError) -> Event {
        switch kind {
        case .organisationFounded:
            return .organisationFounded(name: try text16(.name), languages: try languages())
        case .rehearsalFounded:
            return .organisationFounded(name: try text16(.name), languages: try languages(), isRehearsal: true)
        case .memberAdmitted:
            return .memberAdmitted(
                member: try id(), name: try text16(.name), device: try id(),
                verificationKey: try raw(EventLimits.keyByteCount), recipient: try recipient(),
                endorsement: try endorsement())
        case .memberRemoved:
            return .memberRemoved(member: try id(), reason: try text16(.reason))
        case .rolesSet:
            return .rolesSet(member: try id(), roles: try values())
        case .deviceEnrolled:
            return .deviceEnrolled(device: try id(), accessKey: try raw(EventLimits.keyByteCount))
        case .ledgerEpochStarted:
            return .ledgerEpochStarted(epoch: try u32())
        case .compartmentsErased:
            return .compartmentsErased(try ids())
        case .grantsErased:
            let compartments: [ID<Compartment>] = try ids()
            let grants = try places()
            // Without places there is another kind.
            guard !grants.isEmpty else { throw .malformed }
            return .compartmentsErased(compartments, grants: grants)
        case .requestsErased:
            return .requestsErased(try ids(), places: try places())
        case .requestReceived:
            return .requestReceived(
                request: try id(), message: try payload(), secret: try raw(EventLimits.keyByteCount),
                recipient: try recipient(), language: try text8(.language))
        case .messageReceived:
            return .messageReceived(request: try id(), message: try payload())
        case .requestOpened:
            return .requestOpened(request: try id())
        case .requestMoved:
            return .requestMoved(request: try id(), to: try movedState(), reason: try valueOrZero(), note: try body())
        case .requestStepped:
            return .requestStepped(request: try id(), try payload(), note: try body())
        case .replySent:
            return .replySent(request: try id(), number: try u32(), body: try body(), files: try list())
        case .noteAdded:
            return .noteAdded(request: try id(), body: try body())
        case .intakeUnreadable:
            return .intakeUnreadable(digest: try raw(EventLimits.keyByteCount))
        case .cardPublished:
            return .cardPublished(version: try u32(), validUntil: try u64())
        }
    }

    /// The states of kind 6. Later ones are reached by steps, which have a kind of their own, because an older desk
    /// refuses a kind-6 event with a number that it does not know.
    private mutating func movedState() throws(EventDecodingError) -> RequestState {
        let state: RequestState = try value()
        guard RequestState.reachedByMoves.contains(state) else { throw .malformed }
        return state
    }

    private mutating func languages() throws(EventDecodingError) -> [String] {
        var languages: [String] = []
        for _ in 0..<(try u8()) { languages.append(try text8(.language)) }
        return languages
    }

    private mutating func places() throws(EventDecodingError) -> [UInt64] {
        var places: [UInt64] = []
        for _ in 0..<(try u16()) { places.append(try u64()) }
        return places
    }

    private mutating func endorsement() throws(EventDecodingError) -> [UInt8]? {
        try flag() ? try raw(EventLimits.endorsementByteCount) : nil
    }

    private mutating func recipient() throws(EventDecodingError) -> [UInt8] {
        let count = Int(try u16())
        guard count == EventLimits.recipientByteCount else { throw .malformed }
        return try raw(count)
    }
}
