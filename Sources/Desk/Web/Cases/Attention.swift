// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One thing in a case that somebody has to decide or to know before anything else.
struct AttentionItem: Equatable {
    let text: String
    let href: String
}

/// What a page says first, read from the parts that this desk can open.
enum Attention {
    static func items(_ scene: CaseScene) -> [AttentionItem] {
        let lines = scene.record.parts.flatMap { Self.lines($0, scene) }
        return (lines.filter(\.isGrave) + lines.filter { !$0.isGrave }).map {
            AttentionItem(text: $0.text(), href: "#\($0.anchor())")
        }
    }

    /// How many they are.
    static func count(_ scene: CaseScene) -> Int { scene.record.parts.reduce(0) { $0 + lines($1, scene).count } }

    /// Lists say how many there are: what is only counted is not put into words.
    struct Line {
        let text: () -> String
        let anchor: () -> String
        /// Somebody may be harmed, or a right lost, while it waits: it stands before the rest, whatever part it is in.
        let isGrave: Bool

        init(
            _ text: @autoclosure @escaping () -> String, _ anchor: @autoclosure @escaping () -> String,
            isGrave: Bool = false
        ) {
            self.text = text
            self.anchor = anchor
            self.isGrave = isGrave
        }
    }

    private static func lines(_ part: PartRecord, _ scene: CaseScene) -> [Line] {
        let home = part.compartment
        let leftOver =
            scene.isLeftOver
            ? [
                Line(
                    scene.words.text(
                        "attention.left-over", ["names": scene.names(scene.destroyers.sorted())]
                    ), "part-\(home.hex)", isGrave: true)
            ] : []
        if let end = scene.ending(of: part) {
            let facts = ["part": scene.words.name(of: part, in: scene.record), "day": Day(at: end.at).iso]
            return leftOver + [Line(scene.words.text("attention.access-ended", facts), "part-\(home.hex)")]
        }
        return leftOver + lines(part.content, part, scene)
    }

    private static func lines(_ content: PartContent, _ part: PartRecord, _ scene: CaseScene) -> [Line] {
        let home = part.compartment
        return switch content {
        case .casework(let content): gone(part, scene) + work(content, home, scene)
        case .conversation(let content): danger(content, part, scene) + twins(part, scene)
        case .identity(let content): identity(content, home, scene)
        case .whereabouts(let content): places(content, part, scene)
        case .evidence(let content): evidence(content, home, scene) + checksLeft(content, part, scene)
        case .legal(let content): legal(content, home, scene)
        }
    }

    /// Who carries the case and cannot any more.
    private static func gone(_ part: PartRecord, _ scene: CaseScene) -> [Line] {
        part.carriersGone(without: scene.state.formerMembers).map { member in
            Line(
                scene.words.text("attention.carrier-gone", ["name": scene.name(member)]),
                "course-\(part.compartment.hex)")
        }
    }

    /// Checks that were given to somebody who cannot make them any more.
    private static func checksLeft(_ evidence: EvidencePart, _ part: PartRecord, _ scene: CaseScene) -> [Line] {
        evidence.claims.compactMap { claim in
            part.checkerGone(of: claim, without: scene.state.formerMembers).map {
                Line(scene.words.text("attention.check-left", ["name": scene.name($0)]), "claim-\(claim.id.hex)")
            }
        }
    }

