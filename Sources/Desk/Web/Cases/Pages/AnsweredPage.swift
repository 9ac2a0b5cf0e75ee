// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the person has just answered, beside everything that they answered on the same topic before. Whoever took it down sees at once
/// whether it goes together, while they can still ask.
struct AnsweredPage {
    let back: String
    let subject: String
    let heading: String
    let cards: [Card]
    let acts: [Act]

    /// Nil where the address names no answer, or nothing was said on its topic before.
    init?(_ scene: FormScene) {
        guard let part = scene.part.evidence, let statement = scene.statement, scene.about.count == 2,
            let number = UInt32(scene.about[1]), let answer = statement.answer(number)
        else { return nil }
        let words = scene.words
        let earlier = part.answersBefore(statement.id, number, on: answer.asked.topic)
        guard !earlier.isEmpty else { return nil }
        let home = "\(DeskPath.case(scene.scene.record.id))#part-\(scene.part.compartment.hex)"
        back = home
        subject = "\(scene.scene.record.alias): \(words.name(of: answer.asked.topic))"
        heading = words.text("answered.title")
        let now = Said.answer(statement.id, number: number)
        cards = earlier.reversed().map { Self.card($0, now, part, scene) }
        acts =
            (statement.closing == nil
                ? [
                    Act(
                        href: scene.scene.act("answer", in: scene.part.compartment, about: statement.id.hex).href,
                        text: words.text("answered.next"))
                ] : []) + [Act(href: home, text: words.text("answered.done"))]
    }

    private static func card(_ earlier: Said, _ now: Said, _ part: EvidencePart, _ scene: FormScene) -> Card {
        let words = scene.words
        var card = Card("pair-\(part.address(of: earlier))", part.source(of: earlier, words) ?? "")
        card.beside = [(earlier, "doubts.earlier"), (now, "doubts.later")].map { said, key in
            Side(heading: words.text(key), said: part.words(of: said) ?? "", note: part.source(of: said, words))
        }
        let noted = part.contradictions.filter { Set([$0.earlier, $0.later]) == [earlier, now] }
        if let record = noted.first(where: { $0.state == .open }) ?? noted.last {
            let isOpen = record.state == .open
            card.badges = [
                Badge(words.text("doubts.contradiction"), isOpen ? .grave : .plain),
                Badge(words.name(of: record.state), isOpen ? .grave : .good),
            ]
        } else {
            let both = "\(part.address(of: earlier)).\(part.address(of: now))"
            let pair = scene.scene.act("contradiction", in: scene.part.compartment, about: both)
            card.acts = [Act(href: pair.href, text: words.text("answered.contradicts"))]
        }
        return card
    }

    /// Where a worker goes after an answer was recorded: here, where something was said on its topic before.
    static func address(after scene: FormScene, _ answers: FormAnswers) -> String? {
        guard let part = scene.part.evidence, let statement = scene.statement,
            let topic: StatementTopic = answers.optionalChoice("topic")
        else { return nil }
        let number = UInt32(statement.answers.count + 1)
        guard !part.answersBefore(statement.id, number, on: topic).isEmpty else { return nil }
        return scene.scene.act("answered", in: scene.part.compartment, about: "\(statement.id.hex).\(number)").href
    }
}

extension EvidencePart {
    /// Answers on a topic but this one, in the order of the statements. What was declined is an answer too.
    fileprivate func answersBefore(
        _ statement: ID<Statement>, _ number: UInt32, on topic: StatementTopic
    ) -> [Said] {
        statements.flatMap { record in
            record.answers.filter { $0.asked.topic == topic && !(record.id == statement && $0.number >= number) }
                .map { Said.answer(record.id, number: $0.number) }
        }
    }
}
