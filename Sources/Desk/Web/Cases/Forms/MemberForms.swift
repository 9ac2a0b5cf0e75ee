// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What a director states about members and about those who ask to be one.
enum MemberForms {
    static func admit(_ words: Catalogue) -> [FormField] {
        [.ticks("roles", of: MemberRole.self, words), .tick("same", isRequired: true)]
    }

    static func roles(_ member: MemberRecord, _ words: Catalogue) -> [FormField] {
        let options = MemberRole.allCases.map { FormOption(value: "\($0.rawValue)", text: words.name(of: $0)) }
        return [
            FormField(
                "roles", .ticks(options), isRequired: false, initial: member.roles.map { "\($0.rawValue)" })
        ]
    }

    /// What is theirs and has to be given to somebody else, as far as this desk can open it.
    static func left(by member: MemberRecord, _ desk: DeskScene) -> [Block] {
        let acts = MembersPage.carried(by: member.id, desk)
        guard !acts.isEmpty else { return [] }
        var block = Block(id: "carries", heading: desk.words.text("members.carries"))
        block.acts = acts
        return [block]
    }

    static var remove: [FormField] { [.prose("reason", rows: 2)] }

    static func roles(_ answers: FormAnswers) throws(FormProblem) -> Set<MemberRole> {
        let roles = answers.ticked("roles", of: MemberRole.self)
        guard !roles.isEmpty else { throw FormProblem(field: "roles", reason: "problem.choose-some") }
        return Set(roles)
    }
}
