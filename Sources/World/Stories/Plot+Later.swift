// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension Story {
    mutating func reviewed() {
        isUnderWay()
        tellsWhoTheyAre()
        opensEvidence()
        let claim = claims(0)
        isInCheck(claim)
        carriesOn(untilDaysBeforeToday: 30)
        isReviewed(.riskChange)
        goesOnAfterReview()
        wait(untilDaysBeforeToday: 12)
        isReviewed(.legalEvent)
    }

    mutating func lost() {
        isUnderWay()
        agreesToHelp()
        isSomewhere(.region)
        opensEvidence()
        let claim = claims(0)
        isInCheck(claim)
        line(claim, 1, .supports, .otherDocument, .examination)
        concludes(claim, .partlyCorroborated)
        carriesOn(untilDaysBeforeToday: 45)
        wait(untilDaysBeforeToday: 30)
        act(owner, .replies(text("lost.reply")))
        wait(days: 6...9)
        say(
            owner, .casework,
            [
                .lifecycle(.moved(to: .paused, reason: .contactLost, note: text("lost.note"))),
                .consent(.frozen(nil, .contactLost, whoMayDecide: text("lost.decides"))),
            ])
    }

    mutating func impostor() {
        isUnderWay(danger: .days)
        opensEvidence()
        _ = isHeard()
        let service = claims(0)
        isInCheck(service, ceiling: .amber)
        line(service, 4, .contradicts, .database, .remoteDatabase)
        line(service, 2, .contradicts, .imageOrRecording, .openSources)
        concludes(service, .deceptive)
        wait(days: 1...2)
        if random.happens(40) {
            say(owner, .evidence, .deceptionNotSeconded(service, reason: text("deception.not-yet")))
            line(service, 1, .contradicts, .otherDocument, .examination)
            concludes(service, .deceptive)
            wait(days: 1...2)
        }
        say(owner, .evidence, .deceptionSeconded(service))
        suffers(.deception, [.conversation, .casework], handled: true)
        act(owner, .ends(.conversation, deputy, reason: text("why.fewer")))
        isReviewed(.incident)
        isProposedForClosing(.hostile)
        wait(days: 1...3)
        say(deputy, .casework, [.lifecycle(.closingConfirmed)])
    }

    mutating func familyOfFour() {
        isUnderWay(danger: .weeks)
        tellsWhoTheyAre()
        isRecordedTwice()
        correctsTheRecord()
        isSomewhere()
        moves()
        agreesToHelp()
        changesTheirMind()
        let paper = ConsentRecipient.anyOf(.researcher)
        let archive = isAsked(.researchArchive, paper, .organisation)
        refuses(archive, deferring: random.happens(50))
        isTold(.casework)
        setTask(titled: text("task.school"), by: deputy, within: 9 * Self.day)
        if let task = tasks.last {
            say(owner, .casework, .taskAssigned(task.place, owner: owner, deputy: deputy))
            say(owner, .casework, .taskDropped(task.place, reason: text("task.dropped")))
            tasks.removeLast()
        }
        carriesOn(untilDaysBeforeToday: random.number(1...25))
    }

    mutating func saved() {
        isUnderWay(danger: .lifeInDanger)
        isSavedWithoutAsking()
        opensEvidence()
        let claim = claims(0)
        isInCheck(claim, ceiling: .red)
        concludes(claim, .unverifiable)
        suffers(.detention, [.whereabouts], handled: true)
        say(owner, .casework, .dangerRated(.weeks, note: text("danger.lower")))
        carriesOn(untilDaysBeforeToday: random.number(1...20))
    }

    mutating func leaked() {
        isUnderWay(danger: .days)
        opensEvidence()
        let claim = isCorroborated(0)
        carriesOn(untilDaysBeforeToday: 20)
        wait(untilDaysBeforeToday: 9)
        say(
            .verifier, .evidence,
            [.claim(.recheckCalled(claim, .contraryFact, note: text("recheck.note"))), .claim(.checkBegun(claim))])
        let better = claims(1)
        say(owner, .evidence, [.claim(.superseded(claim, by: better))])
        isLentTo(.verifier, .casework)
        suffers(.leak, [.evidence, .whereabouts], handled: false)
        assessRisk(.veryLikely, .severe)
        isHeld(.release)
    }

    mutating func handedOn(accepted: Bool) {
        isUnderWay()
        agreesToHelp()
        carriesOn(untilDaysBeforeToday: accepted ? 60 : 12)
        wait(days: 2...4)
        finishTasks()
        agreesToBeHandedOn(to: text("partner.sister"))
        say(
            owner, .casework,
            [.lifecycle(.transferOffered(to: text("partner.sister"), consent: text("transfer.consent")))])
        setTask(.handOver)
        guard accepted else { return }
        wait(days: 3...8)
        finishTasks()
        say(deputy, .casework, [.lifecycle(.transferAccepted(receipt: text("transfer.receipt")))])
    }
}
