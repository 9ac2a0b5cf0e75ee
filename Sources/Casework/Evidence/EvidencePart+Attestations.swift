// SPDX-License-Identifier: AGPL-3.0-or-later

extension EvidencePart {
    mutating func apply(_ event: AttestationEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .proposed(let stated):
            guard attestation(stated.id) == nil else { throw .alreadyRecorded }
            try check(stated, on: saying.day)
            attestations.append(
                AttestationRecord(
                    stated: stated, proposedBy: saying.member, proposedAt: saying.recordedAt, proposal: saying.entry,
                    proposedByCounsel: saying.isCounsel))
        case .issued(let id, let proposal):
            let position = try position(of: id, in: .proposed)
            try issue(at: position, proposal: proposal, in: saying)
        case .dropped(let id, let reason):
            let position = try position(of: id, in: .proposed)
            try end(at: position, as: .dropped, reason)
        case .revoked(let id, let note):
            let position = try position(of: id, in: .issued)
            try end(at: position, as: .revoked, note)
        case .signed(let id, let file):
            let position = try position(of: id, in: .issued)
            guard saying.day <= attestations[position].stated.validUntil else { throw .validityOutOfBounds }
            try checkGround(of: attestations[position].stated, on: saying.day)
            attestations[position].signedFile = SignedFile(text: file, by: saying.member, at: saying.recordedAt)
        }
    }

    /// Everything that has to hold when the first signs has to hold again when the second does.
    private func check(_ stated: StatedAttestation, on day: Day) throws(Refusal) {
        guard !stated.recipient.isBlank else { throw .recipientMissing }
        guard stated.validUntil > day, stated.validUntil <= day.adding(months: 12) else { throw .validityOutOfBounds }
        guard !stated.claims.isEmpty else { throw .basisMissing }
        try checkGround(of: stated, on: day)
    }

    /// That it rests on something, and that nothing stands against it: before the first signature, before the second, and before the
    /// organisation's.
    private func checkGround(of stated: StatedAttestation, on day: Day) throws(Refusal) {
        let subjects = stated.proposition.kind.subjects
        for id in stated.claims {
            guard let claim = claim(id), holds(id, on: day) else { throw .basisNotCorroborated }
            guard subjects.isEmpty || subjects.contains(claim.subject) else { throw .basisDoesNotFit }
            guard !doubts.concern(id) else { throw .contradictionOpen }
        }
        guard doubts.withholdings.isEmpty else { throw .withholdingOpen }
    }

    private mutating func issue(
        at position: Int, proposal: ID<Entry>, in saying: Saying
    ) throws(Refusal) {
        let attestation = attestations[position]
        guard attestation.proposal == proposal else { throw .noSuchProposal }
        guard attestation.proposedBy != saying.member else { throw .secondPersonNeeded }
        try check(attestation.stated, on: saying.day)
        if attestation.stated.proposition.kind == .wordedByCounsel {
            guard attestation.proposedByCounsel || saying.isCounsel else { throw .counselNeeded }
        }
        for id in attestation.stated.claims {
            guard let index = claims.place(of: id) else { throw .basisNotCorroborated }
            claims[index].state = .attested
        }
        attestations[position].basis = attestation.stated.claims.compactMap { claim($0)?.conclusion?.grades }
        attestations[position].state = .issued
        attestations[position].secondedBy = saying.member
        attestations[position].issuedOn = saying.day
    }

    private mutating func end(
        at position: Int, as state: AttestationState, _ note: String
    ) throws(Refusal) {
        guard !note.isBlank else { throw .reasonMissing }
        attestations[position].state = state
        attestations[position].endNote = note
    }

    private func position(
        of id: ID<Attestation>, in state: AttestationState
    ) throws(Refusal) -> Int {
        guard let position = attestations.place(of: id) else { throw .unknownItem }
        guard attestations[position].state == state else { throw .forbiddenTransition }
        return position
    }
}
