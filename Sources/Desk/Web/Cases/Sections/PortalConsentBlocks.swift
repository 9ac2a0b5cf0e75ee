// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Languages

/// What people were asked at the portal and what they said there: what waits for the person, what waits for a worker,
/// and every answer with the exact wording that was shown.
enum PortalConsentBlocks {
    static func cards(_ ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene) -> [Card] {
        let open = ledger.records.filter { record in
            record.ask != nil && record.state(on: scene.day) == .explained
        }
        let wondering = ledger.records.filter { $0.openQuestion(on: scene.day) != nil }
        // A yes that waits to be judged is shown once, where it is judged.
        let waiting = Set(open.compactMap { $0.pending?.message })
        return wondering.map { wonders($0, of: ledger, in: home, scene) }
            + open.map { question($0, of: ledger, in: home, scene) }
            + ledger.sayings.reversed().filter { !waiting.contains($0.saying.message) }.map {
                answer($0, ledger, scene)
            }
    }

    /// A question that is open, or whose yes waits for somebody to read the person's own words.
    private static func question(
        _ record: ConsentRecord, of ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card(
            "asked-\(record.id.hex)", words.text("portal-consent.asked", ["about": words.line(of: record)]),
            style: .open)
        card.note = scene.byline(record.explainedBy, at: record.explainedAt)
        guard let pending = record.pending else {
            card.badges = [Badge(words.text(waits(record, scene)), .near)]
            card.when = record.ask.map { words.due($0.openUntil, on: scene.day) }
            // What would be allowed stands in the row.
            card.said = record.ask?.text
            return card
        }
        card.badges = [
            Badge(words.text(pending.isTalkedOver ? "portal-consent.to-talk" : "portal-consent.to-judge"), .near),
            Badge(words.text("portal-consent.not-in-force"), .grave),
        ]
        card.pairs = [
            Pair(words.text("consent.column-terms"), words.summary(of: pending.terms, scene)),
            Pair(words.text("consent.column-until"), pending.until.iso),
        ]
        card.pairs += [pending.doubt, pending.question?.doubt].compactMap(\.self).map { doubt($0, scene) }
        card.pairs += asked(pending.question, of: ledger, words)
        card.questions = questions(pending.ownWords, in: card.id, words)
        if scene.isUnheard(pending.message) {
            card.badges.append(Badge(words.text("portal-consent.unheard"), .grave))
        }
        card.pairs.append(Pair(words.text("portal-consent.taken-by"), scene.name(pending.takenBy)))
        if let saying = ledger.sayings.first(where: { $0.saying.message == pending.message }) {
            card.note = from(saying, words)
            card.deeper = exact(saying.saying, words)
        }
        judging(&card, record, of: ledger, in: home, scene)
        return card
    }

    /// What the person asked behind a yes that was in force: it holds again once somebody has answered them.
    private static func wonders(
        _ record: ConsentRecord, of ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card(
            "asked-\(record.id.hex)", words.text("portal-consent.asks-first", ["about": words.line(of: record)]),
            style: .open)
        card.badges = [
            Badge(words.text("portal-consent.to-talk"), .near),
            Badge(words.text("portal-consent.not-in-force"), .grave),
        ]
        card.said = words.text("portal-consent.asks-behind-yes")
        card.pairs = asked(record.question, of: ledger, words)
        card.pairs += [record.question?.doubt].compactMap(\.self).map { doubt($0, scene) }
        if let question = record.question, scene.isUnheard(question.message) {
            card.badges.append(Badge(words.text("portal-consent.unheard"), .grave))
        }
        judging(&card, record, of: ledger, in: home, scene)
        return card
    }

    private static func asked(_ question: PortalQuestion?, of ledger: ConsentLedger, _ words: Catalogue) -> [Pair] {
        guard let question, let saying = ledger.sayings.first(where: { $0.id == question.message })?.saying
        else { return [] }
        return [Pair(words.text("portal-consent.asked-since"), saying.lastWords)]
    }

    private static func doubt(_ doubt: TeachBackDoubt, _ scene: CaseScene) -> Pair {
        Pair("\(scene.words.text("portal-consent.doubt")), \(scene.byline(doubt.by, at: doubt.at))", doubt.note)
    }

    /// While everything is frozen nobody judges it. What came behind this page is not judged from it.
    private static func judging(
        _ card: inout Card, _ record: ConsentRecord, of ledger: ConsentLedger, in home: PartRecord, _ scene: CaseScene
    ) {
        guard ledger.standstill == nil else { return }
        card.pairs.append(Pair(scene.words.text("portal-consent.judged-by"), judges(record, in: home, scene)))
        if scene.me.map(record.mayBeJudged) == true {
            card.acts = [scene.act("judge-consent", in: home.compartment, about: record.judgedAs)]
        }
    }

    /// Who may judge it, of those who can read the part now.
    private static func judges(_ record: ConsentRecord, in home: PartRecord, _ scene: CaseScene) -> String {
        let judges = home.access.holders.filter {
            record.mayBeJudged(by: $0) && scene.state.members[$0]?.isCurrent == true
        }
        return judges.isEmpty
            ? scene.words.text("portal-consent.judged-by-nobody")
            : judges.map { scene.name($0) }.joined(separator: ", ")
    }

