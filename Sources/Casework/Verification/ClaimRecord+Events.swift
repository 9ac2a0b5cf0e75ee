// SPDX-License-Identifier: AGPL-3.0-or-later

extension ClaimRecord {
    /// Takes an event that concerns this claim alone.
    mutating func apply(_ event: ClaimEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .asserted:
            throw .alreadyRecorded
        case .assigned(_, let checker, let owner, let ceiling, let replaces):
            try assign(
                ClaimAssignment(checker: checker, caseOwner: owner, ceiling: ceiling), replaces: replaces, in: saying)
        case .checkBegun:
            try begin(in: saying)
        case .lineAdded(_, let line):
            try add(line, in: saying)
        case .concluded(_, let conclusion):
            try conclude(conclusion, in: saying)
        case .seconded(_, let entry):
            let proposal = try proposal(entry)
            guard proposal.by != saying.member else { throw .secondPersonNeeded }
            conclusion = proposal.conclusion
            self.proposal = nil
            begun = []
            state = .deceptive
        case .notSeconded(_, let entry, let reason):
            _ = try proposal(entry)
            guard !reason.isBlank else { throw .reasonMissing }
            proposal = nil
        case .explained(_, let day, let explanation, let benefit):
            try expect(.explained)
            guard !explanation.isBlank, !benefit.isBlank else { throw .reasonMissing }
            explanations.append(
                ClaimExplanation(
                    entry: saying.entry, heardOn: day, explanation: explanation, benefitOfDoubt: benefit))
            state = .explained
        case .recheckCalled(_, let cause, let note):
            try expect(.recheckDue)
            if cause == .date, !isRecheckDue(on: saying.day) { throw .recheckNotDue }
            if cause == .contraryFact, note.isBlank { throw .reasonMissing }
            state = .recheckDue
        case .superseded(_, let next):
            try expect(.superseded)
            successor = next
            proposal = nil
            begun = []
            state = .superseded
        }
    }

    private mutating func assign(
        _ assignment: ClaimAssignment, replaces: [ID<Entry>], in saying: Saying
    ) throws(Refusal) {
        guard state.isAssignable else { throw .forbiddenTransition }
        // A finding that waits for its second person is not put aside by giving the check to somebody else.
        guard proposal == nil else { throw .proposalOpen }
        guard assignment.checker != assignment.caseOwner else { throw .checkerOwnsTheCase }
        guard assignment.checker != assertedBy else { throw .checkerAsserted }
        let before = assignments.standing
        try assignments.add(assignment, replaces: replaces, in: saying)
        // Whoever has begun, and whose assignment nobody has replaced, goes on.
        let left = before.filter { assignments.standing.contains($0) }.map(\.value.checker)
        begun.removeAll { !left.contains($0) }
        state = begun.isEmpty ? .assigned : .inCheck
    }

    /// Two to whom the check was given apart may both begin.
    private mutating func begin(in saying: Saying) throws(Refusal) {
        if state != .inCheck { try expect(.inCheck) }
        try expectChecker(saying)
        guard !begun.contains(saying.member) else { throw .forbiddenTransition }
        begun.append(saying.member)
        state = .inCheck
    }

    /// Whether the check was concluded by somebody to whom it was given too, and the author of an entry had not seen that: what they found
    /// stands beside it (docs/decisions/0064).
    private func isConcludedUnseen(by saying: Saying) -> Bool {
        switch state {
        case .corroborated, .partlyCorroborated, .unverifiable, .contradicted, .explained, .recheckDue, .attested:
            concludedIn.map { !saying.standing.knew($0) } ?? false
        case .asserted, .assigned, .inCheck, .deceptive, .superseded: false
        }
    }

    private mutating func add(_ line: EvidenceLine, in saying: Saying) throws(Refusal) {
        guard state == .inCheck || isConcludedUnseen(by: saying) else { throw .forbiddenTransition }
        try expectChecker(saying)
        let own = assignments.standing.filter { $0.value.checker == saying.member }
        guard own.allSatisfy({ $0.value.ceiling.permits(line.method.needs) }) else { throw .methodAboveCeiling }
        guard line.origin.contains(where: { !$0.isWhitespace }) else { throw .originMissing }
        lines.append(line)
    }

    private mutating func conclude(_ conclusion: ClaimConclusion, in saying: Saying) throws(Refusal) {
        let isBeside = isConcludedUnseen(by: saying)
        if !isBeside { try expect(conclusion.finding.state) }
        try expectChecker(saying)
        guard proposal == nil else { throw .proposalOpen }
        guard !conclusion.independenceNote.isBlank else { throw .independenceNoteMissing }
        switch conclusion.finding {
        case .corroborated:
            guard lines.corroborate else { throw .notEnoughEvidence }
        case .partlyCorroborated, .unverifiable, .contradicted, .deceptive:
            guard conclusion.indicators.isAssessed else { throw .indicatorsMissing }
        }
        guard !isBeside else {
            findingsBeside.append(Judgement(conclusion, saying))
            // Nothing rests on it until somebody has looked again, whoever was first.
            if conclusion.finding != self.conclusion?.finding, state != .explained { state = .recheckDue }
            return
        }
        findingsBeside = []
        guard conclusion.finding != .deceptive else {
            proposal = DeceptionProposal(entry: saying.entry, by: saying.member, conclusion: conclusion)
            return
        }
        self.conclusion = conclusion
        concludedIn = saying.standing
        begun = []
        state = conclusion.finding.state
    }

    private func expect(_ next: ClaimState) throws(Refusal) {
        guard state.successors.contains(next) else { throw .forbiddenTransition }
    }

    private func expectChecker(_ saying: Saying) throws(Refusal) {
        guard checkers.contains(saying.member) else { throw .notTheChecker }
    }

    private func proposal(_ entry: ID<Entry>) throws(Refusal) -> DeceptionProposal {
        guard let proposal, proposal.entry == entry else { throw .noSuchProposal }
        return proposal
    }
}
