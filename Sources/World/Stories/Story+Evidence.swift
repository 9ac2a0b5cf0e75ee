// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What is claimed, asked and checked.
extension Story {
    mutating func opensEvidence() {
        act(owner, .opensPart(PartPlan(kind: .evidence, members: members(besides: owner, [.verifier]), lines: [])))
    }

    mutating func claims(_ number: Int) -> ID<Claim> {
        let claim: ID<Claim> = id()
        let subject = persona.theme.claims[number]
        say(owner, .evidence, [.claim(.asserted(claim, subject, proposition: own("claim.\(number + 1)")))])
        return claim
    }

    /// Assigned to the verifier, and begun.
    mutating func isInCheck(_ claim: ID<Claim>, ceiling: PermittedActions = .amber) {
        say(owner, .evidence, .claimAssigned(claim, checker: .verifier, owner: owner, ceiling: ceiling))
        wait(days: 1...4)
        say(.verifier, .evidence, [.claim(.checkBegun(claim))])
    }

    mutating func line(
        _ claim: ID<Claim>, _ number: Int, _ bearing: EvidenceBearing = .supports, _ kind: EvidenceKind = .openSource,
        _ method: CheckMethod = .openSources
    ) {
        say(
            .verifier, .evidence,
            [
                .claim(
                    .lineAdded(
                        claim,
                        EvidenceLine(
                            kind: kind, bearing: bearing, origin: text("origin.\(number)"), method: method,
                            grades: Grades(
                                source: random.one(of: [.usuallyReliable, .fairlyReliable]),
                                information: bearing == .supports ? .probablyTrue : .doubtful),
                            note: any("line", 4))))
            ])
    }

    mutating func concludes(_ claim: ID<Claim>, _ finding: ClaimFinding, recheckInMonths: Int? = nil) {
        wait(hours: 3...30)
        let isGood = finding == .corroborated
        let conclusion = ClaimConclusion(
            finding: finding,
            grades: Grades(
                source: isGood ? .usuallyReliable : .fairlyReliable,
                information: isGood ? .confirmedByIndependentSources : .doubtful),
            indicators: CredibilityIndicators(
                internalConsistency: isGood ? .speaksFor : .mixed, externalConsistency: isGood ? .speaksFor : .mixed,
                plausibility: .speaksFor, sufficiencyOfDetail: isGood ? .speaksFor : .notAssessed),
            independenceNote: text("independence"), recheckBy: recheckInMonths.map { today.adding(months: $0) })
        say(.verifier, .evidence, [.claim(.concluded(claim, conclusion))])
    }

    mutating func isCorroborated(_ number: Int, recheckInMonths: Int? = 9) -> ID<Claim> {
        let claim = claims(number)
        isInCheck(claim)
        line(claim, 1, .supports, .otherDocument, .examination)
        line(claim, 2)
        line(claim, 3, .neutral, .database, .localData)
        concludes(claim, .corroborated, recheckInMonths: recheckInMonths)
        return claim
    }

    /// A sitting: every question of the theme is put and answered.
    mutating func isHeard(
        _ kind: StatementKind = .firstAccount, by worker: WorldWorker? = nil, why: String = "", closed: Bool = true
    ) -> ID<Statement> {
        wait(days: 1...4)
        let statement: ID<Statement> = id()
        let stated = StatedStatement(
            id: statement, kind: kind, heldOn: today, setting: random.one(of: [.video, .voice, .inPerson]),
            language: persona.language,
            interpreter: persona.language == "uk" ? .named(text("interpreter")) : .notNeeded,
            interviewer: .outside(""), isPrivileged: false, whyAgain: why)
        let worker = worker ?? owner
        say(worker, .evidence, .statementOpened(stated, interviewer: worker))
        for (index, topic) in persona.theme.told.enumerated() {
            let outcome: AnswerOutcome = topic == .contacts ? .declinesToAnswer : .answered
            say(
                worker, .evidence,
                [
                    .statement(
                        .answered(
                            statement, number: UInt32(index + 1),
                            Asked(
                                topic: topic, question: own("question.\(index + 1)"), outcome: outcome,
                                answer: own("answer.\(index + 1)"))))
                ])
        }
        if closed {
            say(
                worker, .evidence,
                [.statement(.closed(statement, isReadBack: true, .confirmedAloud, note: text("statement.read")))])
        }
        return statement
    }

    /// Two sign that something is so, for one recipient.
    mutating func isVouchedFor(
        _ proposition: VettedProposition, on claims: [ID<Claim>], by second: WorldWorker? = nil, issue: Bool = true
    ) -> ID<Attestation> {
        wait(days: 1...5)
        let attestation: ID<Attestation> = id()
        say(
            .verifier, .evidence,
            [
                .attestation(
                    .proposed(
                        StatedAttestation(
                            id: attestation, proposition: proposition, claims: claims,
                            recipient: text("partner.embassy"),
                            language: "en", validUntil: today.adding(months: 10))))
            ])
        if issue {
            wait(hours: 4...30)
            say(second ?? owner, .evidence, .attestationIssued(attestation))
        }
        return attestation
    }
}
