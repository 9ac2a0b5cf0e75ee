// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One day on which something is due in a case.
struct DateLine {
    let due: Day
    let when: When
    let text: String
    let href: String
}

/// What comes next in a case, of every part that this desk can open, the earliest first.
enum CaseDates {
    /// Lists go by thousands of days and say one or two of them: what is not shown is not put into words.
    private struct Due {
        let day: Day
        let nearDays: Int
        let text: () -> String
        let anchor: () -> String
        /// Whose it is; empty where it is everybody's.
        let people: [ID<Member>]

        init(
            day: Day, text: @autoclosure @escaping () -> String, anchor: @autoclosure @escaping () -> String,
            nearDays: Int = 7, people: [ID<Member>] = []
        ) {
            self.day = day
            self.people = people
            self.text = text
            self.anchor = anchor
            self.nearDays = nearDays
        }
    }

    /// With whose each is.
    static func lines(_ scene: CaseScene) -> [DateLine] {
        held(scene).flatMap { dues($0, scene) }.map { line($0, scene, withPeople: true) }
            .sorted { ($0.due, $0.text) < ($1.due, $1.text) }
    }

    /// The first of the lines.
    static func first(_ scene: CaseScene) -> DateLine? {
        let all = held(scene).flatMap { dues($0, scene) }
        guard let day = all.map(\.day).min() else { return nil }
        let lines = all.filter { $0.day == day }.map { line($0, scene) }
        return lines.min { $0.text < $1.text }
    }

    /// The first day on which something is due.
    static func next(_ scene: CaseScene) -> Day? {
        held(scene).lazy.flatMap { dues($0, scene) }.map(\.day).min()
    }

    /// What was due in a part that the reader has lost may have been done long ago.
    private static func held(_ scene: CaseScene) -> [PartRecord] {
        scene.record.parts.filter { scene.ending(of: $0) == nil }
    }

    private static func line(_ due: Due, _ scene: CaseScene, withPeople: Bool = false) -> DateLine {
        let people =
            withPeople ? due.people.map { $0 == scene.me ? scene.words.text("people.you") : scene.name($0) } : []
        return DateLine(
            due: due.day, when: scene.words.due(due.day, on: scene.day, nearDays: due.nearDays),
            text: people.isEmpty ? due.text() : "\(due.text()) · \(people.joined(separator: ", "))",
            href: "#\(due.anchor())")
    }

    private static func dues(_ part: PartRecord, _ scene: CaseScene) -> [Due] {
        switch part.content {
        case .casework(let content): work(content, part.compartment, scene)
        case .whereabouts(let content):
            content.current(on: scene.day).map {
                Due(
                    day: $0.validTo, text: scene.words.text("dates.place", ["who": scene.words.name(of: $0.subject)]),
                    anchor: "place-\($0.id.hex)", nearDays: 3)
            }
        case .evidence(let content): evidence(content, scene)
        case .legal(let content):
            content.matters.flatMap { matter in
                matter.clocks(on: scene.day).filter { $0.urgency(on: scene.day) != nil }.map {
                    Due(day: $0.due, text: scene.words.name(of: $0), anchor: "matter-\(matter.id.hex)", nearDays: 14)
                }
            }
        case .identity(let content):
            content.tasks.filter(\.isOpen).map {
                Due(
                    day: Day(at: $0.due), text: scene.words.title(of: $0), anchor: "exposure-\($0.id.hex)", nearDays: 3,
                    people: $0.people)
            }
        case .conversation: []
        }
    }

    private static func work(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Due] {
        let words = scene.words
        var dues = part.tasksDue.map {
            Due(
                day: Day(at: $0.due), text: words.title(of: $0), anchor: "tasks-\(home.hex)", nearDays: 3,
                people: $0.people)
        }
        guard part.lifecycle?.state.isOpen == true else { return dues }
        if let review = part.nextReview {
            dues.append(Due(day: Day(at: review), text: words.text("dates.review"), anchor: "plan-\(home.hex)"))
        }
        if let look = part.lookDue {
            let isFirst = look.pending == .assessment
            dues.append(
                Due(
                    day: Day(at: look.due), text: words.text(isFirst ? "dates.assessment" : "dates.reassess"),
                    anchor: "risk-\(home.hex)", nearDays: isFirst ? 2 : 7))
        }
        let consent = scene.record.part(home).flatMap { PersonRecord(scene.record).consent(in: $0) } ?? part.consent
        dues += consent.records.filter { $0.state(on: scene.day).isInForce }.compactMap { record in
            record.expires.map {
                Due(
                    day: $0, text: words.text("dates.consent", ["purpose": words.text(of: record.explanation.purpose)]),
                    anchor: "consent-\(home.hex)", nearDays: 30)
            }
        }
        return dues
    }

    private static func evidence(_ part: EvidencePart, _ scene: CaseScene) -> [Due] {
        let words = scene.words
        let rechecks = part.claims.filter { $0.state.successors.contains(.recheckDue) }.compactMap { claim in
            claim.conclusion?.recheckBy.map {
                Due(day: $0, text: words.text("dates.recheck"), anchor: "claim-\(claim.id.hex)", nearDays: 14)
            }
        }
        let attested = part.attestations.filter { $0.isValid(on: scene.day) }.map {
            Due(
                day: $0.stated.validUntil, text: words.text("dates.attestation", ["who": $0.stated.recipient]),
                anchor: "attestation-\($0.id.hex)", nearDays: 14)
        }
        return rechecks + attested
    }
}
