// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// Small values to fold with. Identifiers are told apart by one number.
enum Sample {
    static func id<Subject>(_ number: Int) -> ID<Subject> {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }
        guard let id = ID<Subject>(bytes) else { preconditionFailure("sixteen bytes make an identifier") }
        return id
    }

    static func key(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 32) }
    static let recipient = [UInt8](repeating: 7, count: 1_216)
    static let endorsement = [UInt8](repeating: 9, count: 96)
    static let file = FileReference(
        blob: key(1), seed: key(2), byteCount: 1_234, name: "паспорт.jpg", mediaType: "image/jpeg")

    static func message(
        _ number: Int, danger: DangerRating = .days, body: String = "Помогите", safeContact: String = "только ночью"
    ) -> ReceivedMessage {
        ReceivedMessage(
            id: id(number), assurance: .c, sentHour: 480_000, danger: danger, safeContact: safeContact, body: body,
            files: [file])
    }

    static func requestReceived(_ request: Int, message number: Int, danger: DangerRating = .days) -> Event {
        .requestReceived(
            request: id(request), message: message(number, danger: danger), secret: key(UInt8(request % 251)),
            recipient: recipient, language: "ru")
    }

    /// One event of every kind.
    static let everyEvent: [Event] =
        [
            .organisationFounded(name: "Идите лесом", languages: ["ru", "en"]),
            .organisationFounded(name: "Дальний берег", languages: ["ru"], isRehearsal: true),
            .memberAdmitted(
                member: id(1), name: "Анна", device: id(1), verificationKey: key(3), recipient: recipient,
                endorsement: endorsement),
            .memberAdmitted(
                member: id(2), name: "Boris", device: id(2), verificationKey: key(4), recipient: recipient,
                endorsement: nil
            ),
            .deviceEnrolled(device: id(1), accessKey: key(5)), .ledgerEpochStarted(epoch: 4_000_000_000),
            .compartmentsErased([id(50), id(51)]), .compartmentsErased([id(50)], grants: [7, 1 << 40]),
            .requestsErased([id(10)], places: [4, 1 << 40]),
            requestReceived(10, message: 100),
            .messageReceived(request: id(10), message: message(101)),
            .requestOpened(request: id(10)),
            .requestMoved(request: id(10), to: .declined, reason: .noLawfulRoute, note: "объяснили"),
            .requestMoved(request: id(10), to: .inTriage, reason: nil, note: ""),
            .replySent(request: id(10), number: 1, body: "Мы с вами", files: [file, file]),
            .noteAdded(request: id(10), body: "ask counsel"),
            .requestStepped(request: id(10), .accepted(danger: .days), note: "берём"),
            .requestStepped(request: id(10), .referralOffered(partner: "Партнёр", consent: "написала"), note: ""),
            .requestStepped(request: id(10), .referredOut, note: ""),
            .requestStepped(request: id(10), .linked(to: id(11)), note: ""),
            .requestStepped(request: id(10), .quarantined, note: "странно"),
            .requestStepped(request: id(10), .lapsed, note: ""),
            .requestStepped(request: id(10), .declineProposed(reason: .outsideMandate), note: ""),
            .memberRemoved(member: id(2), reason: "ушла"),
            .rolesSet(member: id(2), roles: [.caseworker, .counsel]),
            .intakeUnreadable(digest: key(5)),
            .cardPublished(version: 1, validUntil: 1_800_000_000),
        ]
        + everyCompartmentEvent.map(Event.inCompartment)
        + [.unknown(kind: 999, payload: [1, 2, 3])]

    /// At least one event of every kind that stands in cases, area by area.
    static let everyCompartmentEvent: [CompartmentEvent] =
        AccessSamples.events + CaseworkSamples.events + ConversationSamples.events + IdentitySamples.events
        + WhereaboutsSamples.events + EvidenceSamples.events + ConsentSamples.events + LegalSamples.events
        + ExposureSamples.events
}

/// A state with entries numbered as they come; device 1 is the founder's.
struct Ledger {
    private(set) var state = CaseworkState()
    private(set) var entries: [LedgerEvent] = []

    init(founded: Bool = true) {
        guard founded else { return }
        add(
            .memberAdmitted(
                member: Sample.id(1), name: "Anna", device: Sample.id(1), verificationKey: Sample.key(3),
                recipient: Sample.recipient, endorsement: Sample.endorsement))
        add(.organisationFounded(name: "Lifeline", languages: ["ru", "en"]))
    }

    /// `seen`: the number of the last entry that the author's desk had; nil for all of them.
    mutating func add(
        _ event: Event, author: Int = 1, at time: UInt64? = nil, in compartment: ID<Compartment>? = nil,
        seen: Int? = nil
    ) {
        let number = entries.count + 1
        let entry = LedgerEvent(
            compartment: compartment ?? event.usualCompartment, sequence: UInt64(number), id: Sample.id(number),
            author: Sample.id(author),
            recordedAt: time ?? UInt64(1_000 * number), event: event, seenSize: seen.map { UInt64($0 + 1) })
        append(entry)
    }

    mutating func append(_ entry: LedgerEvent) {
        entries.append(entry)
        state.apply(entry)
    }

    /// Another device, of a member of its own or of `member`.
    mutating func admit(_ device: Int, member: Int? = nil, endorsed: Bool = false) {
        add(
            .memberAdmitted(
                member: Sample.id(member ?? device), name: "Member \(member ?? device)", device: Sample.id(device),
                verificationKey: Sample.key(UInt8(device)), recipient: Sample.recipient,
                endorsement: endorsed ? Sample.endorsement : nil))
    }

    /// The refusal of the last entry, if it was refused.
    var refusal: Refusal? {
        guard let last = state.refused.last, last.entry == entries.last else { return nil }
        return last.refusal
    }

    func request(_ number: Int) -> RequestRecord? { state.request(Sample.id(number)) }
}

extension Event {
    /// Where it stands unless a test says otherwise.
    var usualCompartment: ID<Compartment> {
        switch self {
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .cardPublished, .unknown:
            .organisation
        case .requestReceived, .messageReceived, .requestOpened, .requestMoved, .requestStepped, .replySent,
            .noteAdded, .intakeUnreadable:
            .intake
        case .inCompartment: Sample.id(50)
        }
    }
}

/// Seeded, so that a failure can be repeated (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