    private static func work(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        let words = scene.words
        var lines: [Line] = []
        if part.risk.level == .imminent {
            lines.append(Line(words.text("attention.imminent"), "risk-\(home.hex)", isGrave: true))
        }
        lines += mine(part, home, scene) + overdue(part, home, scene) + course(part, home, scene)
        if part.risk.assessed.standing.count > 1 {
            lines.append(Line(words.text("attention.risk-twice"), "risk-\(home.hex)"))
        }
        if let carriers = part.lifecycle?.carriers.standing, carriers.count > 1 {
            lines.append(Line(words.text("attention.carriers-twice"), "course-\(home.hex)"))
        }
        if let ratings = part.lifecycle?.ratings.standing, ratings.count > 1 {
            lines.append(Line(words.text("attention.danger-twice"), "course-\(home.hex)"))
        }
        lines += Apart.lines(part, home, scene).map { Line($0.text(), $0.anchor) }
        for incident in part.incidents where incident.isOpen {
            lines.append(
                Line(
                    words.text(
                        incident.affected.isEmpty ? "attention.incident" : "attention.incident-showing",
                        [
                            "kind": words.name(of: incident.kind), "day": Day(at: incident.opened.at).iso,
                            "parts": incident.affected.sorted { $0.rawValue < $1.rawValue }
                                .map { words.name(of: $0) }.joined(separator: ", "),
                        ]),
                    "incident-\(incident.id.hex)", isGrave: true))
        }
        let toApprove = part.plansStanding.filter { $0.approval == nil && $0.proposedBy != scene.me }
        if !toApprove.isEmpty, !(scene.me.map { part.lifecycle?.isOwned(by: $0) ?? false } ?? false) {
            lines.append(
                Line(
                    words.naming("attention.plan", toApprove.map(\.draft.aim).joined(separator: "; ")),
                    "plan-\(home.hex)"))
        }
        let standing = part.plansStanding
        if standing.count > 1 {
            let isApproved = standing.contains { $0.approval != nil }
            lines.append(
                Line(
                    words.text(isApproved ? "attention.plans-apart" : "attention.plans-proposed-apart"),
                    "plan-\(home.hex)"))
        }
        if let change = part.lifecycle?.takenBack {
            lines.append(Line(words.takenBack(change, scene.name), "course-\(home.hex)", isGrave: true))
        }
        if part.lifecycle?.state == .closing, let closure = part.lifecycle?.closure {
            let key = closure.by == scene.me ? "attention.closing-other" : "attention.closing"
            lines.append(Line(words.text(key, ["name": scene.name(closure.by)]), "course-\(home.hex)"))
        }
        if let lifecycle = part.lifecycle, lifecycle.erasure != nil {
            lines.append(Line(words.erasure(lifecycle, scene), "course-\(home.hex)", isGrave: true))
        }
        for hold in part.holds where hold.lifted == nil {
            lines.append(
                Line(
                    words.naming("attention.hold", hold.placed.words, ["kind": words.name(of: hold.kind)]),
                    "hold-\(hold.id.hex)"))
        }
        for record in part.consent.records where record.toJudge(on: scene.day) != nil {
            lines.append(
                Line(words.naming("attention.consent-answer", words.line(of: record)), "asked-\(record.id.hex)"))
        }
        for record in part.consent.records where record.asksWitnesses(on: scene.day) {
            for witnessing in record.witnessings where witnessing.isOpen && witnessing.witness == scene.me {
                lines.append(
                    Line(words.naming("attention.witness", words.line(of: record)), "consent-\(home.hex)"))
            }
            for denial in record.openDenials {
                lines.append(
                    Line(
                        words.text("attention.witness-denied", ["why": denial.note]), "consent-\(home.hex)",
                        isGrave: true))
            }
        }
        for record in part.consent.records {
            for handed in scene.person.bagsToRecall(under: record, on: scene.day) {
                let attestation = scene.person.attestation(in: handed)
                lines.append(
                    Line(
                        words.recall(of: handed, under: record, isAttestation: attestation != nil, on: scene.day),
                        attestation.map { "attestation-\($0.id.hex)" } ?? "consent-\(home.hex)", isGrave: true))
            }
            for recall in record.openRecalls {
                lines.append(
                    Line(words.text("pending.recall-answer", ["who": recall.recipient]), "consent-\(home.hex)"))
            }
        }
        for record in part.consent.records {
            guard let uncounted = part.consent.uncounted(of: record) else { continue }
            lines.append(Line(words.uncounted(uncounted), "said-\(uncounted.saying.message.hex)", isGrave: true))
        }
        for handed in scene.person.bagsPastStops(on: scene.day) {
            lines.append(
                Line(words.text("pending.left-past-stop", ["who": handed.recipientName]), "consent-\(home.hex)"))
        }
        for unheard in scene.record.unheardSayings where part.consent.sayings.contains(unheard) {
            // Where it waits to be judged it stands with its question.
            let waiting = part.consent.records.first { $0.pending?.message == unheard.saying.message }
            lines.append(
                Line(
                    words.text("attention.consent-unheard"),
                    waiting.map { "asked-\($0.id.hex)" } ?? "said-\(unheard.saying.message.hex)"))
        }
        for override in part.consent.overrides {
            if override.secondedBy == nil {
                guard override.ended == nil else { continue }
                lines.append(
                    Line(
                        words.naming("attention.override", words.text(of: override.terms.recipient)),
                        "override-\(override.id.hex)"))
            } else if override.toldOn == nil {
                lines.append(
                    Line(
                        words.naming(
                            scene.person.wordKey(ofUntold: override), words.text(of: override.terms.recipient)),
                        "override-\(override.id.hex)"))
            }
        }
        return lines
    }

