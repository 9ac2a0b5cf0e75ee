// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Counsel's part: each procedure with its stages and time limits, and the screening for exclusion.
enum LegalBlocks {
    static func blocks(_ part: LegalPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        matters(part, in: home, scene) + [screening(part, in: home, scene)]
    }

    static func matters(_ part: LegalPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        var blocks = part.matters.map { matter($0, in: home, scene) }
        if blocks.isEmpty {
            var empty = Block(id: "matters-\(home.compartment.hex)", heading: scene.words.text("legal.matters"))
            empty.calm = scene.words.text("legal.none")
            blocks = [empty]
        }
        blocks[blocks.count - 1].acts.append(scene.act("matter", in: home.compartment))
        return blocks
    }

    private static func matter(_ matter: MatterRecord, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "matter-\(matter.id.hex)", heading: matter.title)
        if let stage = matter.stage { block.badges = [Badge(words.name(of: stage))] }
        block.pairs = [
            Pair(words.text("legal.track"), "\(words.name(of: matter.track)), \(matter.jurisdiction)"),
            Pair(words.text("legal.counsel"), matter.counsel.isEmpty ? words.text("legal.no-counsel") : matter.counsel),
        ]
        let clocks = matter.clocks(on: scene.day)
        if !clocks.isEmpty { block.table = table(clocks, of: matter, in: home, scene) }
        if !matter.stages.isEmpty {
            var card = Card("stages-\(matter.id.hex)", words.text("legal.stages"))
            card.deeper = Deeper(
                summary: words.plural("legal.stage-count", matter.stages.count),
                lines: matter.stages.map { step in
                    [step.on.iso, words.name(of: step.stage), step.stated.note].filter { !$0.isEmpty }
                        .joined(separator: " · ")
                } + matter.marks.map { "\($0.on.iso) · \(words.name(of: $0.mark)) · \($0.note)" })
            block.cards = [card]
        }
        var names = matter.offered.isEmpty ? [] : ["stage"]
        if matter.stage != nil { names.append("undo-stage") }
        names.append("mark")
        if !matter.marks.isEmpty { names.append("undo-mark") }
        block.acts = (names + ["own-clock", "holidays", "name-counsel"]).map {
            scene.act($0, in: home.compartment, about: matter.id.hex, replacing: home.replaced(by: $0, in: matter))
        }
        return block
    }

    private static func table(
        _ clocks: [LegalClock], of matter: MatterRecord, in home: PartRecord, _ scene: CaseScene
    ) -> BlockTable {
        let words = scene.words
        return BlockTable(
            headings: ["limit", "due", "state", "citation"].map { words.text("legal.column-\($0)") },
            rows: clocks.map { clock in
                let about = "\(matter.id.hex).\(clock.address)"
                let acts =
                    clock.isOpen || clock.isClosedByWord
                    ? [scene.act("clock", in: home.compartment, about: about)] : []
                return BlockTable.Row(
                    style: clock.isOpen ? "" : "done",
                    cells: [
                        .init(text: words.name(of: clock), isHead: true, acts: acts),
                        .init(text: "", when: words.when(clock, on: scene.day)),
                        .init(
                            text: words.state(of: clock),
                            badges: clock.doubts.sorted { $0.rawValue < $1.rawValue }
                                .map { Badge(words.name(of: $0), .near) }),
                        .init(
                            text: "\(clock.citation)\(clock.provenance(words))",
                            acts: clock.isAmber && clock.isOfTable && scene.isCounsel
                                ? [scene.act("rule", in: home.compartment, about: about)] : []),
                    ])
            })
    }

    private static func screening(_ part: LegalPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "exclusion-\(home.compartment.hex)", heading: words.text("legal.exclusion"))
        block.badges = [
            Badge(words.name(of: part.exclusion), part.exclusion == .indicator ? .grave : .plain),
            Badge(words.text(part.mayVouch ? "legal.may-vouch" : "legal.may-not-vouch"), part.mayVouch ? .good : .near),
        ]
        let standing = part.screening.standing
        block.badges += Set(standing.map(\.by)).compactMap { scene.selfMade($0) }.sorted().map { Badge($0, .grave) }
        if let last = standing.last {
            block.summary = standing.count == 1 ? last.reasons : words.text("legal.screened-apart")
            var card = Card("screening-\(home.compartment.hex)", words.text("legal.screening"))
            card.note = standing.map { scene.byline($0.by, at: $0.at) }.joined(separator: "; ")
            if standing.count > 1 {
                card.pairs = standing.map {
                    Pair(words.name(of: $0.state), "\($0.reasons) \(scene.byline($0.by, at: $0.at))")
                }
            }
            card.deeper = Deeper(
                summary: words.plural("legal.screening-count", part.screening.steps.count),
                lines: part.screening.steps.map {
                    "\(scene.byline($0.by, at: $0.at)): \(words.name(of: $0.state)). \($0.reasons)"
                })
            block.cards = [card]
        } else {
            block.calm = words.text("legal.not-screened")
        }
        // Nobody else's word counts here, so nobody else is asked for it.
        if scene.isCounsel {
            let takenBack = scene.record.parts.flatMap { $0.casework?.clearance.open ?? [] }
            block.acts = [scene.act("screen", in: home.compartment, replacing: takenBack)]
        }
        return block
    }
}

extension LegalClock {
    /// How an address names it.
    var address: String {
        switch source {
        case .rule(let rule): "rule.\(rule.id)"
        case .own(let clock): "own.\(clock.id.hex)"
        }
    }

    var isOfTable: Bool { if case .rule = source { true } else { false } }

    /// Since when the rule holds, and who looked when.
    func provenance(_ words: Catalogue) -> String {
        guard case .rule(let rule) = source else { return "" }
        return "; "
            + words.text(
                "legal.provenance",
                ["from": rule.validFrom.iso, "checked": rule.checkedOn.iso, "review": rule.reviewBy.iso])
    }
}

extension Catalogue {
    func name(of clock: LegalClock) -> String {
        switch clock.source {
        case .rule(let rule): text(rule.catalogueKey)
        case .own(let clock): clock.title
        }
    }

    /// Nil for a time limit that nobody has to keep any more.
    func when(_ clock: LegalClock, on day: Day) -> When? {
        switch clock.urgency(on: day) {
        case .missed, .overdue: due(clock.due, on: day)
        case .near: When(due(clock.due, on: day).text, .near)
        case .running: When(due(clock.due, on: day).text, .far)
        case nil: When(clock.due.iso, .far)
        }
    }

    func state(of clock: LegalClock) -> String {
        let duty = name(of: clock.duty)
        switch clock.state {
        case .running: return text("clock.running", ["duty": duty])
        case .suspended(let day): return text("clock.suspended", ["duty": duty, "day": day.iso])
        case .met(let day): return text("clock.met", ["duty": duty, "day": day.iso])
        case .metLate(let day): return text("clock.met-late", ["duty": duty, "day": day.iso])
        case .missed: return text("clock.missed", ["duty": duty])
        case .overdue: return text("clock.overdue", ["duty": duty])
        case .dropped: return text("clock.dropped", ["duty": duty])
        }
    }
}
