// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Names

/// Where a name of the person may stand, and what colleagues decided about it.
enum ExposureBlocks {
    /// Nil where nothing was ever found: then the page of exposure says what was compared, and this one says nothing.
    static func block(_ part: IdentityPart, in home: PartRecord, _ scene: CaseScene) -> Block? {
        guard !part.exposures.isEmpty else { return nil }
        let words = scene.words
        var block = Block(id: "exposure-\(home.compartment.hex)", heading: words.text("exposure.title"))
        block.cards = inReadingOrder(part.exposures).map { card($0, of: part, in: home, scene) }
        block.acts = [Act(href: DeskPath.exposure, text: words.text("exposure.compare"))]
        return block
    }

    /// What waits for somebody first; then who is there; what was ruled out last.
    static func inReadingOrder(_ exposures: some Sequence<ExposureRecord>) -> [ExposureRecord] {
        func rank(_ record: ExposureRecord) -> Int {
            if record.isOpen || record.isContested { return 0 }
            return switch record.verdict {
            case .same: 1
            case .cannotTell, nil: 2
            case .notSame: 3
            }
        }
        return exposures.sorted { (rank($0), $1.found.score, $0.id) < (rank($1), $0.found.score, $1.id) }
    }

    static func card(
        _ record: ExposureRecord, of part: IdentityPart, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        let found = record.found
        var card = Card("exposure-\(record.id.hex)", words.title(of: found.origin))
        card.badges = [words.badge(of: record)]
        if record.isOpen { card.badges.append(words.badge(ofScore: found.score)) }
        card.note = "\(words.text("exposure.found-by")) \(scene.byline(record.foundBy, at: record.foundAt))"
        card.beside = [
            Side(
                heading: words.text("exposure.own-spelling"), said: found.ownSpelling,
                note: IdentityBlocks.known(part, words)),
            Side(
                heading: words.text("exposure.their-spelling"), said: found.theirSpellings.first ?? "",
                note: theirs(found, words)),
        ]
        card.pairs =
            [Pair(words.text("exposure.why"), found.explanation(in: words.language.tag))]
            + words.pairs(of: found.origin)
        card.deeper =
            Deeper(
                summary: words.plural("exposure.decisions", record.decisions.all.count),
                lines: record.decisions.all.map { words.line(of: $0, scene) }
            ).ifAny
        if record.isOpen || record.isContested { card.style = Card.Style.open.rawValue }
        if record.verdict == .notSame { card.style = Card.Style.past.rawValue }
        card.acts = [
            scene.act(
                "exposure-decide", in: home.compartment, about: record.id.hex,
                replacing: record.decisions.current.map(\.entry))
        ]
        if let task = part.task(record.id), task.isOpen {
            card.when = words.due(Day(at: task.due), on: scene.day, nearDays: 3)
            card.pairs.append(
                Pair(
                    words.text("exposure.looks"),
                    task.owner == task.deputy
                        ? words.text("exposure.looks-alone", ["name": scene.name(task.owner)])
                        : "\(scene.name(task.owner)) / \(scene.name(task.deputy))"))
            card.pairs += (words.lines(of: task.given, scene.name) + words.lines(of: task.putOff, scene.name)).map {
                Pair(words.text("apart.badge"), $0)
            }
            card.acts += WorkBlocks.acts(of: task, in: home, scene).filter {
                ["postpone", "reassign"].contains(where: $0.href.contains)
            }
        }
        return card
    }
}

extension ExposureBlocks {
    /// What the list says of its person beside the name that came nearest; nil where that is nothing and no list.
    private static func theirs(_ found: FoundExposure, _ words: Catalogue) -> String? {
        let others = found.theirSpellings.dropFirst().joined(separator: "; ")
        let born = if case .list(let row) = found.origin { row.birthDate } else { nil as String? }
        let lines = [
            born.map {
                "\(words.text("exposure.born")): \($0.isEmpty ? words.text("exposure.born-unsaid") : $0)"
            },
            others.isEmpty ? nil : words.text("exposure.also", ["names": others]),
        ].compactMap(\.self)
        return lines.isEmpty ? nil : lines.joined(separator: " · ")
    }
}

extension Catalogue {
    func title(of origin: ExposureOrigin) -> String {
        switch origin {
        case .list(let row): text("exposure.on-list", ["list": row.list])
        case .text(let mention): text("exposure.in-text", ["title": mention.title])
        }
    }

    /// What stands about a hit, in one word.
    func badge(of record: ExposureRecord) -> Badge {
        if record.isOpen { return Badge(text("exposure.open"), .near) }
        if record.isContested { return Badge(text("identity.contested"), .near) }
        return switch record.verdict {
        case .same: Badge(name(of: ExposureVerdict.same), .grave)
        case .cannotTell: Badge(name(of: ExposureVerdict.cannotTell), .doubt)
        case .notSame: Badge(name(of: ExposureVerdict.notSame), .good)
        case nil: Badge(text("exposure.open"), .near)
        }
    }

    /// How near the names are: the band first, so that nobody reads a number alone.
    func badge(ofScore score: UInt16) -> Badge {
        let percent = ["percent": String(score / 100)]
        return switch Comparison.Band(score: Double(score) / 10_000) {
        case .match: Badge(text("exposure.match", percent), .grave)
        case .look, .clear: Badge(text("exposure.look", percent), .near)
        }
    }

    func pairs(of origin: ExposureOrigin) -> [Pair] {
        switch origin {
        case .list(let row):
            [
                Pair(text("exposure.row"), place(of: row)),
                Pair(text("exposure.source"), row.source),
                Pair(text("exposure.list-date"), row.date?.iso ?? text("exposure.no-date")),
                Pair(text("exposure.licence"), row.licence),
            ].filter { !$0.value.isEmpty }
        case .text(let mention):
            [
                Pair(text("exposure.words-around"), mention.excerpt),
                Pair(
                    text("exposure.place"),
                    text("exposure.line-column", ["line": "\(mention.line)", "column": "\(mention.column)"])),
                Pair(text("exposure.text-date"), mention.date?.iso ?? text("exposure.no-date")),
            ]
        }
    }

    private func place(of row: ListedRow) -> String {
        let line = text("exposure.line", ["line": "\(row.line)"])
        return row.identifier.isEmpty ? line : "\(row.identifier), \(line)"
    }

    fileprivate func line(of version: Version<ExposureVerdict>, _ scene: CaseScene) -> String {
        let verdict = version.value.map { name(of: $0) } ?? ""
        return "\(verdict) — \(scene.byline(version.author, at: version.recordedAt)): “\(version.note)”"
    }
}