    /// What was to be looked at again by now.
    private static func overdue(_ part: CaseworkPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        guard part.lifecycle?.state.isOpen == true else { return [] }
        let words = scene.words
        var lines: [Line] = []
        if part.isRiskHistory {
            lines.append(Line(words.text("attention.risk-history"), "risk-\(home.hex)"))
        } else if let by = part.risk.current?.assessment.reassessBy, Day(at: by) < scene.day {
            lines.append(Line(words.text("attention.reassess", ["day": Day(at: by).iso]), "risk-\(home.hex)"))
        }
        if let review = part.nextReview, Day(at: review) < scene.day {
            lines.append(Line(words.text("attention.review", ["day": Day(at: review).iso]), "plan-\(home.hex)"))
        }
        return lines
    }

    /// That the person says so themselves, whatever the case is rated, or that they have waited for long.
    private static func danger(_ conversation: ConversationPart, _ part: PartRecord, _ scene: CaseScene) -> [Line] {
        guard let record = conversation.record, let since = record.waitingSince else { return [] }
        let anchor = "conversation-\(part.compartment.hex)"
        if record.weighedDanger == .lifeInDanger {
            return [Line(scene.words.text("attention.says-in-danger"), anchor, isGrave: true)]
        }
        let rated = scene.record.casework?.lifecycle?.danger ?? .notSaid
        guard scene.now - min(scene.now, since) >= longWait(max(rated, record.weighedDanger)) else { return [] }
        let time = scene.words.waiting(since: since, at: scene.now)
        return [Line(scene.words.text("attention.waits", ["time": time]), anchor)]
    }

    /// Another case of the same person, of which this desk can read what they write.
    private static func twins(_ part: PartRecord, _ scene: CaseScene) -> [Line] {
        scene.state.twins(of: part).map { other in
            Line(
                scene.words.text("attention.carried-twice", ["alias": other.alias]),
                "conversation-\(part.compartment.hex)")
        }
    }

    private static func identity(_ part: IdentityPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        let contested = part.contested.map {
            Line(scene.words.text("attention.contested", ["kind": scene.words.name(of: $0.kind)]), "fact-\($0.id.hex)")
        }
        let doubled = part.doubled.map {
            Line(
                scene.words.text("attention.contested", ["kind": scene.words.name(of: $0)]),
                "identity-facts-\(home.hex)")
        }
        let waiting = part.exposures.filter { $0.isOpen || $0.isContested }
        let open =
            waiting.isEmpty
            ? [] : [Line(scene.words.plural("attention.exposure", waiting.count), "exposure-\(waiting[0].id.hex)")]
        let there = part.exposures.filter { $0.verdict == .same }.map {
            Line(
                scene.words.text("attention.exposed", ["where": scene.words.title(of: $0.found.origin)]),
                "exposure-\($0.id.hex)", isGrave: true)
        }
        return there + open + contested + doubled + Apart.lines(part, scene).map { Line($0.text(), $0.anchor) }
    }

    private static func places(_ part: WhereaboutsPart, _ home: PartRecord, _ scene: CaseScene) -> [Line] {
        var lines: [Line] = part.contested(on: scene.day).map {
            Line(
                scene.words.text("attention.places", ["who": scene.words.name(of: $0)]),
                "places-\(home.compartment.hex)")
        }
        if home.access.holders.count > WhereaboutsPart.largestCircle {
            lines.append(
                Line(
                    scene.words.plural("attention.circle", home.access.holders.count), "places-\(home.compartment.hex)")
            )
        }
        return lines
    }

