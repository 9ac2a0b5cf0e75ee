// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the person was asked and what they answered, how often, and what does not go together.
enum StatementBlocks {
    static func statements(_ part: EvidencePart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "statements-\(home.compartment.hex)", heading: words.text("statements.title"))
        if part.timesAsked > 0 {
            block.badges = [
                Badge(words.plural("statements.asked", part.timesAsked), part.timesAsked > 1 ? .near : .plain)
            ]
        } else {
            block.calm = words.text("statements.none")
        }
        block.cards = part.statements.reversed().map { card($0, in: home, scene) }
        block.acts = [scene.act("statement", in: home.compartment)]
        return block
    }

    /// Contradictions, open ones first, and what the person is thought to have left unsaid.
    static func doubts(_ part: EvidencePart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "doubts-\(home.compartment.hex)", heading: words.text("doubts.title"))
        let (open, settled) = (part.openContradictions, part.contradictions.filter { $0.state != .open })
        block.cards =
            part.withholdings.filter(\.isOpen).map { withholding($0, of: part, in: home, scene) }
            + open.map { contradiction($0, of: part, in: home, scene) }
            + settled.map { contradiction($0, of: part, in: home, scene) }
            + part.withholdings.filter { !$0.isOpen }.map { withholding($0, of: part, in: home, scene) }
        if !open.isEmpty { block.badges.append(Badge(words.plural("doubts.open", open.count), .grave)) }
        if part.withholdings.contains(where: { $0.state == .established }) {
            block.badges.append(Badge(words.text("doubts.withheld"), .grave))
        }
        if block.cards.isEmpty { block.calm = words.text("doubts.none") }
        let canContradict = part.claims.count + part.statements.reduce(0) { $0 + $1.answers.count } > 1
        block.acts =
            (canContradict ? ["contradiction"] : []).map { scene.act($0, in: home.compartment) }
            + [scene.act("withheld", in: home.compartment)]
        return block
    }

    private static func card(_ statement: StatementRecord, in home: PartRecord, _ scene: CaseScene) -> Card {
        let (words, stated) = (scene.words, statement.stated)
        var card = Card("statement-\(statement.id.hex)", "\(words.name(of: stated.kind)), \(stated.heldOn.iso)")
        if stated.isPrivileged { card.badges.append(Badge(words.text("statements.privileged"), .near)) }
        if statement.wasRepeatedWithoutReason {
            card.badges.append(Badge(words.text("statements.no-reason"), .grave))
        }
        if let closing = statement.closing {
            card.badges.append(
                Badge(words.name(of: closing.confirmation), closing.confirmation == .notConfirmed ? .doubt : .good))
        } else {
            card.badges.append(Badge(words.text("statements.unfinished"), .near))
        }
        card.note = [
            words.name(of: stated.setting), words.text(of: stated.interviewer, scene), stated.language,
            words.text(of: stated.interpreter), scene.byline(statement.recordedBy, at: statement.recordedAt),
        ].joined(separator: "; ")
        if !stated.whyAgain.isEmpty {
            card.pairs = [Pair(words.text("statements.why-again"), stated.whyAgain)]
        }
        card.questions = statement.answers.map { question($0, of: statement, in: home, scene) }
        if statement.closing == nil {
            card.acts = ["answer", "close-statement"].map {
                scene.act($0, in: home.compartment, about: statement.id.hex)
            }
        }
        return card
    }

    private static func question(
        _ answer: Answer, of statement: StatementRecord, in home: PartRecord, _ scene: CaseScene
    ) -> Question {
        let (words, asked) = (scene.words, answer.asked)
        let subject = "\(statement.id.hex).\(answer.number)"
        return Question(
            number: "q-\(subject)", asked: asked.question,
            answer: asked.answer.isEmpty ? "—" : asked.answer,
            topic: "\(answer.number) · \(words.name(of: asked.topic))",
            badges: (asked.outcome == .answered ? [] : [Badge(words.name(of: asked.outcome), .doubt)])
                + (answer.isOutsideClosing ? [Badge(words.text("statements.after-closing"), .near)] : []),
            additions: answer.additions.map {
                words.text("statements.added", ["day": $0.heardOn.iso, "what": $0.text])
            },
            acts: [scene.act("add", in: home.compartment, about: "\(subject).\(answer.entry.hex)")])
    }

    private static func contradiction(
        _ record: ContradictionRecord, of part: EvidencePart, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        let isOpen = record.state == .open
        var card = Card(
            "contradiction-\(record.id.hex)", words.text("doubts.contradiction"), style: isOpen ? .open : .plain)
        card.badges = [Badge(words.name(of: record.state), isOpen ? .grave : .good)]
        card.isToDecide = isOpen
        card.note = scene.byline(record.notedBy, at: record.notedAt)
        card.beside = [
            side(record.earlier, "doubts.earlier", of: part, scene),
            side(record.later, "doubts.later", of: part, scene),
        ]
        if !record.note.isEmpty { card.pairs.append(Pair(words.text("field.note"), record.note)) }
        for explanation in record.explanations {
            card.pairs.append(Pair(words.text("doubts.explanation"), explanation.explanation))
            card.pairs.append(
                Pair(words.text("doubts.explained-by"), scene.byline(explanation.by, at: explanation.at)))
            card.pairs.append(Pair(words.text("doubts.benefit"), explanation.benefitOfDoubt))
            card.pairs.append(Pair(words.text("doubts.hearing"), words.text(of: explanation.hearing)))
        }
        card.acts = [scene.act(isOpen ? "explain" : "reopen", in: home.compartment, about: record.id.hex)]
        return card
    }

    private static func side(_ said: Said, _ heading: String, of part: EvidencePart, _ scene: CaseScene) -> Side {
        Side(
            heading: scene.words.text(heading), said: part.words(of: said) ?? "",
            note: part.source(of: said, scene.words))
    }

    private static func withholding(
        _ record: WithholdingRecord, of part: EvidencePart, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card(
            "withholding-\(record.id.hex)", words.text("doubts.withholding"), style: record.isOpen ? .open : .plain)
        card.badges = [
            Badge(words.name(of: record.state), record.state == .established ? .grave : record.isOpen ? .near : .good)
        ]
        card.said = record.stated.what
        card.note = scene.byline(record.notedBy, at: record.notedAt)
        let asked = record.stated.asked.flatMap { part.words(of: $0) } ?? words.text("doubts.never-asked")
        card.pairs =
            [
                Pair(words.text("doubts.asked"), asked), Pair(words.text("doubts.source"), record.stated.source),
                Pair(words.text("doubts.learned"), record.stated.learnedOn.iso),
            ] + words.pairs(of: record.stated.grades)
        for judgement in record.judgements {
            let heard = words.text(of: judgement.hearing)
            card.pairs.append(
                Pair(words.name(of: judgement.state), "\(judgement.reason)\n\(heard)\n\(scene.name(judgement.by))"))
        }
        let second = record.notedBy == scene.me ? [] : record.state.successors
        card.acts = second.map {
            scene.act($0 == .established ? "establish" : "clear", in: home.compartment, about: record.id.hex)
        }
        return card
    }
}

