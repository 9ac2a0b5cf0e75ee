// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the reader, and nobody else, has to see first.
extension Attention {
    /// Their own tasks that are overdue, by what they are and since when.
    static func mine(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        guard let me = scene.me else { return [] }
        return part.tasksDue.filter { Day(at: $0.due) < scene.day && $0.people.contains(me) }.map { task in
            Line(
                scene.words.text(
                    "attention.my-task",
                    [
                        "what": scene.words.title(of: task),
                        "when": scene.words.due(Day(at: task.due), on: scene.day).text,
                    ]), "tasks-\(home.hex)", isGrave: true)
        }
    }

    /// That counsel took back what colleagues may still have in mind, that another organisation was asked, and who would take up a paused case.
    static func course(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        let words = scene.words
        var lines: [Line] = []
        if let freeze = part.consent.standstill?.freeze {
            lines.append(
                Line(
                    words.text(
                        "attention.standstill",
                        [
                            "cause": words.name(of: freeze.cause), "day": Day(at: freeze.at).iso,
                            "who": freeze.whoMayDecide,
                        ]),
                    "consent-\(home.hex)", isGrave: true))
        }
        if let takenBack = part.clearance.takenBack {
            let out = signedFiles(scene)
            lines.append(
                Line(
                    words.text(
                        out.isEmpty ? "attention.clearance-taken" : "attention.clearance-taken-out",
                        ["day": Day(at: takenBack.at).iso, "who": out.joined(separator: ", ")]),
                    "clearance-\(home.hex)", isGrave: true))
        }
        if let lifecycle = part.lifecycle, lifecycle.isPaused, let pause = lifecycle.pause {
            // Where it stands paused the state says so.
            if lifecycle.state != .paused {
                lines.append(Line(words.text("course.paused"), "course-\(home.hex)", isGrave: true))
            }
            lines += pause.proposals.map { proposal in
                let own = words.text("attention.taking-up-own")
                return Line(
                    proposal.by == scene.me ? own : words.takingUp(proposal, of: pause, scene.name),
                    "course-\(home.hex)")
            }
        }
        if let lifecycle = part.lifecycle, lifecycle.state == .transferOffered, let offer = lifecycle.transfer {
            let key = offer.by == scene.me ? "attention.transfer-own" : "attention.transfer"
            lines.append(
                Line(
                    words.text(key, ["who": offer.organisation, "name": scene.name(offer.by)]), "course-\(home.hex)"))
        }
        return lines
    }

    /// Who may have a file that the organisation signed for the person, and that counts by itself.
    private static func signedFiles(_ scene: CaseScene) -> [String] {
        scene.record.parts.flatMap { part -> [String] in
            guard case .evidence(let evidence) = part.content else { return [] }
            return evidence.attestations.filter { $0.signedFile != nil && $0.isValid(on: scene.day) }
                .map(\.stated.recipient)
        }
    }

    /// From when on a wait stands first, in seconds: what is younger is an ordinary day's work. Where somebody has days, a day is long.
    static func longWait(_ danger: DangerRating) -> UInt64 {
        switch danger {
        case .lifeInDanger: 0
        case .days: 86_400
        case .notSaid, .weeks, .noHurry: 3 * 86_400
        }
    }
}
