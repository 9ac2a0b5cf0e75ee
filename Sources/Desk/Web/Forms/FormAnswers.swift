// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import WebForms

/// Why a form goes nowhere yet, and beside which field that is said.
struct FormProblem: Error, Hashable {
    /// Nil where it is about the whole form.
    let field: String?
    /// A catalogue key.
    let reason: String
}

/// What a worker answered, read by type. Nothing that a page of ours would not send passes as an answer.
struct FormAnswers {
    private let fields: [String: String]

    init(_ fields: FormFields) {
        self.fields = Dictionary(uniqueKeysWithValues: fields.names.map { ($0, fields[$0] ?? "") })
    }

    /// Of a form that came with a file: by name, each once.
    init(_ fields: [String: String]) { self.fields = fields }

    /// Words, at least one.
    func prose(_ name: String) throws(FormProblem) -> String {
        let text = optionalProse(name)
        guard !text.isEmpty else { throw FormProblem(field: name, reason: "problem.missing") }
        return text
    }

    /// Words, or none.
    func optionalProse(_ name: String) -> String { fields[name]?.trimmed ?? "" }

    /// Words on one line, at least one: what names something. What nobody sees of them comes along unnoticed when they are copied, and stays
    /// behind; a line break is said, because nobody's browser sends one from such a field.
    func line(_ name: String) throws(FormProblem) -> String {
        let line = try optionalLine(name)
        guard !line.isEmpty else { throw FormProblem(field: name, reason: "problem.missing") }
        return line
    }

    /// Words on one line, or none.
    func optionalLine(_ name: String) throws(FormProblem) -> String {
        let text = OneLine.withoutUnseen(fields[name] ?? "").trimmed
        guard OneLine.holds(text) else { throw FormProblem(field: name, reason: "problem.one-line") }
        return text
    }

    /// One word for each line that is not empty.
    func lines(_ name: String) -> [String] {
        optionalProse(name).split(whereSeparator: \.isNewline).map { OneLine.made(of: String($0).trimmed) }
            .filter { !$0.isEmpty }
    }

    func isTicked(_ name: String) -> Bool { fields[name] == "1" }

    /// A box that has to be ticked.
    func requireTick(_ name: String) throws(FormProblem) {
        guard isTicked(name) else { throw FormProblem(field: name, reason: "problem.tick") }
    }

    func choice<Word: Worded>(_ name: String, of _: Word.Type = Word.self) throws(FormProblem) -> Word {
        guard let word: Word = optionalChoice(name) else {
            throw FormProblem(field: name, reason: "problem.choose")
        }
        return word
    }

    func optionalChoice<Word: Worded>(_ name: String, of _: Word.Type = Word.self) -> Word? {
        fields[name].flatMap { UInt8($0) }.flatMap(Word.init(rawValue:))
    }

    /// The words whose boxes are ticked, in the vocabulary's order.
    func ticked<Word: Worded>(_ name: String, of _: Word.Type = Word.self) -> [Word] {
        Word.allCases.filter { isTicked("\(name)-\($0.rawValue)") }
    }

    func id<Subject>(_ name: String, of _: Subject.Type = Subject.self) throws(FormProblem) -> ID<Subject> {
        guard let id: ID<Subject> = optionalID(name) else {
            throw FormProblem(field: name, reason: "problem.choose")
        }
        return id
    }

    func optionalID<Subject>(_ name: String, of _: Subject.Type = Subject.self) -> ID<Subject>? {
        fields[name].flatMap { ID<Subject>(hex: $0) }
    }

    /// Those whose boxes are ticked.
    func tickedIDs<Subject>(_ name: String, of _: Subject.Type = Subject.self) -> Set<ID<Subject>> {
        let prefix = "\(name)-"
        return Set(
            fields.keys.filter { $0.hasPrefix(prefix) && fields[$0] == "1" }
                .compactMap { ID<Subject>(hex: $0.dropFirst(prefix.count)) })
    }

    /// The options whose boxes are ticked, as the form named them.
    func tickedValues(_ name: String) -> Set<String> {
        let prefix = "\(name)-"
        return Set(
            fields.keys.filter { $0.hasPrefix(prefix) && fields[$0] == "1" }.map { String($0.dropFirst(prefix.count)) })
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws(FormProblem) -> Int {
        guard let number = Int(optionalProse(name)), range.contains(number) else {
            throw FormProblem(field: name, reason: "problem.number")
        }
        return number
    }

    /// The same with a field left open again.
    func without(_ name: String) -> FormAnswers { FormAnswers(fields.filter { $0.key != name }) }

    /// What was typed into a field, to be shown again.
    func typed(_ name: String) -> String? { fields[name] }
}
