// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import Languages

/// Pairs that may be one person's, of which this desk holds both keys.
struct DuplicatesPage {
    let explanation: String
    let remembered: String
    let toDecide: [Card]
    let calm: String?
    let decided: [Card]
    let decidedSummary: String
    let paging: Paging?

    /// - Parameter number: which page, from 1.
    init(_ desk: DeskScene, _ found: [PossibleDuplicate], number: Int) {
        let words = desk.words
        explanation = words.text("duplicates.explanation")
        remembered = words.text("duplicates.remembered")
        let there = found.filter { desk.knows($0.pair) }
        let (open, over) = (there.filter { $0.verdict == nil }, there.filter { $0.verdict != nil })
        let paging = Paging(max(open.count, over.count), number: number, words) { "\(DeskPath.duplicates)?page=\($0)" }
        toDecide = open[paging.range.clamped(to: open.indices)].compactMap { Self.card($0, desk) }
        decided = over[paging.range.clamped(to: over.indices)].compactMap { Self.card($0, desk) }
        calm = open.isEmpty ? words.text("duplicates.none") : nil
        decidedSummary = words.plural("exposure.decided", over.count)
        self.paging = paging.ifAny
    }

    /// Nil where one of the two is not here any more.
    static func card(_ duplicate: PossibleDuplicate, _ desk: DeskScene) -> Card? {
        let words = desk.words
        guard let first = desk.place(of: duplicate.pair.person), let second = desk.place(of: duplicate.pair.other)
        else { return nil }
        let hex = duplicate.pair.hex
        var card = Card("pair-\(hex)", "\(first.text) — \(second.text)")
        card.badges = [
            duplicate.verdict.map { Badge(words.name(of: $0), $0.style) } ?? Badge(words.text("exposure.open"), .near)
        ]
        if duplicate.verdict == nil { card.badges.append(words.badge(ofScore: duplicate.score)) }
        card.beside = [
            Side(heading: first.text, said: duplicate.firstSpelling, acts: [first]),
            Side(heading: second.text, said: duplicate.secondSpelling, acts: [second]),
        ]
        let explanation =
            duplicate.explanations.first { $0.language == words.language.tag }
            ?? duplicate.explanations.first
        card.pairs = [Pair(words.text("exposure.why"), explanation?.text ?? "")]
        card.deeper =
            Deeper(
                summary: words.plural("exposure.decisions", duplicate.decisions.count),
                lines: duplicate.decisions.map {
                    "\(words.name(of: $0.verdict)) — \(desk.name($0.by)), \(LocalTime.text(second: $0.at)): “\($0.reason)”"
                }
            ).ifAny
        card.style = (duplicate.verdict == nil ? Card.Style.open : .past).rawValue
        card.acts = [Act(href: "\(DeskPath.duplicates)/\(hex)", text: words.text("form.pair-decide.act"))]
        return card
    }
}

extension ExposureVerdict {
    /// How a decision about a pair looks; for a hit, the same person is grave.
    fileprivate var style: Badge.Style {
        switch self {
        case .same: .good
        case .notSame: .plain
        case .cannotTell: .doubt
        }
    }
}

extension DeskScene {
    /// Whether both are here.
    fileprivate func knows(_ pair: DuplicatePair) -> Bool {
        guard state.part(pair.person) != nil else { return false }
        return switch pair.other {
        case .person(let compartment), .conversation(let compartment): state.part(compartment) != nil
        case .request(let id): state.request(id) != nil
        }
    }

    fileprivate func place(of compartment: ID<Compartment>) -> Act? {
        guard let part = state.part(compartment), let record = state.case(part.case) else { return nil }
        return Act(
            href: "\(DeskPath.case(part.case))#part-\(compartment.hex)",
            text: words.text("duplicates.of-case", ["case": record.alias, "part": words.name(of: part, in: record)]))
    }

    fileprivate func place(of other: DuplicatePair.Other) -> Act? {
        switch other {
        case .person(let compartment), .conversation(let compartment): return place(of: compartment)
        case .request(let id):
            guard let request = state.request(id) else { return nil }
            return Act(
                href: DeskPath.request(id),
                text: words.text("duplicates.of-request", ["when": LocalTime.text(second: request.receivedAt)]))
        }
    }
}

extension DuplicatePair {
    /// As an address says it: identifiers that mean nothing to anybody else.
    var hex: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0\(digits)" : digits
        }.joined()
    }
}
