// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The forms of a part's access. Two of them move keys, which is more than saying something.
enum AccessForm: String, CaseIterable {
    case grant
    case endAccess = "end-access"
    case disclose
    case destroyPart = "destroy-part"

    var isGrave: Bool { self == .endAccess || self == .destroyPart }

    /// Nil where there is nobody or nothing to state it about.
    func fields(_ scene: FormScene) -> [FormField]? {
        switch self {
        case .grant:
            let holders = Set(scene.part.access.holders)
            let others = scene.scene.colleagues.filter { !holders.contains($0.id) }
            guard !others.isEmpty else { return nil }
            let options = others.map { member in
                FormOption(
                    value: member.id.hex,
                    text: ([member.name]
                        + member.roles.sorted { $0.rawValue < $1.rawValue }.map { scene.words.name(of: $0) })
                        .joined(separator: ", "))
            }
            let isPrivileged = scene.part.kind == .legal && others.contains { !scene.scene.isCounsel($0.id) }
            return [.choice("member", options, scene.words), .prose("reason", rows: 2)]
                + (isPrivileged ? [.tick("not-counsel")] : [])
        case .endAccess:
            guard let member = scene.id(0, Member.self), scene.part.access.isHeld(by: member) else { return nil }
            return [.prose("reason", rows: 2)]
        case .disclose:
            return [.line("told-whom"), .prose("what", rows: 2), .prose("why", rows: 2)]
        case .destroyPart:
            return scene.scene.isLeftOver ? [.tick("agree-destroy-part", isRequired: true)] : nil
        }
    }

    /// Who signed before, and whose signature is still needed: nobody destroys a part without seeing that.
    func thing(_ scene: FormScene) -> Block? {
        guard self == .destroyPart else { return nil }
        let signed = scene.scene.destroyers.sorted()
        var block = Block(id: "left-over", heading: subject(scene))
        block.pairs = [
            Pair(scene.words.text("left-over.signed"), scene.scene.names(signed)),
            Pair(scene.words.text("left-over.holders"), scene.scene.names(scene.part.access.holders)),
        ]
        return block
    }

    /// Whom or what it is about.
    func subject(_ scene: FormScene) -> String {
        let part = scene.words.title(of: scene.part, in: scene.scene.record)
        guard self == .endAccess, let member = scene.id(0, Member.self) else { return part }
        return "\(part), \(scene.scene.name(member))"
    }

    /// What a disclosure says.
    static func disclosure(_ answers: FormAnswers) throws(FormProblem) -> CompartmentEvent {
        .access(
            .disclosed(
                Disclosure(
                    what: try answers.prose("what"), toWhom: try answers.line("told-whom"),
                    why: try answers.prose("why"))
            ))
    }
}
