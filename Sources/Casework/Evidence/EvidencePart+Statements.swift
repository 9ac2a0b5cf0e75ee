// SPDX-License-Identifier: AGPL-3.0-or-later

extension EvidencePart {
    mutating func apply(_ event: StatementEvent, in saying: Saying) throws(Refusal) {
        switch event {
        case .opened(let stated):
            guard statement(stated.id) == nil else { throw .alreadyRecorded }
            statements.append(
                StatementRecord(
                    stated: stated, recordedBy: saying.member, recordedAt: saying.recordedAt,
                    timesAskedBefore: timesAsked))
        case .answered(let id, let number, let asked):
            try answer(id, number, asked, in: saying)
        case .added(let id, let number, let day, let text):
            let position = try position(of: id)
            guard statements[position].answer(number) != nil else { throw .unknownItem }
            guard !text.isBlank else { throw .textMissing }
            statements[position].answers[Int(number) - 1].additions.append(
                AnswerAddition(entry: saying.entry, heardOn: day, text: text))
        case .closed(let id, let isReadBack, let confirmation, let note):
            let position = try position(of: id)
            guard statements[position].closing == nil else { throw .statementClosed }
            statements[position].closing = StatementClosing(
                entry: saying.entry, isReadBack: isReadBack, confirmation: confirmation, note: note)
            // Nobody reads back, or has signed, what they had not seen.
            for place in statements[position].answers.indices
            where !saying.standing.knew(statements[position].answers[place].standing) {
                statements[position].answers[place].isOutsideClosing = true
            }
        }
    }

    /// That somebody was asked is a fact: where another desk's answer took the number first, or somebody closed the statement meanwhile,
    /// the answer takes the next number all the same. `number` is the one that its author saw; a later one than the next means that
    /// something is missing.
    private mutating func answer(
        _ id: ID<Statement>, _ number: UInt32, _ asked: Asked, in saying: Saying
    ) throws(Refusal) {
        let position = try position(of: id)
        let next = statements[position].answers.count + 1
        guard number >= 1, Int(number) <= next else { throw .answerNumberOutOfOrder }
        guard !asked.question.isBlank else { throw .textMissing }
        guard asked.outcome != .answered || !asked.answer.isBlank else { throw .textMissing }
        statements[position].answers.append(
            Answer(
                number: UInt32(next), asked: asked, entry: saying.entry, recordedBy: saying.member,
                standing: saying.standing, isOutsideClosing: statements[position].closing != nil))
    }

    private func position(of id: ID<Statement>) throws(Refusal) -> Int {
        guard let position = statements.place(of: id) else { throw .unknownItem }
        return position
    }
}
