// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import Languages
import LifeboatTestSupport

/// A worker who takes any way that the page of a case offers, and fills in the form behind it until it is taken.
extension Simulation {
    static let words: Catalogue = {
        guard let words = try? DeskResources.catalogues()["en"] else { preconditionFailure("a catalogue") }
        return words
    }()

    /// A form that a page offers.
    private struct Offer {
        let part: PartRecord
        let form: CaseForm
        let about: String?
        let shown: Shown
    }

    mutating func actOnPage(_ place: Int) async {
        let (desk, now) = (actors[place].desk, actors[place].fixture.now)
        let state = await desk.state
        guard let record = state.cases.randomElement(using: &dice) else { return }
        let scene = CaseScene(state: state, record: record, me: await desk.me, words: Self.words, now: now)
        let offers = Dictionary(grouping: Self.offers(scene)) { $0.form.name }
        guard let name = offers.keys.sorted().randomElement(using: &dice),
            let offer = offers[name]?.randomElement(using: &dice)
        else { return }
        let chances = Once(SeededGenerator(seed: dice.next()))
        let formScene = FormScene(scene, part: offer.part, about: offer.about, shown: offer.shown) {
            chances.with { $0.bytes(16) }
        }
        let form = offer.form
        guard form.subject(formScene) else { return }
        let said: [PartEvents]? = fill(form.fields(formScene)) { answers throws(FormProblem) in
            [PartEvents(compartment: offer.part.compartment, events: try form.events(answers, formScene))]
                + (try form.elsewhere(answers, formScene))
        }
        guard let said else { return count("unfilled \(name)") }
        await act(place, "form \(name)") { try await $0.say(said) }
    }

    private static func offers(_ scene: CaseScene) -> [Offer] {
        let blocks = CasePage(scene).parts.flatMap(\.blocks)
        var acts = blocks.flatMap(\.acts)
        for card in blocks.flatMap(\.cards) {
            acts += card.acts + card.beside.flatMap(\.acts) + card.questions.flatMap(\.acts)
        }
        acts += blocks.compactMap(\.table).flatMap(\.rows).flatMap(\.cells).flatMap(\.acts)
        return acts.compactMap { act in
            let address = act.href.split(separator: "?", maxSplits: 1)
            let way = (address.first ?? "").split(separator: "/").map(String.init)
            guard way.count == 4, way[0] == "cases", let compartment = ID<Compartment>(hex: way[2]),
                let part = scene.record.parts.first(where: { $0.compartment == compartment }),
                let form = CaseForm.form(way[3], in: part.kind)
            else { return nil }
            let query = address.count > 1 ? address[1].split(separator: "&") : []
            func value(_ name: String) -> Substring? {
                query.first { $0.hasPrefix("\(name)=") }?.dropFirst(name.count + 1)
            }
            return Offer(
                part: part, form: form, about: value("about").map(String.init), shown: Shown(value("shown") ?? ""))
        }
    }

    /// Answers by dice; what the form does not take is answered otherwise, as it asks. Nil where nothing will do.
    mutating func fill<Value>(
        _ fields: [FormField], _ read: (FormAnswers) throws(FormProblem) -> Value
    ) -> Value? {
        var typed: [String: String] = [:]
        for field in fields { answer(field, &typed) }
        for _ in 0..<8 {
            let attempt: Result<Value, FormProblem>
            do throws(FormProblem) { attempt = .success(try read(FormAnswers(typed))) } catch {
                attempt = .failure(error)
            }
            switch attempt {
            case .success(let value): return value
            case .failure(let error):
                guard let name = error.field, let field = fields.first(where: { $0.name == name }) else {
                    for field in fields where Bool.random(using: &dice) { answer(field, &typed) }
                    continue
                }
                switch error.reason {
                case "problem.day", "problem.hearing": typed[name] = day()
                case "problem.day-ahead": typed[name] = Day(at: now).iso
                case "problem.country": typed[name] = "RUS"
                case "problem.partial-date": typed[name] = "1980-02"
                case "problem.digest": typed[name] = String(repeating: "ab", count: 32)
                case "problem.tick": typed[name] = "1"
                case "problem.missing":
                    if case .day = field.answer { typed[name] = day() } else { typed[name] = nextWord() }
                default: answer(field, &typed)
                }
            }
        }
        return nil
    }

    private mutating func day() -> String {
        let days = Int.random(in: -20...200, using: &dice)
        return Day(at: UInt64(Int(now) + days * 86_400)).iso
    }

    private mutating func answer(_ field: FormField, _ typed: inout [String: String]) {
        let initial = field.initial.first ?? ""
        switch field.answer {
        case .line, .text:
            typed[field.name] = !initial.isEmpty && chance(2) ? initial : nextWord()
            if !field.isRequired, chance(3) { typed[field.name] = "" }
        case .choice(let options):
            let chosen = options.filter { !$0.value.isEmpty }.randomElement(using: &dice)
            typed[field.name] = !field.isRequired && chance(3) ? "" : chosen?.value ?? ""
        case .ticks(let options):
            for option in options { typed[field.boxName(option)] = chance(2) ? "1" : "" }
        case .tick: typed[field.name] = chance(4) ? "" : "1"
        case .day:
            typed[field.name] = !initial.isEmpty && chance(2) ? initial : field.isRequired || chance(2) ? day() : ""
        case .number(let range): typed[field.name] = "\(Int.random(in: range, using: &dice))"
        case .file: typed[field.name] = chance(2) ? String(repeating: "ab", count: 32) : ""
        }
    }
}
