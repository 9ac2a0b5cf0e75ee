// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What was claimed and what became of checking it. The two grades stand apart, never added up.
enum ClaimBlocks {
    static func claims(_ part: EvidencePart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        var block = Block(id: "claims-\(home.compartment.hex)", heading: words.text("claims.title"))
        block.cards = part.claims.map { card($0, of: part, in: home, scene) }
        if part.claims.isEmpty { block.calm = words.text("claims.none") }
        block.acts = [scene.act("claim", in: home.compartment)]
        return block
    }

    static func attestations(_ part: EvidencePart, in home: PartRecord, _ scene: CaseScene) -> Block {
        let words = scene.words
        let shaken = Set(part.shakenAttestations(on: scene.day).map(\.id))
        var block = Block(id: "attestations-\(home.compartment.hex)", heading: words.text("attestations.title"))
        block.cards = part.attestations.map { attestation($0, isShaken: shaken.contains($0.id), in: home, scene) }
        if part.attestations.isEmpty { block.calm = words.text("attestations.none") }
        if part.claims.contains(where: { $0.state == .corroborated || $0.state == .attested }) {
            block.acts = [scene.act("attest", in: home.compartment)]
        }
        return block
    }

    /// One claim to be read beside a form.
    static func reading(
        _ claim: ClaimRecord, of part: EvidencePart, in home: PartRecord, _ scene: CaseScene
    ) -> Block {
        var block = Block(id: "reading-\(claim.id.hex)", heading: scene.words.text("claims.reading"))
        var card = card(claim, of: part, in: home, scene)
        card.acts = []
        block.cards = [card]
        return block
    }

    private static func card(
        _ claim: ClaimRecord, of part: EvidencePart, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card("claim-\(claim.id.hex)", words.name(of: claim.subject))
        card.style = (claim.state == .superseded ? Card.Style.past : .plain).rawValue
        card.badges = [Badge(words.name(of: claim.state), style(of: claim.state))]
        if claim.isAssignedApart { card.badges.append(Badge(words.text("apart.badge"), .near)) }
        if scene.record.claimsCheckedByOwner.contains(where: { $0.id == claim.id }) {
            card.badges.append(Badge(words.text("claims.owner-checks"), .grave))
        }
        if claim.isRecheckDue(on: scene.day), let due = claim.conclusion?.recheckBy {
            card.when = words.due(due, on: scene.day)
        }
        card.said = claim.proposition
        card.note = scene.byline(claim.assertedBy, at: claim.assertedAt)
        card.pairs = pairs(claim, scene)
        card.deeper =
            Deeper(
                summary: words.plural("claims.lines", claim.lines.count),
                lines: claim.lines.map { line($0, words) }
                    + claim.explanations.map {
                        words.text(
                            "claims.explained",
                            ["day": $0.heardOn.iso, "what": $0.explanation, "doubt": $0.benefitOfDoubt])
                    }
            ).ifAny
        card.acts = acts(claim, in: home, scene) + incident(claim, scene)
        return card
    }

    /// The way to the incident that a deception calls for, where nobody opened it and this desk holds the casework.
    private static func incident(_ claim: ClaimRecord, _ scene: CaseScene) -> [Act] {
        guard scene.record.deceptions.contains(where: { $0.claim.id == claim.id && !$0.hasIncident }),
            let casework = scene.record.parts.first(where: { $0.casework?.lifecycle != nil })
        else { return [] }
        return [
            scene.act("incident", in: casework.compartment, about: "\(IncidentKind.deception.rawValue)")
        ]
    }

    private static func pairs(_ claim: ClaimRecord, _ scene: CaseScene) -> [Pair] {
        let words = scene.words
        var pairs: [Pair] = []
        let standing = claim.assignments.standing
        for assigned in standing {
            let name = scene.name(assigned.value.checker)
            let has =
                claim.begun.contains(assigned.value.checker) ? words.text("claims.has-begun", ["name": name]) : name
            pairs.append(
                Pair(
                    words.text("claims.checker"),
                    standing.count > 1
                        ? words.text(
                            "apart.choice",
                            [
                                "what": has, "who": scene.name(assigned.by),
                                "when": LocalTime.text(second: assigned.at),
                            ]) : name))
            pairs.append(Pair(words.text("claims.ceiling"), words.name(of: assigned.value.ceiling)))
        }
        if let conclusion = claim.conclusion ?? claim.proposal?.conclusion {
            pairs += words.pairs(of: conclusion.grades)
            pairs.append(Pair(words.text("claims.indicators"), words.text(of: conclusion.indicators)))
            pairs.append(Pair(words.text("claims.independence"), conclusion.independenceNote))
            if let recheck = conclusion.recheckBy { pairs.append(Pair(words.text("claims.recheck"), recheck.iso)) }
        }
        for beside in claim.findingsBeside {
            pairs.append(
                Pair(
                    words.text("claims.beside"),
                    [words.line(of: beside, scene.name), beside.value.independenceNote].joined(separator: "\n")))
        }
        if let proposal = claim.proposal {
            pairs.append(Pair(words.text("claims.proposed-deceptive"), scene.name(proposal.by)))
        }
        return pairs
    }

