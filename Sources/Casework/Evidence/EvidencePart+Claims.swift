// SPDX-License-Identifier: AGPL-3.0-or-later

extension EvidencePart {
    mutating func apply(_ event: ClaimEvent, in saying: Saying) throws(Refusal) {
        if case .asserted(let id, let subject, let proposition) = event {
            guard claim(id) == nil else { throw .alreadyRecorded }
            guard !proposition.isBlank else { throw .textMissing }
            claims.append(
                ClaimRecord(
                    id: id, subject: subject, proposition: proposition, assertedBy: saying.member,
                    assertedAt: saying.recordedAt))
            return
        }
        guard let position = claims.place(of: event.claim) else { throw .unknownItem }
        guard case .superseded(let id, let successor) = event else {
            return try claims[position].apply(event, in: saying)
        }
        guard claim(successor) != nil, successions.end(of: successor) != id else { throw .successorNotUsable }
        try claims[position].apply(event, in: saying)
        successions.note(id, leadsTo: successor)
    }
}

/// The claims that took the place of others: whoever follows them comes to one that stands, and never in a circle.
struct Successions: Sendable, Equatable {
    private var next: [ID<Claim>: ID<Claim>] = [:]

    /// Where the way ends. What was walked is shortened, so that a long way is walked once.
    mutating func end(of claim: ID<Claim>) -> ID<Claim> {
        var end = claim
        while let further = next[end] { end = further }
        var current = claim
        while current != end, let further = next[current] {
            next[current] = end
            current = further
        }
        return end
    }

    mutating func note(_ claim: ID<Claim>, leadsTo successor: ID<Claim>) { next[claim] = successor }

    /// It follows from the claims, however much of it was shortened.
    static func == (_: Successions, _: Successions) -> Bool { true }
}