    /// Where a question is on its way to the person.
    private static func waits(_ record: ConsentRecord, _ scene: CaseScene) -> String {
        guard let talk = scene.record.conversation else { return "portal-consent.by-a-colleague" }
        return talk.told[record.id] == nil ? "portal-consent.not-sent" : "portal-consent.no-answer"
    }

    private static func answer(_ record: PortalRecord, _ ledger: ConsentLedger, _ scene: CaseScene) -> Card {
        let words = scene.words
        let saying = record.saying
        let about = ledger.record(saying.answer.consent).map { words.line(of: $0) }
        var card = Card(
            "said-\(saying.message.hex)",
            words.text("portal-consent.\(saying.answer.choice.wordKey)", ["about": about ?? "?"]), style: .past)
        card.note = from(record, words)
        if case .doesNotCount(let refusal) = record.effect {
            card.badges = [Badge(words.text("portal-consent.does-not-count"), .grave)]
            card.pairs.append(Pair(words.text("portal-consent.because"), words.text(refusal.catalogueKey)))
        }
        if scene.isUnheard(saying.message) {
            card.badges.append(Badge(words.text("portal-consent.unheard"), .grave))
        }
        // What is allowed by it stands in the row.
        let inForce = ledger.record(saying.answer.consent)
        if case .agreed(let terms, let until) = saying.answer.choice,
            inForce?.terms != terms || inForce?.expires != until
        {
            card.pairs.append(Pair(words.text("consent.column-terms"), words.summary(of: terms, scene)))
            card.pairs.append(Pair(words.text("consent.column-until"), until.iso))
        }
        if let never = words.never(saying.answer.neverTo) { card.said = never }
        card.questions = questions(saying.answer.ownWords, in: card.id, words)
        card.deeper = exact(saying, words)
        return card
    }

    private static func from(_ record: PortalRecord, _ words: Catalogue) -> String {
        words.text(
            "portal-consent.from-portal",
            [
                "sent": LocalTime.text(second: UInt64(record.saying.sentHour) * 3_600),
                "language": record.saying.answer.language, "recorded": LocalTime.text(second: record.recordedAt),
            ])
    }

    private static func exact(_ saying: PortalSaying, _ words: Catalogue) -> Deeper {
        Deeper(
            summary: words.text("portal-consent.exact"),
            pairs: [Pair(words.text("portal-consent.digest"), Hex.encode(saying.receipt))],
            lines: saying.shown.split(whereSeparator: \.isNewline).map(String.init))
    }

    private static func questions(_ ownWords: [String], in card: String, _ words: Catalogue) -> [Question] {
        zip(["portal-consent.own-what", "portal-consent.own-no"], ownWords).enumerated().map { index, pair in
            Question(
                number: "\(card)-\(index + 1)", asked: words.text(pair.0), answer: pair.1,
                topic: words.text("portal-consent.own-words"))
        }
    }
}

extension CaseScene {
    /// Whether an answer stands in the casework and not in the conversation, which this desk can open.
    func isUnheard(_ message: ID<Message>) -> Bool { record.unheardSayings.contains { $0.saying.message == message } }
}

extension ConsentRecord {
    /// How the address of the form names what it judges: the question, and what the person has asked since.
    var judgedAs: String {
        let asked = (pending?.question ?? question)?.message.hex
        return ([id.hex] + [asked].compactMap(\.self)).joined(separator: ".")
    }

    /// The message that somebody judges next, and whether they talk to the person before; nil where nothing waits for that.
    func toJudge(on day: Day) -> (message: ID<Message>, isTalkedOver: Bool)? {
        if let pending { return (pending.message, pending.isTalkedOver) }
        return openQuestion(on: day).map { ($0.message, true) }
    }
}

extension PortalSaying {
    /// What stands last in the person's receipt, without its heading, which is ours.
    fileprivate var lastWords: String {
        let section = shown.split(separator: "\n\n").last?.split(separator: "\n") ?? []
        return (section.count > 1 ? section.dropFirst() : section[...]).joined(separator: "\n")
    }
}

extension PortalChoice {
    fileprivate var wordKey: String {
        switch self {
        case .agreed: "said-yes"
        case .no: "said-no"
        case .asksFirst: "asks-first"
        }
    }
}

extension Catalogue {
    /// Whom the person wants to have nothing, by their names; nil for nobody.
    func never(_ names: [String]) -> String? {
        names.isEmpty
            ? nil : text("leave.never", ["names": names.map { Bidirectional.isolated($0) }.joined(separator: ", ")])
    }

    func line(of record: ConsentRecord) -> String {
        let line = "\(text(of: record.explanation.purpose)) → \(text(of: record.explanation.recipient))"
        // Wherever the answer counts, or would.
        if record.isDenied { return "\(line) — \(text("consent.denied"))" }
        return record.question == nil ? line : "\(line) — \(text("consent.questioned"))"
    }
}
