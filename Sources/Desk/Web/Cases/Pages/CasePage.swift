// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One case on one page: what it is, what it needs now, and then each part that this desk can open. Of a part without
/// a key there is nothing here, not even that there is one.
struct CasePage {
    struct Part {
        let id: String
        let heading: String
        /// Who holds the key, in words.
        let circle: String
        /// That the reader's access ended, and since when; nil for who has the key.
        let ended: String?
        let access: Act
        let blocks: [Block]
    }

    let href: String
    let alias: String
    let dangerClass: String
    let badges: [Badge]
    let facts: [Pair]
    let answer: Act?
    let attention: [AttentionItem]
    let brief: [BriefLine]
    let dates: [DateLine]
    let jump: [Act]
    let acts: [Act]
    let parts: [Part]
    let refused: [RefusedEntry]
    /// On paper alone: whose desk it came from, and when the page was made.
    let printed: String

    init(_ scene: CaseScene) {
        let (record, words) = (scene.record, scene.words)
        let lifecycle = record.casework?.lifecycle
        printed = words.text(
            "case.printed",
            ["name": scene.me.map { scene.name($0) } ?? "", "when": words.weekday(at: scene.now)])
        href = DeskPath.case(record.id)
        alias = record.alias
        dangerClass = lifecycle.map { "danger-\($0.danger.rawValue)" } ?? ""
        badges = Self.badges(record, lifecycle, scene)
        facts = Self.facts(record.parts.first { $0.lifecycle != nil }, scene)
        answer = Self.answer(scene)
        attention = Attention.items(scene)
        brief = Brief.lines(scene)
        dates = Array(CaseDates.lines(scene).prefix(8))
        let ordered = Self.readingOrder(record.parts)
        parts = ordered.map { Self.part($0, scene) }
        jump = zip(ordered, parts).map { Act(href: "#\($1.id)", text: $1.heading) }
        acts = [
            Act(href: "\(href)/history", text: words.text("case.history")),
            Act(href: "\(href)/access", text: words.text("case.access")),
            Act(href: "\(href)/open", text: words.text("case.open-part")),
            Act(href: "\(href)/export", text: words.text("form.export.act")),
        ]
        let homes = Set(record.parts.map(\.compartment))
        refused = scene.state.refused.filter { homes.contains($0.entry.compartment) && !$0.isOrdinary }
            .map { RefusedEntry($0, scene) }
    }

    private static func badges(
        _ record: CaseRecord, _ lifecycle: LifecycleRecord?, _ scene: CaseScene
    ) -> [Badge] {
        guard let lifecycle else { return [] }
        let words = scene.words
        var badges = [Badge(scene.name(ofStateOf: lifecycle), lifecycle.state.isOpen ? .plain : .doubt)]
        badges.append(
            lifecycle.danger == .lifeInDanger
                ? Badge(words.name(of: lifecycle.danger), .grave)
                : Badge(words.text("case.danger", ["danger": words.name(of: lifecycle.danger)])))
        if let freeze = scene.person.parts.lazy.compactMap({ $0.casework?.consent.standstill?.freeze }).first {
            badges.append(Badge(words.text("case.frozen", ["cause": words.name(of: freeze.cause)]), .grave))
        }
        if let says = saysGraver(record, lifecycle, scene) {
            badges.append(Badge(words.text("case.says", ["danger": words.name(of: says)]), .near))
        }
        if let work = record.casework, let current = work.risk.current {
            badges.append(risk(current, isHistory: work.isRiskHistory, scene))
        }
        if let end = scene.ending(of: .casework) {
            badges.append(Badge(words.text("case.as-of", ["day": Day(at: end.at).iso]), .doubt))
            return badges
        }
        if lifecycle.owner == scene.me { badges.append(Badge(words.text("case.yours"), .good)) }
        if lifecycle.deputy == scene.me { badges.append(Badge(words.text("case.yours-as-deputy"), .good)) }
        return badges
    }

    /// What the person says of the time there is, where they wait and it is graver than colleagues rated it.
    private static func saysGraver(
        _ record: CaseRecord, _ lifecycle: LifecycleRecord, _ scene: CaseScene
    ) -> DangerRating? {
        guard let talk = record.conversation?.record, talk.waitingSince != nil, scene.ending(of: .conversation) == nil
        else { return nil }
        let says = talk.danger
        return says != .notSaid && says > lifecycle.danger ? says : nil
    }

