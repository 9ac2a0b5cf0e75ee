// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import Languages

/// Whom open cases protect, against the lists and texts that colleagues drop in.
struct ExposurePage {
    /// The hits of one person.
    struct Person {
        let href: String
        let alias: String
        let cards: [Card]
    }

    struct ListCard {
        let card: Card
        let compareAction: String
        let removeAction: String
        let compareLabel: String
        let removeLabel: String
    }

    struct TextLine {
        let title: String
        let result: String
    }

    /// What stands in the fields of a form that came back.
    struct Typed {
        var title = ""
        var source = ""
        var date = ""
        var licence = ""
        var text = ""
    }

    /// What went wrong with one of the forms, and what was typed into it.
    struct Refused {
        enum Form { case list, text }
        let form: Form
        let why: String
        let typed: Typed
    }

    let summary: String
    let nameless: String?
    let damaged: String?
    let toDecide: [Person]
    let calm: String
    let decided: [Person]
    let decidedSummary: String
    let lists: [ListCard]
    let noLists: String?
    let listTrouble: String?
    let list: Typed
    let textTrouble: String?
    let text: Typed
    let texts: [TextLine]
    let duplicates: Act
    let limits: String
    let textLimits: String
    let paging: Paging?

    /// - Parameter number: which stretch of the persons, from 1.
    init(
        _ desk: DeskScene, _ lines: DeskLines, _ overview: ExposureOverview, number: Int = 1, refused: Refused? = nil
    ) {
        let words = desk.words
        summary = words.plural("exposure.persons", overview.personCount)
        nameless = overview.namelessCount > 0 ? words.plural("exposure.nameless", overview.namelessCount) : nil
        damaged = overview.isDamaged ? words.text("exposure.damaged") : nil
        let parts = Self.parts(desk, lines)
        let open = parts.filter { $0.identity.exposures.contains { $0.isToDecide } }
        let over = parts.filter { $0.identity.exposures.contains { !$0.isToDecide } }
        let paging = Paging(max(open.count, over.count), number: number, words) { "\(DeskPath.exposure)?page=\($0)" }
        self.paging = paging.ifAny
        toDecide = open[paging.range.clamped(to: open.indices)].map { $0.person(desk) { $0.isToDecide } }
        calm = words.text("exposure.nothing-to-decide")
        decided = over[paging.range.clamped(to: over.indices)].map { $0.person(desk) { !$0.isToDecide } }
        decidedSummary = words.plural(
            "exposure.decided", over.reduce(0) { $0 + $1.identity.exposures.count { !$0.isToDecide } })
        lists = overview.lists.map { ListCard($0, overview, desk) }
        noLists = overview.lists.isEmpty ? words.text("exposure.no-lists") : nil
        texts = overview.texts.map {
            TextLine(
                title: [$0.title, $0.date?.iso].compactMap(\.self).joined(separator: ", "),
                result: words.result(of: $0.comparing))
        }
        listTrouble = refused?.form == .list ? refused?.why : nil
        list = refused?.form == .list ? refused?.typed ?? Typed() : Typed()
        textTrouble = refused?.form == .text ? refused?.why : nil
        text = refused?.form == .text ? refused?.typed ?? Typed() : Typed()
        duplicates = Act(href: DeskPath.duplicates, text: words.text("duplicates.title"))
        limits = words.text(
            "exposure.limits",
            [
                "size": words.size(byteCount: UInt64(ListContent.maximumFileByteCount)),
                "names": ListContent.maximumNameCount.inThousands, "lists": "\(ListShelf.maximumCount)",
                "days": "\(HeldList.freshDayCount)",
            ])
        textLimits = words.text(
            "exposure.text-limits", ["size": words.size(byteCount: UInt64(TextDraft.maximumByteCount))])
    }

    private struct Part {
        let record: CaseRecord
        let part: PartRecord
        let identity: IdentityPart

        func person(_ desk: DeskScene, where isShown: (ExposureRecord) -> Bool) -> Person {
            let scene = desk.scene(record)
            let shown = ExposureBlocks.inReadingOrder(identity.exposures.filter(isShown))
            return Person(
                href: "\(DeskPath.case(record.id))#part-\(part.compartment.hex)", alias: record.alias,
                cards: shown.map { ExposureBlocks.card($0, of: identity, in: part, scene) })
        }
    }

