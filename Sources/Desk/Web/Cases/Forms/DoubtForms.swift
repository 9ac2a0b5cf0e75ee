// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// What does not go together, and what was left unsaid.
    static let doubtForms = [contradiction, explain, reopen, withheld, establish, clear]

    private static let contradiction = CaseForm(
        "contradiction", in: .evidence, about: { $0.about.isEmpty || $0.answerPair != nil },
        fields: { scene in
            [
                .choice("earlier", scene.everythingSaid, initial: scene.answerPair?.earlier, scene.words),
                .choice("later", scene.everythingSaid, initial: scene.answerPair?.later, scene.words),
                .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .doubt(
                    .contradictionNoted(
                        scene.newID(), earlier: try answers.said("earlier", in: scene.part.evidence),
                        later: try answers.said("later", in: scene.part.evidence),
                        note: answers.optionalProse("note")))
            ]
        })

    private static let explain = CaseForm(
        "explain", in: .evidence, about: { $0.contradiction?.state == .open },
        fields: { _ in FormField.hearing + [.prose("explanation"), .prose("benefit", rows: 2)] },
        context: { doubtContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.contradiction else { return [] }
            return [
                .doubt(
                    .contradictionExplained(
                        record.id, try answers.hearing(), explanation: try answers.prose("explanation"),
                        benefitOfDoubt: try answers.prose("benefit")))
            ]
        })

    private static let reopen = CaseForm(
        "reopen", in: .evidence, about: { $0.contradiction?.state == .explained }, fields: { _ in [.prose("reason")] },
        context: { doubtContext($0) },
        events: { answers, scene throws(FormProblem) in
            guard let record = scene.contradiction else { return [] }
            return [.doubt(.contradictionReopened(record.id, reason: try answers.prose("reason")))]
        })

    private static let withheld = CaseForm(
        "withheld", in: .evidence,
        fields: { scene in
            [
                .prose("withheld-what", rows: 2),
                .choice("asked", scene.everythingSaid, isRequired: false, scene.words), .line("learned-from"),
                .day("learned-on", initial: scene.day.iso),
            ] + FormField.grades(scene.words)
        },
        events: { answers, scene throws(FormProblem) in
            let asked =
                answers.optionalProse("asked").isEmpty ? nil : try answers.said("asked", in: scene.part.evidence)
            return [
                .doubt(
                    .withholdingNoted(
                        scene.newID(),
                        StatedWithholding(
                            what: try answers.prose("withheld-what"), asked: asked,
                            source: try answers.line("learned-from"), grades: try answers.grades(),
                            learnedOn: try answers.day("learned-on"))))
            ]
        })

    private static let establish = judgement("establish", .established, isGrave: true)
    private static let clear = judgement("clear", .cleared, isGrave: false)

    /// A second person's, who heard the person or says why not.
    private static func judgement(_ name: String, _ state: WithholdingState, isGrave: Bool) -> CaseForm {
        CaseForm(
            name, in: .evidence, isGrave: isGrave,
            about: { scene in
                scene.withholding?.state.successors.contains(state) == true
                    && scene.withholding?.notedBy != scene.scene.me
            },
            fields: { _ in FormField.hearing + [.prose("reason")] }, context: { doubtContext($0) },
            events: { answers, scene throws(FormProblem) in
                guard let record = scene.withholding else { return [] }
                let (hearing, reason) = (try answers.hearing(), try answers.prose("reason"))
                return [
                    .doubt(
                        state == .established
                            ? .withholdingEstablished(record.id, hearing, reason: reason)
                            : .withholdingCleared(record.id, hearing, reason: reason))
                ]
            })
    }

    private static func doubtContext(_ scene: FormScene) -> [Block] {
        guard let part = scene.part.evidence else { return [] }
        var block = StatementBlocks.doubts(part, in: scene.part, scene.scene)
        block.acts = []
        return [block]
    }
}

extension FormScene {
    fileprivate var contradiction: ContradictionRecord? {
        id(0, Contradiction.self).flatMap { part.evidence?.contradiction($0) }
    }

    fileprivate var withholding: WithholdingRecord? {
        id(0, Withholding.self).flatMap { part.evidence?.withholding($0) }
    }

    /// Two answers that a link names, as the form names them.
    fileprivate var answerPair: (earlier: String, later: String)? {
        guard about.count == 4 else { return nil }
        let sides = [0, 2].compactMap { place -> String? in
            guard let statement = id(place, Statement.self), let entry = id(place + 1, Entry.self),
                let answer = part.evidence?.statement(statement)?.answer(of: entry)
            else { return nil }
            return part.evidence?.address(of: .answer(statement, number: answer.number))
        }
        return sides.count == 2 ? (sides[0], sides[1]) : nil
    }

    /// Every answer and every claim of this part, to be chosen from.
    fileprivate var everythingSaid: [FormOption] {
        guard let part = part.evidence else { return [] }
        let answers = part.statements.flatMap { statement in
            statement.answers.map { Said.answer(statement.id, number: $0.number) }
        }
        return (answers + part.claims.map { .claim($0.id) }).map { said in
            // Ours is not cut, and stands before: what was said turns nothing around.
            let words = part.words(of: said).map { SafeText.firstLine($0, maximumCount: 90) }
            let text = [part.source(of: said, self.words), words].compactMap(\.self).joined(separator: ": ")
            return FormOption(value: part.address(of: said), text: text)
        }
    }
}

extension EvidencePart {
    /// How forms and links name it: an answer by its entry, for a colleague's may come to stand before it, and its number is
    /// another then.
    func address(of said: Said) -> String {
        switch said {
        case .answer(let statement, let number):
            "\(statement.hex).\(self.statement(statement)?.answer(number)?.entry.hex ?? "")"
        case .claim(let claim): claim.hex
        }
    }
}

extension FormAnswers {
    /// What ``EvidencePart/address(of:)`` names.
    fileprivate func said(_ name: String, in part: EvidencePart?) throws(FormProblem) -> Said {
        let parts = optionalProse(name).split(separator: ".").map(String.init)
        if parts.count == 2, let statement = ID<Statement>(hex: parts[0]), let entry = ID<Entry>(hex: parts[1]),
            let answer = part?.statement(statement)?.answer(of: entry)
        {
            return .answer(statement, number: answer.number)
        }
        guard parts.count == 1, let claim = ID<Claim>(hex: parts[0]) else {
            throw FormProblem(field: name, reason: "problem.choose")
        }
        return .claim(claim)
    }
}
