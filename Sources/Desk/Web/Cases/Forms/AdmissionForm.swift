// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Admitting whoever asks. Where their name reads like that of a present or former member, the form says so and asks for another one, or
/// for a tick that both keep it: it decides who is trusted later, and an impostor may have chosen it (docs/decisions/0101).
struct AdmissionForm {
    let applicant: Applicant
    let state: CaseworkState
    /// What came with a refused form; nil when it is opened.
    var typed: FormAnswers?
    let words: Catalogue

    /// Under which name they would be admitted.
    private var name: String { typed?.typed("name") ?? applicant.name }

    /// Whose names it is taken for.
    private var alike: [MemberRecord] { state.members(readAs: name) }

    private var asksName: Bool { typed?.typed("name") != nil || !alike.isEmpty }

    var fields: [FormField] {
        let naming: [FormField] = asksName ? [.line("name", initial: applicant.name)] : []
        return naming + (alike.isEmpty ? [] : [.tick("same-name")]) + MemberForms.admit(words)
    }

    /// Whom the form named, so that a tick is for these and nobody else; nil where it named nobody.
    var shown: String? { alike.isEmpty ? nil : alike.map(\.id.hex).joined(separator: ".") }

    /// The members for whom the person would be taken.
    var context: Block? {
        guard !alike.isEmpty else { return nil }
        var block = Block(id: "alike-names", heading: words.text("admit.alike"))
        block.summary = words.text("admit.alike-means", ["name": Bidirectional.isolated(name)])
        block.pairs = alike.map { member in
            let removed = member.removal.map { words.text("admit.alike-removed", ["day": Day(at: $0.at).iso]) }
            return Pair(
                member.name, removed ?? words.text("admit.alike-member", ["day": Day(at: member.admittedAt).iso]))
        }
        return block
    }

    /// The name under which they are admitted.
    /// - Throws: where it reads like a member's, and nobody ticked that both keep it while that member was named.
    func name(_ answers: FormAnswers) throws(FormProblem) -> String {
        let name = answers.typed("name") == nil ? applicant.name : try answers.line("name")
        let shown = Set((answers.typed(Shown.field) ?? "").split(separator: ".").map(String.init))
        let alike = state.members(readAs: name)
        guard alike.isEmpty || (answers.isTicked("same-name") && alike.allSatisfy { shown.contains($0.id.hex) }) else {
            throw FormProblem(field: "same-name", reason: "problem.name-alike")
        }
        return name
    }
}
