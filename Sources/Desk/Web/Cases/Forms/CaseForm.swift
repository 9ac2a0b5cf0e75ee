// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Languages

/// What a worker can state in one compartment of a case, as a form: its questions, and the events that the answers make.
/// Its words stand in the catalogues under its name.
struct CaseForm: Sendable {
    /// As the address says it.
    let name: String
    /// Where what it states may stand.
    let home: CompartmentKind
    var isGrave = false
    /// Whether it is about one thing that has to be there.
    let subject: @Sendable (FormScene) -> Bool
    let fields: @Sendable (FormScene) -> [FormField]
    let events: @Sendable (FormAnswers, FormScene) throws(FormProblem) -> [CompartmentEvent]
    /// What the same act says in other parts of the case.
    let elsewhere: @Sendable (FormAnswers, FormScene) throws(FormProblem) -> [PartEvents]
    /// What stands beside the form: what is known so far.
    let context: @Sendable (FormScene) -> [Block]
    /// Why nothing could come of it now, under which the words stand: nothing is asked then. Nil where something can.
    let stopped: @Sendable (FormScene) -> String?
    /// Where the worker goes once it is recorded, where that is not the part itself; by the part as it was before.
    let next: @Sendable (FormScene, FormAnswers) -> String?

    init(
        _ name: String, in home: CompartmentKind, isGrave: Bool = false,
        about subject: @escaping @Sendable (FormScene) -> Bool = { $0.about.isEmpty },
        fields: @escaping @Sendable (FormScene) -> [FormField],
        context: @escaping @Sendable (FormScene) -> [Block] = { _ in [] },
        stopped: @escaping @Sendable (FormScene) -> String? = { _ in nil },
        elsewhere: @escaping @Sendable (FormAnswers, FormScene) throws(FormProblem) -> [PartEvents] = { _, _ in [] },
        next: @escaping @Sendable (FormScene, FormAnswers) -> String? = { _, _ in nil },
        events: @escaping @Sendable (FormAnswers, FormScene) throws(FormProblem) -> [CompartmentEvent]
    ) {
        self.name = name
        self.home = home
        self.isGrave = isGrave
        self.subject = subject
        self.fields = fields
        self.context = context
        self.stopped = stopped
        self.next = next
        self.events = events
        self.elsewhere = elsewhere
    }

    /// Every form of every area.
    static let all: [CaseForm] =
        courseForms + clearanceForms + taskForms + planForms + identityForms + exposureForms + whereaboutsForms
        + claimForms + checkForms
        + attestationForms + statementForms + doubtForms
        + legalForms + clockForms + consentForms + recallForms + portalConsentForms + overrideForms
        + witnessForms

    static func form(_ name: String, in kind: CompartmentKind) -> CaseForm? {
        all.first { $0.name == name && $0.home == kind }
    }
}

/// What a form has to go by: the case, the part that it states something in, and the thing that it is about.
struct FormScene {
    let scene: CaseScene
    let part: PartRecord
    /// As the address says it: identifiers and numbers with dots between them. Empty for a form about nothing yet.
    let about: [String]
    /// What the page showed that led to the form, as the way there or the form itself says it.
    let shown: Shown
    /// Sixteen bytes that nobody can guess, for what the form begins.
    let fresh: @Sendable () -> [UInt8]

    init(
        _ scene: CaseScene, part: PartRecord, about: String?, shown: Shown = .nothing,
        fresh: @escaping @Sendable () -> [UInt8]
    ) {
        self.scene = scene
        self.part = part
        self.about = (about ?? "").split(separator: ".").map(String.init)
        self.shown = shown
        self.fresh = fresh
    }

    var words: Catalogue { scene.words }
    var day: Day { scene.day }

    /// A new identifier.
    func newID<Subject>(_: Subject.Type = Subject.self) -> ID<Subject> {
        guard let id = ID<Subject>(fresh()) else { preconditionFailure("sixteen bytes") }
        return id
    }

    func id<Subject>(_ position: Int = 0, _: Subject.Type = Subject.self) -> ID<Subject>? {
        about.indices.contains(position) ? ID<Subject>(hex: about[position]) : nil
    }

    /// The same with what the form carried back.
    func showing(_ shown: Shown) -> FormScene {
        FormScene(scene, part: part, about: about.joined(separator: "."), shown: shown, fresh: fresh)
    }

    /// The address that the form is sent to: what it showed goes with it, and not in there.
    func address(of name: String) -> String { scene.act(name, in: part.compartment, about: subject).href }

    /// The way that led to the form from a page that showed what this one says.
    func way(to name: String) -> String {
        scene.act(name, in: part.compartment, about: subject, replacing: shown.entries).href
    }

