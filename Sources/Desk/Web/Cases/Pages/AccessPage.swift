// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Who could know this today? For each part that this desk can open: who holds its key, who held it, who was told.
struct AccessPage {
    struct Reader {
        let name: String
        let line: String
        /// Where the holder's access is ended; nil for those who have none.
        let end: Act?
    }

    struct Part {
        let id: String
        let heading: String
        let readers: [Reader]
        let past: [Reader]
        /// Who was given a key by a word that does not count.
        let strayed: [Reader]
        let told: [String]
        let perhaps: [String]
        let intake: String?
        let acts: [Act]
    }

    let back: String
    let alias: String
    let parts: [Part]

    init(_ scene: CaseScene) {
        back = DeskPath.case(scene.record.id)
        alias = scene.record.alias
        parts = CasePage.readingOrder(scene.record.parts).compactMap { part in
            WhoKnows(scene.state, compartment: part.compartment).map { Part($0, part, scene) }
        }
    }
}

extension AccessPage.Part {
    init(_ known: WhoKnows, _ part: PartRecord, _ scene: CaseScene) {
        let words = scene.words
        let address = "\(DeskPath.case(scene.record.id))/\(part.compartment.hex)"
        id = "access-\(part.compartment.hex)"
        heading = words.name(of: part, in: scene.record)
        let canEnd = known.readers.count > 1
        readers = known.readers.map { reader in
            .init(
                name: scene.name(reader.member), line: words.began(reader.since, scene),
                end: canEnd
                    ? Act(
                        href: "\(address)/end-access?about=\(reader.member.hex)",
                        text: words.text("form.end-access.act"))
                    : nil)
        }
        past = known.pastReaders.map { reader in
            .init(
                name: scene.name(reader.member),
                line: [words.began(reader.since, scene), reader.ending.map { words.ended($0, scene) }].compactMap(
                    \.self
                )
                .joined(separator: " "), end: nil)
        }
        strayed = known.strayed.map { key in
            .init(name: scene.name(key.member), line: words.strayed(key.given, scene), end: nil)
        }
        told = known.told.map { words.told($0, scene) } + known.given.map { words.given($0, scene) }
        perhaps = known.perhapsTold.map { words.told($0, scene) }
        intake = known.intake.isEmpty ? nil : words.text("access.intake", ["names": scene.names(known.intake)])
        acts = (["grant", "disclose"] + (scene.isLeftOver ? [AccessForm.destroyPart.rawValue] : [])).map {
            Act(href: "\(address)/\($0)", text: words.text("form.\($0).act"))
        }
    }
}

extension AccessPage.Part {
    /// The case's conversation that carries a request on.
    init?(ofConversation request: ID<Casework.Request>, in record: CaseRecord, _ state: CaseworkState, _ visit: Visit) {
        guard let part = state.conversation(of: request),
            let known = WhoKnows(state, compartment: part.compartment)
        else { return nil }
        self.init(
            known, part, CaseScene(state: state, record: record, me: nil, words: visit.words, now: visit.now))
    }
}

/// One fact's page: who could know it today.
struct WhoPage {
    let back: String
    let heading: String
    let said: String?
    /// Why it did not count; nil of what did.
    let refused: String?
    let part: AccessPage.Part
    /// Other parts in which the same words stand, each with its own readers.
    let copies: [AccessPage.Part]

    /// Nil where the entry is not in that part, or this desk cannot open it.
    init?(_ entry: ID<Entry>, in part: PartRecord, _ scene: CaseScene) {
        guard let known = WhoKnows(scene.state, entry: entry, in: part.compartment) else { return nil }
        if let item = part.log.first(where: { $0.entry == entry }) {
            let sentence = HistorySentence(item, scene)
            (heading, said, refused) = (sentence.text, sentence.said.isEmpty ? nil : sentence.said, nil)
        } else if let event = scene.state.refused(entry, in: part.compartment) {
            let kept = RefusedEntry(event, scene)
            (heading, said) = (kept.sentence, kept.said)
            refused = scene.words.text("history.refused", ["why": kept.why])
        } else {
            return nil
        }
        back = "\(DeskPath.case(scene.record.id))/history"
        self.part = AccessPage.Part(known, part, scene)
        copies = scene.record.copies(of: entry, in: part.compartment).compactMap { copy in
            WhoKnows(scene.state, entry: copy.entry, in: copy.part.compartment).map {
                AccessPage.Part($0, copy.part, scene)
            }
        }
    }
}

extension Catalogue {
    fileprivate func began(_ act: Holding.Act, _ scene: CaseScene) -> String {
        let when = LocalTime.text(second: act.at)
        guard !act.reason.isEmpty else { return text("access.opened", ["when": when]) }
        return text("access.since", ["when": when, "by": scene.name(act.by), "why": act.reason])
    }

    fileprivate func strayed(_ act: Holding.Act, _ scene: CaseScene) -> String {
        text("access.strayed", ["when": LocalTime.text(second: act.at), "by": scene.name(act.by), "why": act.reason])
    }

    fileprivate func ended(_ ending: WhoKnows.Ending, _ scene: CaseScene) -> String {
        switch ending {
        case .accessEnded(let act):
            text(
                "access.ended",
                ["when": LocalTime.text(second: act.at), "by": scene.name(act.by), "why": act.reason])
        case .removedFromOrganisation(let removal):
            text("access.removed", ["when": LocalTime.text(second: removal.at), "by": scene.name(removal.by)])
        }
    }

    /// A place that was passed on, or an attestation.
    fileprivate func given(_ telling: Telling, _ scene: CaseScene) -> String {
        switch telling {
        case .place(_, let disclosure):
            text(
                "places.told-line",
                [
                    "who": disclosure.recipient, "precision": name(of: disclosure.precision), "why": disclosure.why,
                    "by": scene.byline(disclosure.by, at: disclosure.at),
                ])
        case .attestation(let record):
            text(
                "access.attested",
                ["who": record.stated.recipient, "what": text(of: record.stated.proposition)])
        }
    }

    fileprivate func told(_ record: RecordedDisclosure, _ scene: CaseScene) -> String {
        text(
            "access.told",
            [
                "who": record.disclosure.toWhom, "what": record.disclosure.what, "why": record.disclosure.why,
                "by": scene.byline(record.by, at: record.at),
            ])
    }
}
