// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension Story {
    /// Invents the case.
    mutating func tell(_ plot: Plot) {
        switch plot {
        case .urgent: urgent()
        case .vouched: vouched()
        case .contradicted: contradicted()
        case .fresh: fresh()
        case .waiting: waiting()
        case .planned: planned()
        case .reviewed: reviewed()
        case .lost: lost()
        case .impostor: impostor()
        case .inherited: inherited()
        case .family: familyOfFour()
        case .saved: saved()
        case .leaked: leaked()
        case .offered, .transferred: handedOn(accepted: plot == .transferred)
        case .closing, .closed, .reopened, .erasurePending, .erased, .kept: ended(plot)
        case .registered, .wanted, .overseas, .between: beforeAnAuthority(plot)
        }
    }

    private mutating func urgent() {
        arrives(danger: .lifeInDanger)
        isTriaged()
        becomesCase(danger: .lifeInDanger)
        isAssessed(imminent: true, .veryLikely, .fatal)
        tellsWhoTheyAre()
        isSomewhere(.exact)
        agreesToHelp()
        isPlanned()
        isActive()
        let shelter = ConsentRecipient.named(text("partner.shelter"), .shelterOrService)
        // Nobody has answered yet: whoever practises as a visitor can.
        _ = isAskedAtPortal(.partnerService, shelter, [.contactDetails, .caseSummary], about: "route")
        setTask(titled: text("task.route"), by: deputy, within: 20 * Self.hour)
        wait(untilDaysBeforeToday: 1)
        writes(own("later"), danger: .lifeInDanger)
        wait(hours: 1...3)
        act(owner, .reads)
        assessRisk(imminent: true, .veryLikely, .fatal)
        say(
            owner, .casework,
            .taskPostponed(
                tasks.count > 1 ? tasks[0].place : 0, due: now + 6 * Self.hour, reason: text("task.postponed")))
    }

    private mutating func vouched() {
        isUnderWay(danger: .weeks)
        tellsWhoTheyAre()
        opensEvidence()
        _ = isHeard()
        let (served, left) = (isCorroborated(0), isCorroborated(1, recheckInMonths: nil))
        opensLegal()
        isScreened([.noIndicator], mayVouch: true)
        agreesToHelp()
        let paper = ConsentRecipient.named(text("partner.paper"), .newsroom)
        let story = isAskedAtPortal(.newsroom(.pseudonymous), paper, [.statement], about: "paper")
        answersAtPortal(story, about: "paper", omitting: "consent.leave-out")
        isJudgedUnderstood(story)
        let first = isVouchedFor(.servedInRankBand(.enlisted), on: [served])
        _ = isVouchedFor(
            .leftService(PartialDate(year: today.year - 1) ?? persona.birth), on: [left], issue: false)
        wait(days: 5...20)
        let again = isVouchedFor(.servedInRankBand(.enlisted), on: [served])
        // At a director's desk who holds the part; others cannot give the organisation's word.
        act(.director, .signsFile(again))
        if persona.number % 2 == 1 {
            say(.verifier, .evidence, [.attestation(.revoked(first, note: text("attestation.revoked")))])
        }
        let dropped = isVouchedFor(.servedInRankBand(.enlisted), on: [served], issue: false)
        say(.verifier, .evidence, [.attestation(.dropped(dropped, reason: text("attestation.dropped")))])
        _ = applies()
        isLentTo(.counsel, .evidence)
        carriesOn(untilDaysBeforeToday: random.number(3...20))
        let archive = isAskedAtPortal(.researchArchive, .anyOf(.researcher), [.statement], about: "archive")
        // Somebody has yet to read what they said.
        answersAtPortal(archive, about: "archive")
    }

    private mutating func contradicted() {
        isUnderWay(danger: .weeks)
        opensEvidence()
        let first = isHeard()
        let service = claims(0)
        isInCheck(service)
        line(service, 2, .contradicts, .imageOrRecording)
        concludes(service, .contradicted)
        let doubt: ID<Contradiction> = id()
        say(
            .verifier, .evidence,
            [
                .doubt(
                    .contradictionNoted(
                        doubt, earlier: .answer(first, number: 2), later: .claim(service), note: text("doubt.note")))
            ])
        isHeld(.release)
        wait(days: 2...5)
        let second = isHeard(.fullStatement, by: .verifier, why: text("statement.again"), closed: false)
        say(
            .verifier, .evidence,
            [.statement(.added(second, number: 1, heardOn: today, text: text("statement.added")))])
        say(
            owner, .evidence,
            [
                .claim(
                    .explained(
                        service, heardOn: today, explanation: text("doubt.explained"),
                        benefitOfDoubt: text("doubt.benefit")))
            ])
        say(
            owner, .evidence,
            [
                .doubt(
                    .contradictionExplained(
                        doubt, .heard(on: today), explanation: text("doubt.explained"),
                        benefitOfDoubt: text("doubt.benefit")))
            ])
        wait(days: 3...9)
        say(.verifier, .evidence, [.doubt(.contradictionReopened(doubt, reason: text("doubt.reopened")))])
        withholds(asked: .answer(first, number: 3))
        opensLegal()
        isScreened([.noIndicator], mayVouch: true)
        wait(days: 2...5)
        isScreened([.indicator, .counselAdvised], mayVouch: false)
        carriesOn(untilDaysBeforeToday: random.number(3...20))
    }

    private mutating func withholds(asked: Said) {
        let (established, cleared): (ID<Withholding>, ID<Withholding>) = (id(), id())
        for (withholding, number) in [(established, 1), (cleared, 2)] {
            say(
                .verifier, .evidence,
                [
                    .doubt(
                        .withholdingNoted(
                            withholding,
                            StatedWithholding(
                                what: text("withheld.\(number)"), asked: number == 1 ? asked : nil,
                                source: text("withheld.source"),
                                grades: Grades(source: .usuallyReliable, information: .probablyTrue), learnedOn: today))
                    )
                ])
        }
        wait(days: 2...5)
        say(
            owner, .evidence,
            [
                .doubt(.withholdingEstablished(established, .heard(on: today), reason: text("withheld.established"))),
                .doubt(
                    .withholdingCleared(
                        cleared, .notHeard(because: text("withheld.not-heard")), reason: text("withheld.cleared"))),
            ])
    }

    private mutating func fresh() {
        arrives(danger: .days)
        act(.intake, .reads)
        act(.intake, .moves(.inTriage, nil, note: any("triage", 4)))
        becomesCase(danger: .days)
    }

    private mutating func waiting() {
        arrives(danger: .weeks)
        isTriaged()
        becomesCase()
        say(owner, .casework, [.lifecycle(.moved(to: .assessment, reason: nil, note: ""))])
        wait(untilDaysBeforeToday: 1)
        writes(any("news", 6))
    }

    private mutating func planned() {
        isBegun()
        opensEvidence()
        _ = claims(0)
        isPlanned(approved: false, agreed: false)
        say(owner, .casework, .planTurnedDown(why: text("plan.refused")))
        wait(hours: 5...20)
        propose()
        if random.happens(50) { say(deputy, .casework, .planApproved) }
    }

    private mutating func isBegun() {
        arrives(danger: .weeks)
        isTriaged()
        becomesCase()
        isAssessed(.possible, .serious)
    }
}
