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
        var blocks: [Block] = []
        let acts = MembersPage.carried(by: member.id, desk)
        if !acts.isEmpty {
            var block = Block(id: "carries", heading: desk.words.text("members.carries"))
            block.acts = acts
            blocks.append(block)
        }
        let unread = conversations(readBy: member.id, desk)
        if !unread.isEmpty {
            var block = Block(id: "conversations", heading: desk.words.text("duty.conversations-heading"))
            block.summary = desk.words.text("duty.conversations")
            block.acts = unread
            blocks.append(block)
        }
        return blocks
    }

    /// Conversations that nobody else holds who belongs to the organisation, as far as this desk can tell: of those that it holds, and of
    /// those that it held, as they stood then.
    private static func conversations(readBy member: ID<Member>, _ desk: DeskScene) -> [Act] {
        desk.state.cases.flatMap { record in
            record.parts.filter { part in
                part.kind == .conversation && part.access.isHeld(by: member)
                    && !part.access.holders.contains { $0 != member && desk.state.members[$0]?.isCurrent == true }
            }.map { part in
                Act(
                    href: "\(DeskPath.case(record.id))/access#access-\(part.compartment.hex)",
                    text: Bidirectional.isolated(record.alias))
            }
        }
    }

    static var remove: [FormField] { [.prose("reason", rows: 2)] }

    static func roles(_ answers: FormAnswers) throws(FormProblem) -> Set<MemberRole> {
        let roles = answers.ticked("roles", of: MemberRole.self)
        guard !roles.isEmpty else { throw FormProblem(field: "roles", reason: "problem.choose-some") }
        return Set(roles)
    }
}