    /// An assessment that is past its day, or of the time before the case was reopened, says so.
    private static func risk(_ current: RiskRecord.Assessed, isHistory: Bool, _ scene: CaseScene) -> Badge {
        let (words, level) = (scene.words, current.assessment.level)
        let isOld = isHistory || Day(at: current.assessment.reassessBy) < scene.day
        let facts = ["level": words.name(of: level), "day": Day(at: current.at).iso]
        return Badge(
            words.text(isOld ? "case.risk-old" : "case.risk", facts),
            level >= .critical ? .grave : isOld ? .near : .plain)
    }

    /// What a new colleague has to know before they do anything: who carries it, where it stands since when, and how the person may be
    /// answered without danger. Of a part that this desk does not hold there is nothing.
    private static func facts(_ home: PartRecord?, _ scene: CaseScene) -> [Pair] {
        let words = scene.words
        var facts: [Pair] = []
        if let home, let lifecycle = home.lifecycle {
            facts = [
                Pair(words.text("case.stage"), stage(lifecycle, scene)),
                Pair(words.text("case.owner"), scene.name(lifecycle.owner, of: home)),
                Pair(words.text("case.deputy"), scene.name(lifecycle.deputy, of: home)),
                Pair(words.text("case.registered"), Day(at: lifecycle.registeredAt).iso),
            ]
        }
        // People write "on Friday".
        facts.append(Pair(words.text("case.today"), words.weekday(of: scene.day)))
        if let talk = scene.record.conversation?.record, scene.ending(of: .conversation) == nil {
            let contact = SafeText.firstLine(talk.safeContact, maximumCount: 240)
            facts.append(
                Pair(
                    words.text("fact.safe-contact"),
                    contact.isEmpty ? words.text("case.safe-contact-not-said") : contact))
        }
        if let waiting = scene.record.conversation?.record?.waitingSince, scene.ending(of: .conversation) == nil {
            facts.append(Pair(words.text("fact.waiting"), words.waiting(since: waiting, at: scene.now)))
        }
        if let language = scene.record.conversation?.record?.language {
            facts.append(Pair(words.text("fact.language"), words.language(language)))
        }
        return facts
    }