extension EvidencePart {
    /// What was said, in its words.
    func words(of said: Said) -> String? {
        switch said {
        case .answer(let statement, let number):
            self.statement(statement)?.answer(number).map { "\($0.asked.question)\n— \($0.asked.answer)" }
        case .claim(let claim): self.claim(claim)?.proposition
        }
    }

    /// Where it was said.
    func source(of said: Said, _ words: Catalogue) -> String? {
        switch said {
        case .answer(let id, let number):
            statement(id).map { "\(words.name(of: $0.stated.kind)), \($0.stated.heldOn.iso), № \(number)" }
        case .claim(let id): claim(id).map { "\(words.text("doubts.claim")), \(words.name(of: $0.state))" }
        }
    }
}

extension Catalogue {
    func text(of hearing: Hearing) -> String {
        switch hearing {
        case .heard(let day): text("hearing.heard", ["day": day.iso])
        case .notHeard(let reason): text("hearing.not", ["reason": reason])
        }
    }

    func text(of interpreter: Interpreter) -> String {
        switch interpreter {
        case .notNeeded: text("interpreter.none")
        case .named(let name): text("interpreter.named", ["name": name])
        case .machine(let name): text("interpreter.machine", ["name": name])
        }
    }

    func text(of interviewer: Interviewer, _ scene: CaseScene) -> String {
        switch interviewer {
        case .member(let member): text("interviewer.member", ["name": scene.name(member)])
        case .outside(let name): text("interviewer.outside", ["name": name])
        }
    }
}
