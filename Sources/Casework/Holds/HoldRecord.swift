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
    public internal(set) var lifted: Act?
}

extension CaseworkPart {
    mutating func apply(_ event: HoldEvent, _ context: FoldContext) throws(Refusal) {
        switch event {
        case .placed(let kind, let shown):
            holds.append(HoldRecord(id: context.entry.id, kind: kind, placed: act(shown, context)))
        case .lifted(let hold, let note):
            guard let place = holds.firstIndex(where: { $0.id == hold }) else { throw .unknownEntry }
            guard holds[place].lifted == nil else { throw .alreadySettled }
            holds[place].lifted = act(note, context)
        }
    }

    private func act(_ words: String, _ context: FoldContext) -> HoldRecord.Act {
        HoldRecord.Act(by: context.author, at: context.second, words: words)
    }
}
