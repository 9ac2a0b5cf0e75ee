// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What colleagues chose who had not seen each other's entries, and nobody has decided since: what each of them said, and who said it. The
/// form in which it is chosen once more settles it (docs/decisions/0064).
struct Apart {
    /// Lists say how many there are: what is only counted is not put into words.
    let text: () -> String
    let anchor: String

    private init(_ anchor: String, _ text: @autoclosure @escaping () -> String) {
        self.anchor = anchor
        self.text = text
    }

    /// Of the work.
    static func lines(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Apart] {
        let words = scene.words
        var lines = tasks(part.tasks, at: { _ in "tasks-\(home.hex)" }, scene)
        guard part.lifecycle?.state.isOpen == true else { return lines }
        if part.reviews.isApart {
            lines.append(Apart("plan-\(home.hex)", words.reviewsApart(part, scene.name)))
        }
        if part.risk.scheduled.isApart {
            lines.append(Apart("risk-\(home.hex)", words.assessmentsApart(part, scene.name)))
        }
        return lines
    }

    /// Of tasks that look at hits.
    static func lines(_ part: IdentityPart, _ scene: CaseScene) -> [Apart] {
        tasks(part.tasks, at: { "exposure-\($0.id.hex)" }, scene)
    }

    /// Of checks.
    static func lines(_ part: EvidencePart, _ scene: CaseScene) -> [Apart] {
        part.claims.filter(\.isAssignedApart).map { claim in
            Apart("claim-\(claim.id.hex)", scene.words.checkersApart(claim, scene.name))
        }
            + part.claims.filter(\.findingsDiffer).map { claim in
                Apart("claim-\(claim.id.hex)", scene.words.findingsApart(claim, scene.name))
            }
    }

    private static func tasks(
        _ tasks: [TaskRecord], at anchor: (TaskRecord) -> String, _ scene: CaseScene
    ) -> [Apart] {
        tasks.filter(\.isApart).map { task in Apart(anchor(task), scene.words.apart(task, scene.name)) }
    }
}

extension Catalogue {
    typealias Names = (ID<Member>) -> String

    /// What each of them chose.
    func lines<Value>(
        of choices: Choices<Value>, _ name: Names, _ text: (Value) -> String
    ) -> [String] {
        guard choices.isApart else { return [] }
        return choices.standing.map { choice in
            self.text(
                "apart.choice",
                ["what": text(choice.value), "who": name(choice.by), "when": LocalTime.text(second: choice.at)])
        }
    }

    func lines(of days: Choices<UInt64>, _ name: Names) -> [String] {
        lines(of: days, name) { Day(at: $0).iso }
    }

    func lines(of people: Choices<Carriers>, _ name: Names) -> [String] {
        lines(of: people, name) { "\(name($0.owner)) / \(name($0.deputy))" }
    }

    func apart(_ task: TaskRecord, _ name: Names) -> String {
        let what = lines(of: task.given, name) + lines(of: task.putOff, name)
        return text("apart.task", ["task": title(of: task), "what": what.joined(separator: "; ")])
    }

    /// That a case goes on which colleagues thought was over, and by whose word.
    func takenBack(_ change: LifecycleRecord.Change, _ name: Names) -> String {
        let key =
            switch change.to {
            case .closing: "attention.closing-taken-back"
            case .erasurePending: "attention.erasure-taken-back"
            default: "attention.end-taken-back"
            }
        return text(key, ["name": name(change.by)])
    }

    func reviewsApart(_ part: CaseworkPart, _ name: Names) -> String {
        text("apart.review", ["what": lines(of: part.reviews, name).joined(separator: "; ")])
    }

    func assessmentsApart(_ part: CaseworkPart, _ name: Names) -> String {
        text("apart.assessment", ["what": lines(of: part.risk.scheduled, name).joined(separator: "; ")])
    }

    /// What each of those who checked found, the one that counts first.
    func findingsApart(_ claim: ClaimRecord, _ name: Names) -> String {
        let counted = claim.conclusion.map { [self.name(of: $0.finding)] } ?? []
        let what = counted + claim.findingsBeside.map { line(of: $0, name) }
        return text("apart.findings", ["what": what.joined(separator: "; ")])
    }

    func line(of finding: Judgement<ClaimConclusion>, _ name: Names) -> String {
        text(
            "apart.choice",
            [
                "what": self.name(of: finding.value.finding), "who": name(finding.by),
                "when": LocalTime.text(second: finding.at),
            ])
    }

    func checkersApart(_ claim: ClaimRecord, _ name: Names) -> String {
        let what = claim.assignments.standing.map { assigned in
            text(
                "apart.choice",
                [
                    "what": name(assigned.value.checker), "who": name(assigned.by),
                    "when": LocalTime.text(second: assigned.at),
                ])
        }
        return text("apart.check", ["what": what.joined(separator: "; ")])
    }
}