    private static func evidence(_ part: EvidencePart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        let words = scene.words
        var lines: [Line] = []
        for record in part.withholdings where record.isOpen {
            lines.append(
                Line(
                    words.naming(
                        record.state == .established ? "attention.withheld-established" : "attention.withheld",
                        record.stated.what, ["state": words.name(of: record.state)]),
                    "withholding-\(record.id.hex)"))
        }
        for record in part.openContradictions {
            lines.append(
                Line(
                    words.naming("attention.contradiction", part.subject(of: record)),
                    "contradiction-\(record.id.hex)"))
        }
        for claim in part.claims {
            if claim.checkers.contains(where: { $0 == scene.me }), claim.state.isAssignable, claim.proposal == nil {
                lines.append(Line(words.naming("attention.check", claim.proposition), "claim-\(claim.id.hex)"))
            }
            if let proposal = claim.proposal {
                lines.append(
                    Line(
                        words.naming("attention.deceptive", claim.proposition, ["name": scene.name(proposal.by)]),
                        "claim-\(claim.id.hex)"))
            } else if claim.state == .contradicted {
                lines.append(
                    Line(words.naming("attention.claim-contradicted", claim.proposition), "claim-\(claim.id.hex)"))
            }
        }
        for deception in scene.record.deceptions where deception.compartment == home && !deception.hasIncident {
            lines.append(
                Line(
                    words.naming("attention.deception-incident", deception.claim.proposition),
                    "claim-\(deception.claim.id.hex)", isGrave: true))
        }
        lines += Apart.lines(part, scene).map { Line($0.text(), $0.anchor) }
        let own = Set(scene.record.claimsCheckedByOwner.map(\.id))
        for claim in part.claims where own.contains(claim.id) {
            lines.append(Line(words.naming("attention.owner-checks", claim.proposition), "claim-\(claim.id.hex)"))
        }
        for attestation in part.shakenAttestations(on: scene.day) {
            lines.append(
                Line(
                    words.naming("attention.shaken", attestation.stated.recipient),
                    "attestation-\(attestation.id.hex)", isGrave: true))
        }
        for attestation in part.attestations where attestation.state == .proposed && attestation.proposedBy != scene.me
        {
            lines.append(
                Line(
                    words.naming("attention.attestation", attestation.stated.recipient),
                    "attestation-\(attestation.id.hex)"))
        }
        return lines
    }

    private static func legal(_ part: LegalPart, _ home: ID<Compartment>, _ scene: CaseScene) -> [Line] {
        let words = scene.words
        var lines: [Line] = []
        if part.exclusion == .indicator {
            lines.append(Line(words.text("attention.exclusion"), "exclusion-\(home.hex)"))
        }
        if part.screening.standing.count > 1 {
            lines.append(Line(words.text("attention.screened-apart"), "exclusion-\(home.hex)"))
        }
        if !part.mayVouch, scene.record.isCleared {
            lines.append(Line(words.text("attention.cleared-too-wide"), "exclusion-\(home.hex)"))
        } else if part.mayVouch, !scene.record.isCleared {
            lines.append(Line(words.text("attention.not-cleared"), "exclusion-\(home.hex)"))
        }
        for matter in part.matters {
            let clocks = matter.clocks(on: scene.day)
            if matter.lacksAppealDate(on: scene.day) {
                lines.append(Line(words.text("pending.appeal-undated"), "matter-\(matter.id.hex)", isGrave: true))
            }
            for clock in clocks where clock.state == .missed || clock.state == .overdue {
                lines.append(
                    Line(
                        words.text("attention.clock", ["name": words.name(of: clock)]), "matter-\(matter.id.hex)",
                        isGrave: clock.duty == .person))
            }
            let amber = clocks.filter { $0.isOpen && $0.isAmber }.count
            if amber > 0 { lines.append(Line(words.plural("attention.amber", amber), "matter-\(matter.id.hex)")) }
        }
        return lines
    }
}

extension Catalogue {
    /// How far the erasure of a case has come that somebody asked for, and whether anything speaks against it.
    fileprivate func erasure(_ lifecycle: LifecycleRecord, _ scene: CaseScene) -> String {
        if let from = lifecycle.destroyedFrom {
            guard from <= scene.now, let last = lifecycle.destroyedUnheardFrom else {
                return text("attention.destroyed", ["when": LocalTime.text(second: from)])
            }
            return text("attention.destroyed-unheard", ["when": LocalTime.text(second: last)])
        }
        let name = lifecycle.erasure.map { scene.name($0.by) } ?? ""
        let against = scene.againstErasing.count { !$0.isOfCourse }
        guard against == 0 else { return plural("attention.erasure-against", against, ["name": name]) }
        return text("attention.erasure", ["name": name, "day": Day(at: lifecycle.erasableFrom ?? 0).iso])
    }
}
