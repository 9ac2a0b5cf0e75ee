// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a compartment's events amount to, by its kind.
public indirect enum PartContent: Sendable, Equatable, Confidential {
    case conversation(ConversationPart)
    case identity(IdentityPart)
    case whereabouts(WhereaboutsPart)
    case evidence(EvidencePart)
    case legal(LegalPart)
    case casework(CaseworkPart)

    init(_ kind: CompartmentKind) {
        switch kind {
        case .conversation: self = .conversation(ConversationPart())
        case .identity: self = .identity(IdentityPart())
        case .whereabouts: self = .whereabouts(WhereaboutsPart())
        case .evidence: self = .evidence(EvidencePart())
        case .legal: self = .legal(LegalPart())
        case .casework: self = .casework(CaseworkPart())
        }
    }

    /// Changes nothing where it throws.
    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal) {
        // Each part is taken out while it changes: held twice, its arrays would be copied for every event.
        switch self {
        case .conversation(var part):
            self = Self.taken
            defer { self = .conversation(part) }
            try part.apply(event, context)
        case .identity(var part):
            self = Self.taken
            defer { self = .identity(part) }
            try part.apply(event, context)
        case .whereabouts(var part):
            self = Self.taken
            defer { self = .whereabouts(part) }
            try part.apply(event, context)
        case .evidence(var part):
            self = Self.taken
            defer { self = .evidence(part) }
            try part.apply(event, context)
        case .legal(var part):
            self = Self.taken
            defer { self = .legal(part) }
            try part.apply(event, context)
        case .casework(var part):
            self = Self.taken
            defer { self = .casework(part) }
            try part.apply(event, context)
        }
    }

    /// An event of a request, which belongs into a conversation.
    mutating func applyRequestEvent(_ context: FoldContext) throws(Refusal) {
        guard case .conversation(var part) = self else { throw .wrongCompartment }
        self = Self.taken
        defer { self = .conversation(part) }
        try part.apply(context)
    }

    private static let taken = PartContent.conversation(ConversationPart())
}

/// The state of one kind of compartment.
protocol PartFolding: Sendable, Equatable {
    init()
    /// Takes an event whose author holds the compartment and which may stand here. It checks before it changes: where
    /// it throws, it has changed nothing.
    mutating func apply(_ event: CompartmentEvent, _ context: FoldContext) throws(Refusal)
}
