// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework

/// A compartment that is about to be opened, and who is to hold it beside the worker who opens it.
public struct PartDraft: Sendable {
    public var kind: CompartmentKind
    /// Each with the reason why they need to know.
    public var members: [ID<Member>: String]
    /// What is said in it at once.
    public var events: [CompartmentEvent]

    public init(kind: CompartmentKind, members: [ID<Member>: String] = [:], events: [CompartmentEvent] = []) {
        self.kind = kind
        self.members = members
        self.events = events
    }
}

extension PartDraft {
    /// What is said where it is opened, in this order.
    package func events(of id: ID<Case>, alias: String, by me: ID<Member>) -> [CompartmentEvent] {
        let granted = members.filter { $0.key != me }.sorted { $0.key < $1.key }
        return [.access(.opened(case: id, kind: kind, alias: alias))]
            + granted.map { .access(.granted(member: $0.key, reason: $0.value)) } + events
    }
}

/// The request that becomes a case.
public struct Acceptance: Sendable, Hashable {
    public var request: ID<Request>
    public var danger: DangerRating
    public var note: String

    public init(request: ID<Request>, danger: DangerRating, note: String = "") {
        self.request = request
        self.danger = danger
        self.note = note
    }

    /// What is said of it in the intake.
    package var event: Event { .requestStepped(request: request, .accepted(danger: danger), note: note) }
}

/// A case that is about to be opened.
public struct CaseDraft: Sendable {
    /// By which colleagues call it; no person's name.
    public var alias: String
    /// Nil for a case that did not come through the intake. Otherwise its conversation is carried on in the first
    /// conversation compartment among the parts.
    public var acceptance: Acceptance?
    public var parts: [PartDraft]

    public init(alias: String, acceptance: Acceptance? = nil, parts: [PartDraft]) {
        self.alias = alias
        self.acceptance = acceptance
        self.parts = parts
    }
}
