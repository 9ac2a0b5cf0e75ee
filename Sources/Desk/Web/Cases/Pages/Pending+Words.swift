// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension Catalogue {
    /// What somebody has to attend to.
    func text(of pending: Pending, _ desk: DeskScene, in subject: Today.Subject) -> String {
        var record: CaseRecord?
        if case .case(let id, _) = subject { record = desk.state.case(id) }
        switch pending {
        case .unread: return apart(subject, desk) + text("pending.unread")
        case .answer: return apart(subject, desk) + text("pending.answer")
        case .declineToConfirm: return text("pending.decline")
        case .assessment: return text("dates.assessment")
        case .reassessment: return text("dates.reassess")
        case .imminentDanger: return text("attention.imminent")
        case .review: return text("dates.review")
        case .task(let id):
            guard let home = record?.parts.first(where: { $0.tasks.contains { $0.id == id } }),
                let task = home.tasks.first(where: { $0.id == id })
            else { return text("pending.task") }
            // What nobody does whose it is says so: whoever reads it wonders why it is here.
            let isLeft = task.people.allSatisfy {
                !home.isReadable(by: $0, without: desk.state.formerMembers)
            }
            let names = task.people.map { desk.name($0) }.joined(separator: ", ")
            return title(of: task) + (isLeft ? " · " + text("pending.task-left", ["names": names]) : "")
        case .planToApprove(let id):
            let plans = record?.parts.lazy.compactMap(\.casework).flatMap(\.plansStanding)
            return naming("attention.plan", plans?.first { $0.id == id }?.draft.aim ?? "")
        case .closingToConfirm: return text("pending.closing")
        case .takingUpToConfirm(let entry):
            let pauses = record?.parts.lazy.compactMap { $0.casework?.lifecycle?.pause }
            let found = pauses?.compactMap { pause in
                pause.proposals.first { $0.entry == entry }.map { self.takingUp($0, of: pause, desk.name) }
            }
            return found?.first ?? text("course.paused")
        case .partToDestroy:
            let destroyers = record.flatMap { record in desk.me.map { desk.state.destroyers(of: record, for: $0) } }
            let signers = (destroyers ?? []).map { desk.name($0) }.sorted()
            return text("pending.part-to-destroy", ["names": signers.joined(separator: ", ")])
        case .requestKept: return text("pending.request-kept")
        case .erasureToConfirm: return text("pending.erasure")
        case .endTakenBack(let entry):
            let changes = record?.parts.lazy.compactMap { $0.casework?.lifecycle?.takenBack }
            return changes?.first { $0.entry == entry }.map { takenBack($0, desk.name) } ?? text("pending.closing")
        case .liftingToConfirm: return text("pending.lifting")
        case .incident(let id):
            let kind = record?.casework?.incidents.first { $0.id == id }.map { name(of: $0.kind) } ?? ""
            return text("attention.incident", ["kind": kind])
        case .clock(let matter, let clock):
            let clocks = record?.legal?.matter(matter)?.clocks(on: desk.day) ?? []
            return clocks.first { $0.reference == clock }.map { name(of: $0) } ?? text("pending.clock")
        case .appealUndated: return text("pending.appeal-undated")
        case .consentReview: return text("pending.consent-review")
        case .consentEnds: return text("pending.consent-ends")
        case .consentToJudge: return text("attention.consent-answer")
        case .answerUncounted(let id):
            let uncounted = record?.parts.lazy.compactMap { part -> PortalRecord? in
                guard let ledger = part.casework?.consent, let record = ledger.record(id) else { return nil }
                return ledger.uncounted(of: record)
            }.first
            return self.uncounted(uncounted)
        case .witnessToConfirm: return text("attention.witness")
        case .witnessDenied(let id, let entry):
            let consent = record?.parts.lazy.compactMap { $0.casework?.consent.record(id) }.first
            let denial = consent?.openDenials.first { $0.entry == entry }
            return text("attention.witness-denied", ["why": denial?.note ?? ""])
        case .recallToSend(let consent, let bag):
            let person = record.map { desk.scene($0).person }
            guard let handed = person?.handedOver.first(where: { $0.bag.id == bag }),
                let answer = record?.parts.lazy.compactMap({ $0.casework?.consent.record(consent) }).first
            else { return text("pending.recall-send", ["who": ""]) }
            let isAttestation = person?.attestation(in: handed) != nil
            return recall(of: handed, under: answer, isAttestation: isAttestation, on: desk.day)
        case .leftPastStop(let bag):
            let handed = record.flatMap { desk.scene($0).person.handedOver.first { $0.bag.id == bag } }
            return text("pending.left-past-stop", ["who": handed?.recipientName ?? ""])
        case .recallToAnswer(let consent, let bag):
            let recalls = record?.parts.lazy.compactMap { $0.casework?.consent.record(consent) }.first?.recalls ?? []
            return text("pending.recall-answer", ["who": recalls.first { $0.bag == bag }?.recipient ?? ""])
        case .overrideToConfirm: return text("attention.override")
        case .overrideUntold(let id):
            let override = record?.parts.lazy.compactMap(\.casework).flatMap(\.consent.overrides).first { $0.id == id }
            return text(
                override.flatMap { record.map(desk.scene)?.person.wordKey(ofUntold: $0) } ?? PersonRecord.signedUntold)
        case .placeEnds: return text("pending.place")
        case .carrierGone(let member): return text("attention.carrier-gone", ["name": desk.name(member)])
        case .check(let id):
            let left = record?.parts.lazy.compactMap { part -> ID<Member>? in
                guard case .evidence(let evidence) = part.content, let claim = evidence.claim(id) else { return nil }
                return part.checkerGone(of: claim, without: desk.state.formerMembers)
            }.first
            return left.map { text("attention.check-left", ["name": desk.name($0)]) }
                ?? naming("attention.check", record?.proposition(of: id) ?? "")
        case .checkTwice(let id):
            let claims = record?.parts.lazy.compactMap { part -> ClaimRecord? in
                guard case .evidence(let evidence) = part.content else { return nil }
                return evidence.claim(id)
            }
            return claims?.first.map { checkersApart($0, desk.name) } ?? text("attention.check")
        case .findingsDiffer(let id):
            let claims = record?.parts.lazy.compactMap { part -> ClaimRecord? in
                guard case .evidence(let evidence) = part.content else { return nil }
                return evidence.claim(id)
            }
            return claims?.first.map { findingsApart($0, desk.name) } ?? text("dates.recheck")
        case .taskTwice(let id):
            let task = record?.parts.lazy.flatMap(\.tasks).first { $0.id == id }
            return task.map { apart($0, desk.name) } ?? text("pending.task")
        case .reviewTwice:
            let work = record?.parts.lazy.compactMap(\.casework).first { $0.reviews.isApart }
            return work.map { reviewsApart($0, desk.name) } ?? text("dates.review")
        case .assessmentTwice:
            let work = record?.parts.lazy.compactMap(\.casework).first { $0.risk.scheduled.isApart }
            return work.map { assessmentsApart($0, desk.name) } ?? text("dates.assessment")
        case .recheck: return text("dates.recheck")
        case .claimContradicted(let id):
            return naming("attention.claim-contradicted", record?.proposition(of: id) ?? "")
        case .deception: return text("pending.deception-incident")
        case .deceptionToConfirm: return text("pending.deception")
        case .attestationToConfirm(let id): return naming("attention.attestation", record?.recipient(of: id) ?? "")
        case .attestationShaken(let id): return naming("attention.shaken", record?.recipient(of: id) ?? "")
        case .contradiction(let id):
            let found = record?.parts.lazy.compactMap(\.evidence).compactMap { part in
                part.openContradictions.first { $0.id == id }.map { part.subject(of: $0) }
            }
            return naming("attention.contradiction", found?.first ?? "")
        case .withholding(let id):
            let what = record?.parts.lazy.compactMap(\.evidence).compactMap { part in
                part.withholdings.first { $0.id == id }?.stated.what
            }
            return naming("pending.withholding", what?.first ?? "")
        case .exposureContested: return text("pending.exposure-contested")
        case .identityContested(let kind): return text("attention.contested", ["kind": name(of: kind)])
        case .placesContested(let who): return text("attention.places", ["who": name(of: who)])
        case .riskTwice: return text("attention.risk-twice")
        case .dangerTwice: return text("attention.danger-twice")
        case .carriersTwice: return text("attention.carriers-twice")
        case .carriedTwice(let other):
            return text("attention.carried-twice", ["alias": desk.state.case(other)?.alias ?? ""])
        case .acceptedAfter(let id):
            let refused = desk.state.refused.first { $0.entry.id == id }
            return text("pending.accepted-after", ["name": refused.map { desk.state.author(of: $0.entry, self) } ?? ""])
        case .refusedAct(let id):
            guard let refused = desk.state.refused.first(where: { $0.entry.id == id }) else {
                return text("pending.refused-gone")
            }
            if let name = desk.state.firstAcceptance(before: refused).map({ desk.name($0) }) {
                return text("pending.refused-acceptance", ["name": name])
            }
            if desk.state.member(of: refused.entry.author)?.id != desk.me {
                let name = desk.state.author(of: refused.entry, self)
                return text("pending.refused-of", ["name": name, "what": step(refused, desk, in: record)])
            }
            let reason = text(
                "pending.refused", ["what": step(refused, desk, in: record), "why": why(refused, in: desk.state)])
            return refused.isAcceptance ? "\(reason). \(text("pending.case-stands"))" : reason
        }
    }

    /// Which step did not count, as the history says it.
    private func step(_ refused: RefusedEvent, _ desk: DeskScene, in record: CaseRecord?) -> String {
        let who = desk.state.author(of: refused.entry, self)
        return record.map { HistorySentence(refused.entry.event, by: who, desk.scene($0)).text }
            ?? HistorySentence(intake: refused.entry.event, by: who, self).text
    }

    /// Who would take up what others laid aside, with who did and why.
    func takingUp(
        _ proposal: PauseRecord.Word, of pause: PauseRecord, _ name: (ID<Member>) -> String
    ) -> String {
        let paused = pause.words.map { word in
            "\(name(word.by)) (\(word.reason.map { self.name(of: $0) } ?? ""))"
        }
        return text("pending.taking-up", ["who": name(proposal.by), "paused": paused.joined(separator: ", ")])
    }

    /// What left and why it has to be asked back: the person took their consent back, named whoever has it as somebody who is never to have
    /// it, or whoever let it go had not heard that less is allowed.
    func recall(of handed: HandedOver, under consent: ConsentRecord, isAttestation: Bool, on day: Day) -> String {
        let key =
            switch consent.state(on: day) {
            case _ where consent.hasExcluded(whoHas: handed):
                isAttestation ? "pending.attestation-recall-excluded" : "pending.recall-send-excluded"
            case .withdrawn: isAttestation ? "pending.attestation-recall" : "pending.recall-send"
            case .refused: isAttestation ? "pending.attestation-recall-refused" : "pending.recall-send-refused"
            default: isAttestation ? "pending.attestation-recall-less" : "pending.recall-send-less"
            }
        return text(key, ["who": handed.recipientName])
    }

    /// Whoever hurries learns before they open it that a colleague holds the request to be hostile.
    private func apart(_ subject: Today.Subject, _ desk: DeskScene) -> String {
        guard case .request(let id) = subject, desk.state.request(id)?.state == .quarantined else { return "" }
        return "\(name(of: RequestState.quarantined)) · "
    }
}

extension CaseRecord {
    fileprivate func proposition(of claim: ID<Claim>) -> String {
        parts.lazy.compactMap { $0.evidence?.claim(claim)?.proposition }.first ?? ""
    }

    fileprivate func recipient(of attestation: ID<Attestation>) -> String {
        parts.lazy.compactMap { part in
            part.evidence?.attestations.first { $0.id == attestation }?.stated.recipient
        }.first ?? ""
    }
}

extension PersonRecord {
    fileprivate static let signedUntold = "attention.override-signed"

    /// Of something that two let go without consent, and of which the person has not been told: whether it left, or may.
    func wordKey(ofUntold override: VitalOverride) -> String {
        hasLeft(under: override) ? "attention.override-untold" : Self.signedUntold
    }
}

extension Catalogue {
    /// That an answer of the person does not count, and why.
    func uncounted(_ record: PortalRecord?) -> String {
        guard case .doesNotCount(let refusal) = record?.effect else {
            return text("attention.answer-uncounted", ["why": ""])
        }
        return text("attention.answer-uncounted", ["why": text(refusal.catalogueKey)])
    }
}
