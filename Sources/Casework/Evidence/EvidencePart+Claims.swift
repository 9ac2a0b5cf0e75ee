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
        guard let position = claims.firstIndex(where: { $0.id == event.claim }) else { throw .unknownItem }
        if case .superseded(let id, let successor) = event {
            guard leads(from: successor, to: id) == false else { throw .successorNotUsable }
        }
        try claims[position].apply(event, in: saying)
    }

    /// Whether following the successors of `start` ends at `goal`; nil where `start` is unknown.
    private func leads(from start: ID<Claim>, to goal: ID<Claim>) -> Bool? {
        guard claim(start) != nil else { return nil }
        var next: ID<Claim>? = start
        for _ in 0...claims.count {
            guard let current = next else { return false }
            if current == goal { return true }
            next = claim(current)?.successor
        }
        return true
    }
}
