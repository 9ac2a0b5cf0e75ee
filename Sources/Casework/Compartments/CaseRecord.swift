// SPDX-License-Identifier: AGPL-3.0-or-later

/// A case as far as this desk holds its keys: what it has no key for is not here, not even as a number.
public struct CaseRecord: Sendable, Equatable, Confidential {
    public let id: ID<Case>
    /// In the order in which they were opened.
    public internal(set) var parts: [PartRecord]

    /// The name by which colleagues call the case: that of the part that was opened first.
    public var alias: String { parts.first?.alias ?? "" }

    /// The place of the first part in the ledger: cases are in this order.
    var since: UInt64 { parts.first?.openedIn ?? .max }

    /// The parts of one kind: usually one, sometimes two that colleagues opened without knowing of each other.
    public func parts(of kind: CompartmentKind) -> [PartRecord] { parts.filter { $0.kind == kind } }

    public func part(_ compartment: ID<Compartment>) -> PartRecord? {
        parts.first { $0.compartment == compartment }
    }

    public var casework: CaseworkPart? { first(.casework) { if case .casework(let part) = $0 { part } else { nil } } }
    public var identity: IdentityPart? { first(.identity) { if case .identity(let part) = $0 { part } else { nil } } }
    public var whereabouts: WhereaboutsPart? {
        first(.whereabouts) { if case .whereabouts(let part) = $0 { part } else { nil } }
    }
    public var evidence: EvidencePart? { first(.evidence) { if case .evidence(let part) = $0 { part } else { nil } } }
    public var legal: LegalPart? { first(.legal) { if case .legal(let part) = $0 { part } else { nil } } }
    public var conversation: ConversationPart? {
        first(.conversation) { if case .conversation(let part) = $0 { part } else { nil } }
    }

    /// Whether the person wrote something that nobody has read, in a conversation that the member has the key of.
    public func isUnread(for member: ID<Member>?) -> Bool {
        parts.contains { part in
            guard case .conversation(let talk) = part.content, (talk.record?.unreadCount ?? 0) > 0 else { return false }
            return member.map { part.access.ending(of: $0) == nil } ?? true
        }
    }

    /// The same case with some of its parts: what is told of them tells nothing of the others.
    public func keeping(_ compartments: Set<ID<Compartment>>) -> CaseRecord {
        var record = self
        record.parts.removeAll { !compartments.contains($0.compartment) }
        return record
    }

    /// By place: a part is not copied to see that it is another.
    private func first<Part>(_ kind: CompartmentKind, _ select: (PartContent) -> Part?) -> Part? {
        for place in parts.indices where parts[place].kind == kind {
            if let content = select(parts[place].content) { return content }
        }
        return nil
    }
}
