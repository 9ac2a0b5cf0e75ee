// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Who the person is. Versions that contradict each other stand beside each other until somebody decides.
enum IdentityBlocks {
    static func blocks(_ part: IdentityPart, in home: PartRecord, _ scene: CaseScene) -> [Block] {
        [facts(part, in: home, scene), ExposureBlocks.block(part, in: home, scene)].compactMap(\.self)
    }

    static func facts(_ part: IdentityPart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "identity-facts-\(home.compartment.hex)", heading: words.text("identity.facts"))
        // What does not go together is read together.
        let doubled = part.doubled
        let apart = doubled.flatMap { kind in part.facts.filter { $0.kind == kind && $0.settled != nil } }
        block.cards =
            apart.map { fact in
                var card = card(fact, in: home, scene)
                card.style = Card.Style.open.rawValue
                card.badges.append(Badge(words.text("identity.one-of"), .near))
                return card
            } + part.facts.filter { fact in !apart.contains { $0.id == fact.id } }.map { card($0, in: home, scene) }
        if part.facts.isEmpty { block.calm = words.text("identity.none") }
        if !doubled.isEmpty {
            let kinds = doubled.map { words.name(of: $0) }.joined(separator: ", ")
            block.summary = words.text("identity.doubled", ["kinds": kinds])
        }
        block.acts = ["name", "birth", "nationality", "document"].map { scene.act($0, in: home.compartment) }
        return block
    }

    /// What is known of the person beside their names, on a line: to be read beside somebody else's record. Where several are said, all of them.
    static func known(_ part: IdentityPart, _ words: Catalogue) -> String {
        let kinds = IdentityFactKind.allCases.filter { $0 != .name }.compactMap { kind -> String? in
            var seen: Set<IdentityFact> = []
            let facts = part.facts.filter { $0.kind == kind }.flatMap { fact in
                fact.versions.current.compactMap { $0.value?.fact }
            }.filter { seen.insert($0).inserted }.map { words.text(of: $0) }
            return facts.isEmpty ? nil : "\(words.name(of: kind)): \(facts.joined(separator: " / "))"
        }
        return kinds.isEmpty ? words.text("exposure.known-nothing") : kinds.joined(separator: " · ")
    }

    private static func card(_ record: FactRecord, in home: PartRecord, _ scene: CaseScene) -> Card {
        let words = scene.words
        let current = record.versions.current
        var card = Card("fact-\(record.id.hex)", words.name(of: record.kind))
        if record.isContested {
            card.style = Card.Style.open.rawValue
            card.isToDecide = true
            card.badges = [Badge(words.text("identity.contested"), .near)]
            card.beside = current.map { side($0, of: record, in: home, scene) }
        } else if let version = current.first {
            card.said = words.text(of: version.value?.fact)
            card.note = provenance(version, scene)
            if version.value == nil { card.style = Card.Style.past.rawValue }
            card.acts = [
                scene.act("correct", in: home.compartment, about: record.id.hex, replacing: current.map(\.entry))
            ]
        }
        card.deeper =
            Deeper(
                summary: words.plural("identity.versions", record.versions.past.count),
                lines: record.versions.past.map { "\(words.text(of: $0.value?.fact)) — \(provenance($0, scene))" }
            ).ifAny
        return card
    }

    private static func side(
        _ version: Version<StatedFact>, of record: FactRecord, in home: PartRecord, _ scene: CaseScene
    ) -> Side {
        let source = version.value.map { scene.words.name(of: $0.source) } ?? scene.words.text("identity.withdrawn")
        return Side(
            heading: source, said: scene.words.text(of: version.value?.fact), note: provenance(version, scene),
            acts: [
                scene.act(
                    "decide", in: home.compartment, about: "\(record.id.hex).\(version.entry.hex)",
                    replacing: record.versions.current.map(\.entry).filter { $0 != version.entry })
            ])
    }

    private static func provenance(_ version: Version<StatedFact>, _ scene: CaseScene) -> String {
        let words = scene.words
        let source = version.value.map { words.name(of: $0.source) }
        let decided = version.isDecision ? words.text("identity.decided") : nil
        let note = version.note.isEmpty ? nil : "“\(version.note)”"
        return [source, decided, scene.byline(version.author, at: version.recordedAt), note].compactMap(\.self)
            .joined(separator: "; ")
    }
}

extension Catalogue {
    /// A fact as it is read; a withdrawn one is said to be unknown.
    func text(of fact: IdentityFact?) -> String {
        switch fact {
        case .name(let name):
            let parts = [name.family, name.given, name.further].filter { !$0.isEmpty }.joined(separator: " ")
            return "\(parts) (\(self.name(of: name.use)), \(self.name(of: name.script)))"
        case .birthDate(let date): return date.iso
        case .birthPlace(let place):
            return [place.place, place.country?.letters].compactMap(\.self).joined(separator: ", ")
        case .nationality(let country): return country.letters
        case .document(let document):
            let dates = [document.issuedOn?.iso, document.expiresOn?.iso].map { $0 ?? "?" }.joined(separator: " – ")
            return "\(self.name(of: document.kind)), \(document.issuer.letters) \(document.number), \(dates)"
        case nil: return text("identity.withdrawn")
        }
    }
}
