// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// One question of a form, without its words: those stand in the catalogues under the form's name and the field's.
struct FormField: Sendable {
    enum Answer: Sendable {
        /// A few words.
        case line
        /// Several lines.
        case text(rows: Int)
        /// One of several; the first stands there before anybody chooses.
        case choice([FormOption])
        /// Any number of several.
        case ticks([FormOption])
        /// Yes or not yet.
        case tick
        /// A day of the calendar, `2026-11-25`.
        case day
        case number(ClosedRange<Int>)
        /// A file whose SHA-256 is the answer: it is read on this machine, and kept nowhere.
        case file
    }

    let name: String
    let answer: Answer
    /// Whether the form goes nowhere without it.
    let isRequired: Bool
    /// What stands there before anybody types; the values of ticked boxes, for ``Answer/ticks(_:)``.
    let initial: [String]

    init(_ name: String, _ answer: Answer, isRequired: Bool = true, initial: [String] = []) {
        self.name = name
        self.answer = answer
        self.isRequired = isRequired
        self.initial = initial
    }

    /// The name of one box among ``Answer/ticks(_:)``: a form's field comes once.
    func boxName(_ option: FormOption) -> String { "\(name)-\(option.value)" }
}

/// One answer that can be chosen.
struct FormOption: Sendable {
    let value: String
    let text: String
}

extension FormField {
    static func line(_ name: String, isRequired: Bool = true, initial: String = "") -> FormField {
        FormField(name, .line, isRequired: isRequired, initial: [initial])
    }

    static func prose(_ name: String, rows: Int = 3, isRequired: Bool = true, initial: String = "") -> FormField {
        FormField(name, .text(rows: rows), isRequired: isRequired, initial: [initial])
    }

    static func tick(_ name: String, isRequired: Bool = false, initial: Bool = false) -> FormField {
        FormField(name, .tick, isRequired: isRequired, initial: initial ? ["1"] : [])
    }

    static func day(_ name: String, isRequired: Bool = true, initial: String = "") -> FormField {
        FormField(name, .day, isRequired: isRequired, initial: [initial])
    }

    static func file(_ name: String) -> FormField { FormField(name, .file, isRequired: false) }

    static func number(_ name: String, _ range: ClosedRange<Int>, initial: Int? = nil) -> FormField {
        FormField(name, .number(range), initial: initial.map { ["\($0)"] } ?? [])
    }

    /// One of the words of a vocabulary. Where nothing is chosen beforehand, the worker has to choose.
    static func choice<Word: Worded>(
        _ name: String, of _: Word.Type, among words: [Word] = Array(Word.allCases), initial: Word? = nil,
        isRequired: Bool = true, _ catalogue: Catalogue
    ) -> FormField {
        choice(
            name, words.map { FormOption(value: "\($0.rawValue)", text: catalogue.name(of: $0)) },
            initial: initial.map { "\($0.rawValue)" }, isRequired: isRequired, catalogue)
    }

    static func choice(
        _ name: String, _ options: [FormOption], initial: String? = nil, isRequired: Bool = true,
        _ catalogue: Catalogue
    ) -> FormField {
        let open = FormOption(value: "", text: catalogue.text(isRequired ? "forms.choose" : "forms.none"))
        return FormField(
            name, .choice((initial == nil || !isRequired ? [open] : []) + options), isRequired: isRequired,
            initial: initial.map { [$0] } ?? [])
    }
}
