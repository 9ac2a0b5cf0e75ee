// SPDX-License-Identifier: AGPL-3.0-or-later

/// An incident and what was done about it.
public struct IncidentRecord: Sendable, Hashable, Confidential {
    public struct Note: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let text: String
        let standing: Standing
    }

    /// The entry that opened it.
    public let id: ID<Entry>
    public let kind: IncidentKind
    public let affected: Set<CompartmentKind>
    public let opened: Note
    public internal(set) var notes: [Note] = []
    public internal(set) var outcome: Note?

    public var isOpen: Bool { outcome == nil }
}

extension CaseworkPart {
    mutating func apply(_ event: IncidentEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .opened(let kind, let affected, let text):
            guard !text.isBlank else { throw .textMissing }
            incidents.append(
                IncidentRecord(
                    id: context.entry.id, kind: kind, affected: affected, opened: note(text, context)))
        case .noted(let incident, let text):
            let place = try open(incident, context)
            guard !text.isBlank else { throw .textMissing }
            // What was done about it was done without knowing this: it is looked at again.
            if let outcome = incidents[place].outcome {
                incidents[place].notes.append(outcome)
                incidents[place].outcome = nil
            }
            incidents[place].notes.append(note(text, context))
        case .handled(let incident, let outcome):
            let place = try open(incident, context)
            guard !outcome.isBlank else { throw .textMissing }
            if incidents[place].outcome == nil, incidents[place].notes.areSeen(from: context.standing) {
                incidents[place].outcome = note(outcome, context)
            } else {
                incidents[place].notes.append(note(outcome, context))
            }
        }
    }

    /// One that was handled is closed for whoever knew that.
    private func open(_ incident: ID<Entry>, _ context: FoldContext) throws(Refusal) -> Int {
        guard let place = incidents.place(of: incident) else { throw .unknownEntry }
        if let outcome = incidents[place].outcome, context.standing.knew(outcome.standing) { throw .alreadySettled }
        return place
    }

    private func note(_ text: String, _ context: FoldContext) -> IncidentRecord.Note {
        IncidentRecord.Note(by: context.author, at: context.second, text: text, standing: context.standing)
    }
}
