// SPDX-License-Identifier: AGPL-3.0-or-later

/// One compartment of a case.
public struct PartRecord: Sendable, Equatable, Confidential {
    public let compartment: ID<Compartment>
    public let `case`: ID<Case>
    public let kind: CompartmentKind
    public let alias: String
    /// The place of its first event in the ledger.
    public let openedIn: UInt64
    public internal(set) var access: AccessRecord
    public internal(set) var content: PartContent
    /// Everything that counted, in ledger order.
    public internal(set) var log: [LogItem] = []

    public var id: ID<Compartment> { compartment }

    /// What it amounts to, where it is casework.
    var casework: CaseworkPart? {
        guard case .casework(let part) = content else { return nil }
        return part
    }

    /// Where a case stands by it, where it is casework in which one was registered.
    var lifecycleState: CaseState? {
        guard case .casework(let part) = content else { return nil }
        return part.lifecycle?.state
    }

    /// The first event of a compartment; nil where something else comes first.
    init?(opening entry: LedgerEvent, by author: ID<Member>) {
        guard case .inCompartment(.access(.opened(let `case`, let kind, let alias))) = entry.event else { return nil }
        compartment = entry.compartment
        self.case = `case`
        self.kind = kind
        self.alias = alias
        openedIn = entry.sequence
        access = AccessRecord(openedBy: author, in: entry)
        content = PartContent(kind)
        log = [LogItem(entry, author)]
    }

    /// Takes an event whose author belonged to the organisation.
    mutating func apply(_ context: FoldContext) throws(Refusal) {
        guard access.isHeld(by: context.author) || isReturning(context) else { throw .notAHolder }
        switch context.entry.event {
        case .inCompartment(.access(let event)):
            try access.apply(event, context)
        case .inCompartment(let event):
            guard event.homes.contains(kind) else { throw .wrongCompartment }
            try content.apply(event, context)
        case .requestReceived, .messageReceived, .requestOpened, .requestMoved, .requestStepped, .replySent,
            .noteAdded:
            try content.applyRequestEvent(context)
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished, .unknown:
            throw .wrongCompartment
        }
        log.append(LogItem(context.entry, context.author))
    }
}

extension PartRecord {
    /// Whoever brought the organisation back with the recovery sheet has every key, and says so in each compartment that there was.
    /// Of one that was opened later, or that they were shut out of since, the sheet's earlier word says nothing: a founder is no
    /// exception.
    private func isReturning(_ context: FoldContext) -> Bool {
        guard case .inCompartment(.access(.granted(context.author, _))) = context.entry.event else { return false }
        let start = max(openedIn, access.lastEnd(of: context.author) ?? 0)
        return context.members.isVouchedForByRoot(context.author, after: start, before: context.sequence)
    }
}

/// One event of a part's history.
public struct LogItem: Hashable, Sendable, Confidential {
    public let entry: ID<Entry>
    public let sequence: UInt64
    public let device: ID<Device>
    public let author: ID<Member>
    /// Seconds since 1970, by the author's clock.
    public let recordedAt: UInt64
    public let event: Event
    /// How many entries its author had.
    private let seenSize: UInt64

    var standing: Standing { Standing(sequence: sequence, author: device, seenSize: seenSize) }

    init(_ entry: LedgerEvent, _ author: ID<Member>) {
        self.entry = entry.id
        seenSize = entry.seenSize
        sequence = entry.sequence
        device = entry.author
        self.author = author
        recordedAt = entry.recordedAt
        event = entry.event
    }
}