    /// With the organisation that it was offered to.
    private static func stage(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> String {
        var values = ["stage": scene.name(ofStateOf: lifecycle), "day": Day(at: lifecycle.since).iso]
        if lifecycle.state == .transferOffered || lifecycle.state == .transferred, let offer = lifecycle.transfer {
            values["who"] = offer.organisation
            return scene.words.text("case.stage-with", values)
        }
        // Why it rests or was taken up again is what a new colleague asks first.
        let words =
            switch lifecycle.state {
            case .paused: lifecycle.pause?.words.map { ($0.reason, $0.text) } ?? []
            case .reopened: lifecycle.changes.suffix(1).filter { $0.to == .reopened }.map { ($0.reason, $0.note) }
            default: [(reason: MoveReason?, text: String)]()
            }
        values["why"] = words.map { reason, text in
            let note = SafeText.firstLine(text, maximumCount: 160)
            return [reason.map { scene.words.name(of: $0) }, note.isEmpty ? nil : note].compactMap(\.self)
                .joined(separator: ". ")
        }.filter { !$0.isEmpty }.joined(separator: "; ")
        return scene.words.text(values["why"]?.isEmpty == false ? "case.stage-why" : "case.stage-since", values)
    }

    /// The first thing to do where the person waits, and this desk can answer.
    private static func answer(_ scene: CaseScene) -> Act? {
        guard let talk = scene.record.conversation?.record, talk.waitingSince != nil, !talk.isImported,
            scene.ending(of: .conversation) == nil
        else { return nil }
        return Act(href: DeskPath.request(talk.id), text: scene.words.text("talk.open"))
    }

    /// In a case that two agreed to destroy nothing counts any more but what keeps it: nothing else is offered.
    private static func blocks(_ part: PartRecord, _ scene: CaseScene) -> [Block] {
        let blocks = PartBlocks.blocks(part, scene).map { $0.offered(in: part, scene) }
        guard part.lifecycle?.state == .erased else { return blocks }
        return blocks.map { block in
            var bare = block.withoutActs
            bare.acts = block.acts.filter { $0.href.contains("/cancel-erasure") }
            return bare
        }
    }

    /// The work first: a new colleague reads from the top.
    static func readingOrder(_ parts: [PartRecord]) -> [PartRecord] {
        let order: [CompartmentKind] = [.casework, .conversation, .identity, .whereabouts, .evidence, .legal]
        return order.flatMap { kind in parts.filter { $0.kind == kind } }
    }

    private static func part(_ part: PartRecord, _ scene: CaseScene) -> Part {
        let words = scene.words
        let names = scene.names(part.access.holders.filter { scene.state.members[$0]?.isCurrent ?? true })
        let ended = scene.ending(of: part)
        let blocks = Self.blocks(part, scene)
        return Part(
            id: "part-\(part.compartment.hex)", heading: words.name(of: part, in: scene.record),
            circle: [
                words.text("case.known-to", ["names": names]), words.notCounsel(of: part, scene),
                words.strayed(of: part, scene),
            ].compactMap(\.self).joined(separator: " "),
            ended: ended.map {
                words.text(
                    "case.access-ended",
                    ["when": LocalTime.text(second: $0.at), "by": scene.name($0.by), "why": $0.reason])
            },
            access: Act(
                href: "\(DeskPath.case(scene.record.id))/access#access-\(part.compartment.hex)",
                text: words.text("case.who-could-know"), thing: words.name(of: part, in: scene.record)),
            blocks: ended == nil ? blocks.map(\.naming) : blocks.map(\.withoutActs))
    }
}

extension Catalogue {
    /// To whom a key of the part strayed; nil where none did.
    func strayed(of part: PartRecord, _ scene: CaseScene) -> String? {
        let strayed = Set(scene.state.strayedKeys(of: part).map(\.member)).sorted()
        return strayed.isEmpty ? nil : text("case.strayed-to", ["names": scene.names(strayed)])
    }
}

extension Catalogue {
    /// Who can read counsel's part without being counsel; nil where nobody is, and of other parts.
    fileprivate func notCounsel(of part: PartRecord, _ scene: CaseScene) -> String? {
        guard part.kind == .legal else { return nil }
        let others = part.access.holders.filter {
            scene.state.members[$0]?.isCurrent == true && !scene.isCounsel($0)
        }
        return others.isEmpty ? nil : text("case.not-counsel", ["names": scene.names(others)])
    }
}

/// What a part shows, by its kind.
enum PartBlocks {
    static func blocks(_ part: PartRecord, _ scene: CaseScene) -> [Block] {
        switch part.content {
        case .casework(let content): WorkBlocks.blocks(content, in: part, scene)
        case .conversation(let content): ConversationBlocks.blocks(content, in: part, scene)
        case .identity(let content): IdentityBlocks.blocks(content, in: part, scene)
        case .whereabouts(let content): WhereaboutsBlocks.blocks(content, in: part, scene)
        case .evidence(let content):
            [
                StatementBlocks.doubts(content, in: part, scene), ClaimBlocks.claims(content, in: part, scene),
                StatementBlocks.statements(content, in: part, scene),
                ClaimBlocks.attestations(content, in: part, scene),
            ]
        case .legal(let content): LegalBlocks.blocks(content, in: part, scene)
        }
    }

    /// As they leave: nothing of whom the organisation tells what, and of what colleagues do about it.
    static func leaving(_ part: PartRecord, _ scene: CaseScene) -> [Block] {
        switch part.content {
        case .casework(let content): WorkBlocks.leaving(content, in: part, scene)
        case .conversation(let content): ConversationBlocks.blocks(content, in: part, scene, isLeaving: true)
        case .evidence(let content):
            [ClaimBlocks.claims(content, in: part, scene), StatementBlocks.statements(content, in: part, scene)]
        case .identity(let content): [IdentityBlocks.facts(content, in: part, scene)]
        case .legal(let content): LegalBlocks.matters(content, in: part, scene)
        case .whereabouts(let content): WhereaboutsBlocks.blocks(content, in: part, scene, isLeaving: true)
        }
    }
}

extension PartRecord {
    /// Where the case stands, where this part says so.
    var lifecycle: LifecycleRecord? {
        guard case .casework(let part) = content else { return nil }
        return part.lifecycle
    }
}

extension CaseworkState {
    /// The name of whoever wrote an entry.
    func author(of entry: LedgerEvent, _ words: Catalogue) -> String {
        plainName(of: entry.author, words)
    }
}
