// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension CaseForm {
    /// What the person is asked and answers, one question after the other.
    static let statementForms = [statement, answer, add, closeStatement]

    /// Before anybody sits down with the person again, the page says how often they have been asked, and of what.
    private static let statement = CaseForm(
        "statement", in: .evidence,
        fields: { scene in
            let isRepeated = (scene.part.evidence?.timesAsked ?? 0) > 0
            return [
                .choice("statement-kind", of: StatementKind.self, initial: .firstAccount, scene.words),
                .day("held-on", initial: scene.day.iso), .choice("setting", of: StatementSetting.self, scene.words),
                .line("language", initial: "ru"),
                .choice("interviewer", scene.holders, initial: scene.scene.me?.hex, isRequired: false, scene.words),
                .line("interviewer-outside", isRequired: false),
                .choice("interpreter", FormScene.interpreters(scene.words), initial: "none", scene.words),
                .line("interpreter-name", isRequired: false), .tick("privileged"),
            ] + (isRepeated ? [.prose("why-again", rows: 2)] : [])
        },
        context: { scene in
            guard let part = scene.part.evidence, part.timesAsked > 0 else { return [] }
            return [warnings(part, scene), StatementBlocks.statements(part, in: scene.part, scene.scene)]
        },
        events: { answers, scene throws(FormProblem) in
            let outside = try answers.optionalLine("interviewer-outside")
            let interviewer: Interviewer =
                outside.isEmpty ? .member(try answers.id("interviewer")) : .outside(outside)
            return [
                .statement(
                    .opened(
                        StatedStatement(
                            id: scene.newID(), kind: try answers.choice("statement-kind"),
                            heldOn: try answers.day("held-on"), setting: try answers.choice("setting"),
                            language: try answers.line("language"), interpreter: try answers.interpreter(),
                            interviewer: interviewer, isPrivileged: answers.isTicked("privileged"),
                            whyAgain: answers.optionalProse("why-again"))))
            ]
        })

    private static func warnings(_ part: EvidencePart, _ scene: FormScene) -> Block {
        let words = scene.words
        var block = Block(id: "asking", heading: words.text("asking.title"))
        let said = part.warnings(beforeAsking: Set(StatementTopic.allCases), as: .fullStatement, on: scene.day)
        block.pairs = said.map { warning in
            switch warning {
            case .askedBefore(let times): Pair(words.text("asking.before"), words.plural("statements.asked", times))
            case .askedRecently(let day): Pair(words.text("asking.recently"), day.iso)
            case .fullStatementExists: Pair(words.text("asking.full"), words.text("asking.full-means"))
            case .topicPutBefore(let topic, let times):
                Pair(words.name(of: topic), words.plural("asking.topic", times))
            case .declinedOnTopic(let topic): Pair(words.name(of: topic), words.text("asking.declined"))
            }
        }
        return block
    }

    private static let answer = CaseForm(
        "answer", in: .evidence, about: { $0.statement?.closing == nil && $0.statement != nil },
        fields: { scene in
            [
                .choice("topic", of: StatementTopic.self, scene.words), .prose("question", rows: 2),
                .choice("outcome", of: AnswerOutcome.self, initial: .answered, scene.words),
                .prose("answer", rows: 6, isRequired: false),
            ]
        },
        context: { statementContext($0) },
        next: { AnsweredPage.address(after: $0, $1) },
        events: { answers, scene throws(FormProblem) in
            guard let statement = scene.statement else { return [] }
            let outcome: AnswerOutcome = try answers.choice("outcome")
            let answer = outcome == .answered ? try answers.prose("answer") : answers.optionalProse("answer")
            return [
                .statement(
                    .answered(
                        statement.id, number: UInt32(statement.answers.count + 1),
                        Asked(
                            topic: try answers.choice("topic"), question: try answers.prose("question"),
                            outcome: outcome, answer: answer)))
            ]
        })

    private static let add = CaseForm(
        "add", in: .evidence, about: { $0.answerNumber != nil },
        fields: { [.day("heard-on", initial: $0.day.iso), .prose("added")] },
        events: { answers, scene throws(FormProblem) in
            guard let statement = scene.statement, let number = scene.answerNumber else { return [] }
            return [
                .statement(
                    .added(
                        statement.id, number: number, heardOn: try answers.day("heard-on"),
                        text: try answers.prose("added")))
            ]
        })

    private static let closeStatement = CaseForm(
        "close-statement", in: .evidence, about: { $0.statement?.closing == nil && $0.statement != nil },
        fields: { scene in
            [
                .tick("read-back"), .choice("confirmation", of: StatementConfirmation.self, scene.words),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        context: { statementContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let statement = scene.statement else { return [] }
            return [
                .statement(
                    .closed(
                        statement.id, isReadBack: answers.isTicked("read-back"), try answers.choice("confirmation"),
                        note: answers.optionalProse("note")))
            ]
        })

    private static func statementContext(_ scene: FormScene) -> [Block] {
        guard let part = scene.part.evidence else { return [] }
        var block = StatementBlocks.statements(part, in: scene.part, scene.scene)
        block.acts = []
        return [block]
    }
}

extension FormScene {
    var statement: StatementRecord? { id(0, Statement.self).flatMap { part.evidence?.statement($0) } }

    /// The number of an answer that is there.
    fileprivate var answerNumber: UInt32? {
        // By its entry, where the address says it: a colleague's answer may have come to stand before it since.
        if about.count == 3 { return id(2, Entry.self).flatMap { statement?.answer(of: $0) }?.number }
        guard about.count == 2, let number = UInt32(about[1]), statement?.answer(number) != nil else { return nil }
        return number
    }

    static func interpreters(_ words: Catalogue) -> [FormOption] {
        ["none", "named", "machine"].map { FormOption(value: $0, text: words.text("interpreter-kind.\($0)")) }
    }
}

extension FormAnswers {
    func interpreter() throws(FormProblem) -> Interpreter {
        switch optionalProse("interpreter") {
        case "none": .notNeeded
        case "named": .named(try line("interpreter-name"))
        case "machine": .machine(try line("interpreter-name"))
        default: throw FormProblem(field: "interpreter", reason: "problem.choose")
        }
    }
}
