// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// A form as a page shows it: the words of the catalogue, what was typed before, and beside which field it fails.
struct FormView {
    struct Option {
        let id: String
        let name: String
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Field {
        let id: String
        let name: String
        let label: String
        let hint: String?
        let problem: String?
        /// The identifiers of what explains the field.
        let describedBy: String?
        let isRequired: Bool
        let isOptional: Bool
        let isLine: Bool
        let isText: Bool
        let isChoice: Bool
        let isTicks: Bool
        let isTick: Bool
        let isDay: Bool
        let isNumber: Bool
        let isFile: Bool
        /// The digest of a file that was read already; nil where none was.
        let keptFile: String?
        /// Whether there are so many to tick that they scroll by themselves.
        let isLong: Bool
        let value: String
        let isTicked: Bool
        let rows: Int
        let minimum: Int
        let maximum: Int
        let options: [Option]
    }

    let action: String
    let fields: [Field]
    /// Why it went nowhere, above the form.
    let trouble: String?
    var submit: String
    let isGrave: Bool
    /// Whether a file goes with it.
    let hasFile: Bool
    /// Whether nothing is asked, because nothing could come of it: ``trouble`` says why.
    var isClosed = false
    /// What the page shows of what may change while the form stands open (``Shown``); nil where nothing of it does.
    var shown: String?

    /// - Parameters:
    ///   - name: the form's, under which its words stand: `form.name.field`, or `field.field` where a field means the
    ///     same in every form.
    ///   - typed: what came with a refused form; nil when it is opened.
    init(
        _ name: String, action: String, fields: [FormField], typed: FormAnswers? = nil, problem: FormProblem? = nil,
        trouble: String? = nil, isGrave: Bool = false, _ words: Catalogue
    ) {
        self.action = action
        self.fields = fields.map { Field($0, of: name, typed: typed, problem: problem, words) }
        let ofWholeForm = problem.map { words.text($0.field == nil ? $0.reason : "problem.look") }
        self.trouble = trouble ?? ofWholeForm
        hasFile = self.fields.contains(where: \.isFile)
        submit = words.text("form.\(name).do")
        self.isGrave = isGrave
    }
}

extension FormView.Field {
    init(_ field: FormField, of form: String, typed: FormAnswers?, problem: FormProblem?, _ words: Catalogue) {
        let key = FormWords.key(of: field.name, in: form, words)
        let hint = FormWords.hint(of: field.name, in: form, words)
        let reason = problem?.field == field.name ? problem.map { words.text($0.reason) } : nil
        id = "field-\(field.name)"
        name = field.name
        label = words.text(key)
        self.hint = hint
        self.problem = reason
        let explanations = [
            reason == nil ? nil : "field-\(field.name)-problem", hint == nil ? nil : "field-\(field.name)-hint",
        ].compactMap(\.self)
        describedBy = explanations.isEmpty ? nil : explanations.joined(separator: " ")
        isRequired = field.isRequired
        value = typed?.typed(field.name) ?? field.initial.first ?? ""
        isTicked = typed.map { $0.isTicked(field.name) } ?? (field.initial.first == "1")
        let shape = Shape(field.answer)
        (isLine, isText, isChoice, isTicks) = (shape == .line, shape == .text, shape == .choice, shape == .ticks)
        (isTick, isDay, isNumber, isFile) = (shape == .tick, shape == .day, shape == .number, shape == .file)
        isOptional = !field.isRequired && shape != .tick && shape != .ticks && shape != .choice
        (rows, minimum, maximum) = Self.measures(of: field.answer)
        options = Self.options(of: field, typed: typed)
        keptFile = shape == .file && !value.isEmpty ? value : nil
        isLong = isTicks && options.count > 12
    }

    private enum Shape {
        case line, text, choice, ticks, tick, day, number, file

        init(_ answer: FormField.Answer) {
            switch answer {
            case .line: self = .line
            case .text: self = .text
            case .choice: self = .choice
            case .ticks: self = .ticks
            case .tick: self = .tick
            case .day: self = .day
            case .number: self = .number
            case .file: self = .file
            }
        }
    }

    private static func measures(of answer: FormField.Answer) -> (rows: Int, minimum: Int, maximum: Int) {
        switch answer {
        case .text(let rows): (rows, 0, 0)
        case .number(let range): (0, range.lowerBound, range.upperBound)
        case .line, .choice, .ticks, .tick, .day, .file: (0, 0, 0)
        }
    }

    private static func options(of field: FormField, typed: FormAnswers?) -> [FormView.Option] {
        switch field.answer {
        case .choice(let options):
            let chosen = typed?.typed(field.name) ?? field.initial.first ?? ""
            return options.map {
                .init(id: "", name: field.name, value: $0.value, text: $0.text, isChosen: $0.value == chosen)
            }
        case .ticks(let options):
            return options.map { option in
                let name = field.boxName(option)
                let isChosen = typed.map { $0.isTicked(name) } ?? field.initial.contains(option.value)
                return .init(id: "field-\(name)", name: name, value: "1", text: option.text, isChosen: isChosen)
            }
        case .line, .text, .tick, .day, .number, .file: return []
        }
    }
}

/// Where the words of a form's field stand.
enum FormWords {
    /// Its own under the form's name, or those that it shares with the same field of other forms.
    static func key(of field: String, in form: String, _ words: Catalogue) -> String {
        let own = "form.\(form).\(field)"
        return words.keys.contains(own) ? own : "field.\(field)"
    }

    /// What explains it: under the form's name too where only this form needs it, though others share the label. A label of its own is
    /// not explained by what others say.
    static func hint(of field: String, in form: String, _ words: Catalogue) -> String? {
        ["form.\(form).\(field)-hint", "\(key(of: field, in: form, words))-hint"].first { words.keys.contains($0) }
            .map { words.text($0) }
    }
}
