// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import WebForms
import Testing

@testable import Desk

struct FormTests {
    private let words: Catalogue

    init() throws { words = try #require(try DeskResources.catalogues()["en"]) }

    private func answers(_ body: String) throws -> FormAnswers {
        FormAnswers(try FormFields(parsing: Array(body.utf8)))
    }

    private func view(
        _ fields: [FormField], typed: String? = nil, problem: FormProblem? = nil
    ) throws -> FormView {
        FormView(
            "sample", action: "/x", fields: fields, typed: try typed.map(answers), problem: problem, words)
    }

    @Test func `answers are read by type, and what no page of ours sends is no answer`() throws {
        let answers = try answers("a=+word+&n=4&danger=2&danger-1=1&danger-9=1&t=1&lines=one%0D%0A%0Atwo")
        #expect(try answers.prose("a") == "word")
        #expect(try answers.number("n", in: 1...5) == 4)
        #expect(try answers.choice("danger") == DangerRating.days)
        #expect(answers.ticked("danger") == [DangerRating.lifeInDanger])
        #expect(answers.isTicked("t") && !answers.isTicked("a"))
        #expect(answers.lines("lines") == ["one", "two"])
    }

    @Test(arguments: ["Evil%0AValid-Until:+2199", "Evil%0D%0Ax", "Evil%E2%80%A8x", "Evil%09x", "Evil%00x"])
    func `a field of one line takes no line break, and keeps what was typed`(typed: String) throws {
        let answers = try answers("to=\(typed)")
        let problem = FormProblem(field: "to", reason: "problem.one-line")
        #expect(throws: problem) { try answers.line("to") }
        #expect(throws: problem) { try answers.optionalLine("to") }
        let view = try view([.line("to")], typed: "to=\(typed)", problem: problem)
        #expect(view.fields[0].value.hasPrefix("Evil") && view.fields[0].problem?.contains("one line") == true)
    }

    @Test func `what nobody sees of a line stays behind, and what letters need does not`() throws {
        let answers = try answers("to=+%E2%80%AEEv%E2%80%8Bil%EF%BB%BF+&fa=%D9%85%DB%8C%E2%80%8C%D8%AE&none=%E2%80%8B")
        #expect(try answers.line("to") == "Evil")
        #expect(try answers.line("fa") == "می\u{200C}خ")
        #expect(try answers.optionalLine("none").isEmpty)
        #expect(throws: FormProblem(field: "none", reason: "problem.missing")) { try answers.line("none") }
    }

    @Test func `what is missing is named with its field`() throws {
        let answers = try answers("a=+&n=6&danger=77&id=zz")
        #expect(throws: FormProblem(field: "a", reason: "problem.missing")) { try answers.prose("a") }
        #expect(throws: FormProblem(field: "n", reason: "problem.number")) { try answers.number("n", in: 1...5) }
        #expect(throws: FormProblem(field: "danger", reason: "problem.choose")) {
            try answers.choice("danger", of: DangerRating.self)
        }
        #expect(throws: FormProblem(field: "id", reason: "problem.choose")) { try answers.id("id", of: Member.self) }
        #expect(throws: FormProblem(field: "t", reason: "problem.tick")) { try answers.requireTick("t") }
    }

    @Test func `a hint of one form explains a field whose label others share`() throws {
        func hint(_ field: String, in form: String) -> String? {
            FormView(form, action: "/x", fields: [.line(field)], words).fields.first?.hint
        }
        #expect(hint("due", in: "task")?.contains("your own words needs a day") == true)
        #expect(hint("due", in: "own-clock") == nil)
        #expect(hint("left-on", in: "attest")?.contains("2025-03-14") == true)
        #expect(hint("until", in: "attest") == "The last day on which it holds.")
    }

    @Test func `a refused form comes back as it was typed`() throws {
        let fields = [
            FormField.prose("what"), .tick("sure"), .choice("danger", of: DangerRating.self, words),
            FormField("who", .ticks([FormOption(value: "a", text: "A"), FormOption(value: "b", text: "B")])),
        ]
        let view = try view(
            fields, typed: "what=%3Cb%3E&sure=1&danger=2&who-b=1",
            problem: FormProblem(field: "what", reason: "problem.missing"))
        #expect(view.fields[0].value == "<b>" && view.fields[0].problem == "Please fill this in.")
        #expect(view.fields[1].isTicked)
        #expect(view.fields[2].options.filter(\.isChosen).map(\.value) == ["2"])
        #expect(view.fields[3].options.filter(\.isChosen).map(\.name) == ["who-b"])
        #expect(view.trouble == "Nothing was recorded yet: look at the marked field.")
        #expect(view.fields[0].describedBy == "field-what-problem" && view.fields[1].describedBy == nil)
    }

    @Test func `nothing is chosen for the worker unless the form says so`() throws {
        let open = try view([.choice("danger", of: DangerRating.self, words)])
        #expect(open.fields[0].options.first?.value == "")
        let chosen = try view([.choice("danger", of: DangerRating.self, initial: .weeks, words)])
        #expect(chosen.fields[0].options.filter(\.isChosen).map(\.text) == ["weeks"])
        #expect(chosen.fields[0].options.count == DangerRating.allCases.count)
    }
}

struct PlotTests {
    private func plot(_ counts: [[Int]]) -> BarPlot {
        BarPlot(
            id: "p", heading: "", summary: "", labelHeading: "", numberHeading: "",
            series: [.init(style: "plot-1", name: "urgent"), .init(style: "plot-2", name: "other")],
            counts.map { .init(label: "row", counts: $0) })
    }

    @Test func `the longest bar fills the width, and its parts add up`() {
        let bars = plot([[1, 2], [1, 1], [0, 0]]).rows
        #expect(bars.map(\.number) == ["3", "2", "0"])
        #expect(bars[0].segments.map(\.start) == [0, 33] && bars[0].segments.map(\.width) == [33, 67])
        #expect(bars[1].segments.map(\.width) == [33, 33])
        #expect(bars[2].segments.isEmpty)
    }

    @Test(arguments: 1...40) func `no bar leaves its frame`(count: Int) {
        for row in plot([[count, 7], [3, count * 2], [1, 0]]).rows {
            for segment in row.segments { #expect(segment.start + segment.width <= 101 && segment.width >= 1) }
        }
    }

    @Test func `a small number can still be seen`() {
        #expect(plot([[1, 999]]).rows[0].segments.first?.width == 1)
    }
}
