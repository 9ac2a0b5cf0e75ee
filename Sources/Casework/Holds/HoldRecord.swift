// SPDX-License-Identifier: AGPL-3.0-or-later

/// A hold and who placed and lifted it.
public struct HoldRecord: Sendable, Hashable, Confidential {
    public struct Act: Hashable, Sendable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let words: String
    }

    /// The entry that placed it.
    public let id: ID<Entry>
    public let kind: HoldKind
    public let placed: Act
    /// Where in the ledger it was placed, and what whoever placed it had seen.
    let standing: Standing
    /// The first of two others who would lift it.
    public internal(set) var lifting: Act?
    public internal(set) var lifted: Act?
}

extension CaseworkPart {
    mutating func apply(_ event: HoldEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .placed(let kind, let shown):
            holds.append(
                HoldRecord(
                    id: context.entry.id, kind: kind, placed: act(shown, context), standing: context.standing))
        case .lifted(let hold, let note):
            guard let place = holds.place(of: hold) else { throw .unknownEntry }
            guard holds[place].lifted == nil else { throw .alreadySettled }
            guard !note.isBlank else { throw .reasonMissing }
            try lift(place, act(note, context))
        }
    }

    /// The reasons for a hold may stand where its placer alone can read them, so nobody else ends it alone.
    private mutating func lift(_ place: Int, _ act: HoldRecord.Act) throws(Refusal) {
        guard act.by != holds[place].placed.by else {
            holds[place].lifted = act
            return
        }
        guard let first = holds[place].lifting else {
            holds[place].lifting = act
            return
        }
        guard act.by != first.by else { throw .secondPersonNeeded }
        holds[place].lifted = act
    }

    private func act(_ words: String, _ context: FoldContext) -> HoldRecord.Act {
        HoldRecord.Act(by: context.author, at: context.second, words: words)
    }
}