    private static func line(_ line: EvidenceLine, _ words: Catalogue) -> String {
        [
            words.name(of: line.bearing), words.name(of: line.kind), words.name(of: line.method), line.origin,
            words.text(of: line.grades), line.note,
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func style(of state: ClaimState) -> Badge.Style {
        switch state {
        case .corroborated, .attested: .good
        case .partlyCorroborated, .unverifiable, .explained: .doubt
        case .contradicted, .deceptive: .grave
        case .recheckDue: .near
        case .asserted, .assigned, .inCheck, .superseded: .plain
        }
    }

    /// What may happen next, by the table of states: what cannot be done is not offered.
    private static func acts(_ claim: ClaimRecord, in home: PartRecord, _ scene: CaseScene) -> [Act] {
        let isChecker = claim.checkers.contains { $0 == scene.me }
        let hasBegun = claim.begun.contains { $0 == scene.me }
        var names: [String] = []
        switch claim.state {
        case .asserted: names = ["assign"]
        case .assigned, .explained, .recheckDue: names = isChecker ? ["begin-check"] : []
        case .inCheck:
            if claim.proposal != nil {
                names = claim.proposal?.by == scene.me ? ["not-second"] : ["second", "not-second"]
            } else if isChecker {
                names = hasBegun ? ["line", "conclude"] : ["begin-check", "line", "conclude"]
            }
        case .contradicted: names = ["explain-claim"]
        case .corroborated, .partlyCorroborated, .attested: names = ["recheck"]
        case .unverifiable, .deceptive, .superseded: names = []
        }
        if claim.state != .asserted, claim.state.isAssignable, claim.proposal == nil { names.append("pass-check") }
        if claim.state.successors.contains(.superseded) { names.append("supersede") }
        let proposal = [claim.proposal?.entry].compactMap(\.self)
        return names.map { name in
            let shown =
                switch name {
                case "second", "not-second": proposal
                case "assign", "pass-check": claim.assignments.standing.map(\.entry)
                default: [] as [ID<Entry>]
                }
            return scene.act(name, in: home.compartment, about: claim.id.hex, replacing: shown)
        }
    }

    private static func attestation(
        _ record: AttestationRecord, isShaken: Bool, in home: PartRecord, _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card("attestation-\(record.id.hex)", record.stated.recipient)
        let isLive = record.isValid(on: scene.day)
        card.badges = [Badge(words.name(of: record.state), isLive ? .good : .plain)]
        if isShaken { card.badges.append(Badge(words.text("attestations.shaken"), .grave)) }
        let until = words.due(record.stated.validUntil, on: scene.day, nearDays: 30)
        if isLive { card.when = until }
        card.pairs = [
            Pair(words.text("vouching.until"), until.text),
            Pair(words.text("attestations.language"), words.language(record.stated.language)),
        ]
        card.said = words.text(of: record.stated.proposition)
        card.note = scene.byline(record.proposedBy, at: record.proposedAt)
        if let second = record.secondedBy {
            card.pairs.append(Pair(words.text("attestations.second"), scene.name(second)))
        }
        if !record.basis.isEmpty {
            let grades = record.basis.map(\.notation).joined(separator: ", ")
            card.pairs.append(Pair(words.text("attestations.basis"), grades))
        }
        if let note = record.endNote { card.pairs.append(Pair(words.text("field.reason"), note)) }
        switch record.state {
        case .proposed:
            let second = record.proposedBy == scene.me ? [] : ["issue"]
            card.acts = (second + ["drop-attestation"]).map {
                scene.act($0, in: home.compartment, about: record.id.hex)
            }
        case .issued:
            let file = AttestationPage.address(of: record.id, in: home, of: scene.record.id)
            card.acts = [
                Act(href: file, text: words.text("vouching.act")),
                scene.act("revoke", in: home.compartment, about: record.id.hex),
            ]
        case .dropped, .revoked: card.style = Card.Style.past.rawValue
        }
        return card
    }
}

extension Catalogue {
    /// The source's grade and the information's, each with its words.
    func pairs(of grades: Grades) -> [Pair] {
        [
            Pair(text("grades.source"), "\(grades.source.letter): \(name(of: grades.source))"),
            Pair(text("grades.information"), "\(grades.information.rawValue): \(name(of: grades.information))"),
        ]
    }

    func text(of grades: Grades) -> String {
        pairs(of: grades).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }

    func text(of indicators: CredibilityIndicators) -> String {
        [
            ("indicator.internal", indicators.internalConsistency),
            ("indicator.external", indicators.externalConsistency),
            ("indicator.plausibility", indicators.plausibility), ("indicator.detail", indicators.sufficiencyOfDetail),
        ].map { "\(text($0)): \(name(of: $1))" }.joined(separator: "\n")
    }

    func text(of proposition: VettedProposition) -> String {
        switch proposition {
        case .servedInRankBand(let band): "\(name(of: proposition.kind)): \(name(of: band))"
        case .leftService(let date): "\(name(of: proposition.kind)): \(date.iso)"
        case .wordedByCounsel(let text): text
        case .identityConfirmed, .nationalityConfirmed, .familyTieConfirmed, .threatConfirmed:
            name(of: proposition.kind)
        }
    }
}