    private var subject: String? { about.isEmpty ? nil : about.joined(separator: ".") }

    /// Colleagues who hold this part, to be chosen from.
    var holders: [FormOption] {
        let holders = Set(part.access.holders)
        return scene.colleagues.filter { holders.contains($0.id) }.map {
            FormOption(value: $0.id.hex, text: $0.name)
        }
    }
}

extension FormAnswers {
    /// A day of the calendar.
    func day(_ name: String) throws(FormProblem) -> Day {
        guard let day = try optionalDay(name) else { throw FormProblem(field: name, reason: "problem.missing") }
        return day
    }

    /// A day on which something happened. One of tolerance: a letter may come from further east.
    func day(_ name: String, notAfter today: Day) throws(FormProblem) -> Day {
        let day = try day(name)
        guard day <= today.adding(days: 1) else { throw FormProblem(field: name, reason: "problem.day-ahead") }
        return day
    }

    /// A day, or none; what is no day is neither.
    func optionalDay(_ name: String) throws(FormProblem) -> Day? {
        let text = optionalProse(name)
        guard !text.isEmpty else { return nil }
        guard let day = Day(iso: text) else { throw FormProblem(field: name, reason: "problem.day") }
        return day
    }

    /// A day by which something is to be done: today at the earliest. What was due yesterday was never promised.
    func day(_ name: String, notBefore today: Day) throws(FormProblem) -> Day {
        guard let day = try optionalDay(name, notBefore: today) else {
            throw FormProblem(field: name, reason: "problem.missing")
        }
        return day
    }

    /// As ``day(_:notBefore:)``, or none.
    func optionalDay(_ name: String, notBefore today: Day) throws(FormProblem) -> Day? {
        let day = try optionalDay(name)
        if let day, day < today { throw FormProblem(field: name, reason: "problem.day-past") }
        return day
    }

    /// A date of which only the year may be known.
    func partialDate(_ name: String) throws(FormProblem) -> PartialDate {
        let parts = try prose(name).split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(parts.count), let year = parts[0], !parts.contains(nil),
            let date = PartialDate(
                year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
        else { throw FormProblem(field: name, reason: "problem.partial-date") }
        return date
    }

    func country(_ name: String) throws(FormProblem) -> CountryCode {
        guard let code = CountryCode(try prose(name).uppercased()) else {
            throw FormProblem(field: name, reason: "problem.country")
        }
        return code
    }

    func optionalCountry(_ name: String) throws(FormProblem) -> CountryCode? {
        optionalProse(name).isEmpty ? nil : try country(name)
    }

    /// Country codes, separated by anything that is no letter.
    func countries(_ name: String) throws(FormProblem) -> [CountryCode] {
        var codes: [CountryCode] = []
        for text in optionalProse(name).uppercased().split(whereSeparator: { !$0.isLetter }) {
            guard let code = CountryCode(String(text)) else {
                throw FormProblem(field: name, reason: "problem.country")
            }
            codes.append(code)
        }
        return codes
    }

    /// SHA-256 as sixty-four hexadecimal digits.
    func digest(_ name: String) throws(FormProblem) -> [UInt8]? {
        let text = optionalProse(name).lowercased()
        guard !text.isEmpty else { return nil }
        guard let bytes = Hex.decode(text), bytes.count == 32 else {
            throw FormProblem(field: name, reason: "problem.digest")
        }
        return bytes
    }

    func grades() throws(FormProblem) -> Grades {
        Grades(source: try choice("source-grade"), information: try choice("information-grade"))
    }

    /// Whether the person was heard: a day, or why not.
    func hearing() throws(FormProblem) -> Hearing {
        if let day = try optionalDay("heard-on") { return .heard(on: day) }
        let reason = optionalProse("not-heard")
        guard !reason.isEmpty else { throw FormProblem(field: "heard-on", reason: "problem.hearing") }
        return .notHeard(because: reason)
    }
}

/// Fields that several forms have.
extension FormField {
    static func grades(_ words: Catalogue) -> [FormField] {
        [
            .choice("source-grade", of: SourceReliability.self, words),
            .choice("information-grade", of: InformationCredibility.self, words),
        ]
    }

    static var hearing: [FormField] {
        [.day("heard-on", isRequired: false), .prose("not-heard", rows: 2, isRequired: false)]
    }

    static func ticks<Word: Worded>(_ name: String, of _: Word.Type, _ words: Catalogue) -> FormField {
        FormField(
            name, .ticks(Word.allCases.map { FormOption(value: "\($0.rawValue)", text: words.name(of: $0)) }),
            isRequired: false)
    }
}
