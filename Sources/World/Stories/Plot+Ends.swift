// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// Closing, erasing, coming back, and the colleague who left.
extension Story {
    mutating func ended(_ plot: Plot) {
        let parts: [CompartmentKind] = plot == .erased ? [] : [.identity]
        isUnderWay(danger: .noHurry, parts)
        if plot != .erased { tellsWhoTheyAre() }
        carriesOn(untilDaysBeforeToday: plot == .closing ? 30 : 120)
        if plot == .closing {
            isHeld(.closing, lifted: true)
            wait(untilDaysBeforeToday: 16)
            isReviewed()
            return isProposedForClosing()
        }
        isClosed(random.one(of: [.protectedAndStable, .referred, .selfResolved, .withdrew]))
        switch plot {
        case .reopened: comesBack()
        case .erasurePending:
            wait(untilDaysBeforeToday: 8)
            say(owner, .casework, [.lifecycle(.erasureRequested(reason: text("erasure.why")))])
        case .erased:
            wait(days: 20...40)
            say(owner, .casework, [.lifecycle(.erasureRequested(reason: text("erasure.why")))])
            wait(days: 15...18)
            say(deputy, .casework, [.lifecycle(.erasureConfirmed)])
        case .kept:
            wait(days: 10...20)
            isHeld(.erasure)
            say(owner, .casework, [.lifecycle(.erasureRequested(reason: text("erasure.why")))])
            wait(days: 3...6)
            say(deputy, .casework, [.lifecycle(.erasureCancelled(reason: text("erasure.kept")))])
        default: break
        }
    }

    private mutating func comesBack() {
        wait(untilDaysBeforeToday: 9)
        writes(own("later"), danger: .days)
        wait(hours: 2...9)
        act(owner, .reads)
        say(owner, .casework, [.lifecycle(.moved(to: .reopened, reason: .newContact, note: text("reopened.note")))])
        setTask(.safeContact)
        setTask(.riskAssessment)
    }

    /// - Parameter plot: which authority.
    mutating func beforeAnAuthority(_ plot: Plot) {
        isUnderWay()
        opensLegal()
        isScreened([.noIndicator], mayVouch: true)
        switch plot {
        case .registered:
            let matter = opens(.unhcrStatus, at: "law.place.3", named: "law.title.unhcr")
            for stage in [LegalStage.unhcrRegistered, .unhcrInterview] {
                reaches(matter, stage)
                wait(days: 5...20)
            }
            wait(untilDaysBeforeToday: random.number(15...27))
            reaches(matter, .unhcrRejected)
        case .wanted:
            let matter = opens(.interpolFiles, at: "law.place.4", named: "law.title.interpol")
            reaches(matter, .filesAccessRequested)
            wait(days: 9...20)
            reaches(matter, .filesAccessAdmissible)
            opensEvidence()
            let claim = claims(0)
            isInCheck(claim)
            line(claim, 3, .contradicts, .database, .localData)
            concludes(claim, .contradicted)
            runsClocks(in: matter)
        case .overseas:
            let matter = opens(.us, at: "law.place.2", named: "law.title.us")
            reaches(matter, .usArrival, daysAgo: 180)
            wait(days: 5...20)
            reaches(matter, .usCredibleFear)
            wait(days: 2...5)
            reaches(matter, .usJudgeReview)
            reaches(matter, .usFiled, note: text("law.mistake"))
            say(.counsel, .legal, .stageUndone(matter, reason: text("law.undone")))
            opensEvidence()
            let claim = claims(0)
            say(owner, .evidence, .claimAssigned(claim, checker: .verifier, owner: owner, ceiling: .amber))
        default:
            let matter = opens(.eu, at: "law.place", named: "law.title.eu")
            for stage in [LegalStage.made, .registered, .responsibility, .takeChargeRequested, .takeChargeAccepted] {
                reaches(matter, stage)
                wait(days: 6...20)
            }
            runsClocks(in: matter)
        }
        carriesOn(untilDaysBeforeToday: random.number(2...20))
    }

    /// A colleague carried it and left; somebody else had to take it over.
    mutating func inherited() {
        (owner, deputy) = (.former, .caseworker)
        isUnderWay()
        carriesOn(untilDaysBeforeToday: World.daysSinceFormerLeft + 40)
        wait(untilDaysBeforeToday: World.daysSinceFormerLeft + 6)
        finishTasks()
        isHandedTo(.director)
        wait(untilDaysBeforeToday: World.daysSinceFormerLeft - 5)
        setTask(.keepInformed)
        carriesOn(untilDaysBeforeToday: random.number(1...25))
    }
}
