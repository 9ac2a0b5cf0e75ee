// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// What does not go together, and what was left unsaid.
    static let doubtForms = [contradiction, explain, reopen, withheld, establish, clear]

    private static let contradiction = CaseForm(
        "contradiction", in: .evidence,
        fields: { scene in
            [
                .choice("earlier", scene.everythingSaid, scene.words),
                .choice("later", scene.everythingSaid, scene.words),
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
                            source: try answers.prose("learned-from"), grades: try answers.grades(),
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

    /// Every answer and every claim of this part, to be chosen from.
    fileprivate var everythingSaid: [FormOption] {
        guard let part = part.evidence else { return [] }
        let answers = part.statements.flatMap { statement in
            statement.answers.map {
                (Said.answer(statement.id, number: $0.number), "\(statement.id.hex).\($0.entry.hex)")
            }
        }
        return (answers + part.claims.map { (.claim($0.id), $0.id.hex) }).map { said, address in
            let text = [part.source(of: said, words), part.words(of: said)].compactMap(\.self).joined(separator: ": ")
            return FormOption(value: address, text: SafeText.firstLine(text, maximumCount: 110))
        }
    }
}

extension FormAnswers {
    /// An answer by its entry: a colleague's may have come to stand before it since the form was opened, and its number is another now.
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