    /// Parts with hits. Only those whose key this desk's member holds today, as with everything that is compared.
    private static func parts(_ desk: DeskScene, _ lines: DeskLines) -> [Part] {
        guard let me = desk.me else { return [] }
        return lines.cases.filter(\.summary.hasExposures).compactMap { desk.state.case($0.summary.id) }.flatMap {
            record in
            record.parts(of: .identity).filter { $0.access.isHeld(by: me) }.compactMap { part in
                part.identity.flatMap {
                    $0.exposures.isEmpty ? nil : Part(record: record, part: part, identity: $0)
                }
            }
        }
    }
}

extension ExposureRecord {
    fileprivate var isToDecide: Bool { isOpen || isContested }
}

extension ExposurePage.ListCard {
    init(_ list: HeldList, _ overview: ExposureOverview, _ desk: DeskScene) {
        let words = desk.words
        var card = Card("list-\(list.id.hex)", list.title)
        if list.isStale(on: desk.day) {
            let key = list.date == nil ? "exposure.undated" : "exposure.stale"
            card.badges.append(Badge(words.text(key), .near))
        }
        if let comparison = list.comparison, comparison.namesDigest != overview.namesDigest {
            card.badges.append(Badge(words.text("exposure.names-changed"), .near))
        }
        card.pairs = [
            Pair(words.text("exposure.source"), list.source),
            Pair(words.text("exposure.list-date"), list.date?.iso ?? words.text("exposure.no-date")),
            Pair(
                words.text("exposure.licence"),
                list.licence.isEmpty ? words.text("exposure.no-licence") : list.licence),
            Pair(words.text("exposure.holds"), words.plural("exposure.rows", list.personCount)),
            Pair(
                words.text("exposure.last-compared"),
                list.comparison.map { words.result(of: $0) } ?? words.text("exposure.not-compared")),
        ]
        card.note = "\(words.text("exposure.added")) \(LocalTime.text(second: list.addedAt))"
        if list.leftOutCount > 0 {
            card.badges.append(Badge(words.plural("exposure.left-out", list.leftOutCount), .near))
            card.deeper = Deeper(
                summary: words.text("exposure.broken-rows"),
                lines: list.brokenRows.map {
                    "\(words.text("exposure.line", ["line": "\($0.line)"])): \(words.text("broken-row.\($0.reason)"))"
                }
                    + (list.leftOutCount > list.brokenRows.count
                        ? [words.plural("exposure.more-broken", list.leftOutCount - list.brokenRows.count)] : []))
        }
        self.card = card
        compareAction = "\(DeskPath.exposure)/lists/\(list.id.hex)/compare"
        removeAction = "\(DeskPath.exposure)/lists/\(list.id.hex)/remove"
        compareLabel = words.text("exposure.compare-again", ["list": list.title])
        removeLabel = words.text("exposure.remove", ["list": list.title])
    }
}

extension Int {
    /// With a narrow space before every three digits, as both languages read it.
    fileprivate var inThousands: String {
        let digits = Array(String(self))
        return digits.indices.reduce("") { text, place in
            let isStart = place > 0 && (digits.count - place).isMultiple(of: 3)
            return text + (isStart ? "\u{202F}" : "") + String(digits[place])
        }
    }
}

extension Catalogue {
    /// What was compared and what came of it. That nobody was found is never said without what it is worth.
    func result(of comparing: HeldList.Comparing) -> String {
        var sentences = [
            text(
                "exposure.compared",
                [
                    "when": LocalTime.text(second: comparing.at),
                    "persons": plural("exposure.of-persons", comparing.personCount),
                ])
        ]
        if comparing.hitCount > 0 {
            sentences.append(plural("exposure.hits", comparing.hitCount))
            sentences.append(plural("exposure.new-hits", comparing.newCount))
        } else {
            sentences.append(text("exposure.nobody"))
        }
        if comparing.crowdedCount > 0 { sentences.append(plural("exposure.crowded", comparing.crowdedCount)) }
        return sentences.joined(separator: " ")
    }
}
