// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What may be done with what.
extension Story {
    mutating func isAsked(
        _ purpose: ConsentPurpose, _ recipient: ConsentRecipient, _ initiative: ConsentInitiative = .person
    ) -> ID<Consent> {
        let consent: ID<Consent> = id()
        say(
            owner, .casework,
            [
                .consent(
                    .explained(
                        consent,
                        ConsentExplanation(
                            giver: .person, capacityNote: text("consent.capacity"), purpose: purpose,
                            recipient: recipient, language: persona.language, interpreter: .notNeeded,
                            version: text("consent.version"), consequencesShown: true, withdrawalShown: true,
                            aidIndependenceShown: true, initiative: initiative)))
            ])
        tasksAreDone(.explainConsent)
        return consent
    }

    func terms(
        _ purpose: ConsentPurpose, _ recipient: ConsentRecipient, _ classes: Set<ItemClass>,
        as identifiability: Identifiability = .pseudonymous, conditions: [Embargo] = [], excluding facts: [String] = []
    ) -> ConsentTerms {
        ConsentTerms(
            classes: classes, items: [], purpose: purpose, recipient: recipient, identifiability: identifiability,
            actions: .amber, territory: [], conditions: conditions, excludedRecipients: [], excludedFacts: facts)
    }

    mutating func agrees(_ consent: ID<Consent>, to terms: ConsentTerms, replacing old: [ID<Consent>] = []) {
        wait(hours: 1...20)
        let isOnPaper = random.happens(40)
        say(
            owner, .casework,
            .consentAnswered(
                consent, .given(terms, expires: today.adding(months: 11)),
                ConsentEvidence(
                    isUnderstood: true, method: isOnPaper ? .inPerson : .voice, givenOn: today,
                    reviewOn: today.adding(months: 5),
                    receipt: isOnPaper ? .signature(digest: random.bytes(32)) : .none, secondWitness: nil,
                    supersedes: old), witness: deputy))
        wait(hours: 1...6)
        say(deputy, .casework, .consentWitnessed(consent, .confirmed))
    }

    mutating func refuses(_ consent: ID<Consent>, deferring: Bool = false) {
        wait(hours: 1...20)
        say(
            owner, .casework,
            .consentAnswered(
                consent, deferring ? .deferred : .refused,
                ConsentEvidence(
                    isUnderstood: true, method: .voice, givenOn: today, reviewOn: today.adding(months: 6),
                    receipt: .none, secondWitness: nil, supersedes: []), witness: nil))
    }

    // MARK: - At the portal

    /// Nobody has to meet: the question goes out with the next reply, and waits for an answer.
    mutating func isAskedAtPortal(
        _ purpose: ConsentPurpose, _ recipient: ConsentRecipient, _ classes: Set<ItemClass>, about key: String
    ) -> ID<Consent> {
        let consent: ID<Consent> = id()
        let terms = terms(purpose, recipient, classes)
        say(
            owner, .casework,
            [
                .consent(
                    .asked(
                        consent,
                        ConsentExplanation(
                            giver: .person, capacityNote: "", purpose: purpose, recipient: recipient,
                            language: persona.language, interpreter: .notNeeded, version: text("consent.version"),
                            consequencesShown: true, withdrawalShown: true, aidIndependenceShown: true,
                            initiative: .organisation),
                        PortalAsk(
                            terms: terms, expires: today.adding(months: 11), text: text("portal.\(key).asked"),
                            openUntil: today.adding(months: 3))))
            ])
        return consent
    }

    /// - Parameter omitting: the key of what the person wants left out; nil where they agree to all of it.
    mutating func answersAtPortal(_ consent: ID<Consent>, about key: String, omitting: String? = nil) {
        wait(hours: 2...20)
        let fact = omitting.map { text($0) }
        let ownWords = [text("portal.\(key).own"), text("portal.help")]
        let said = [fact.map { "\(text("portal.yes-but")) \($0)" } ?? text("portal.yes")] + ownWords
        add(
            .persona,
            .answersConsent(
                consent,
                PortalWord(
                    choice: fact.map { .leavingOut($0) } ?? .everything, ownWords: ownWords,
                    receipt: ([text("portal.\(key).asked")] + said).joined(separator: "\n\n"))))
    }

    mutating func isJudgedUnderstood(_ consent: ID<Consent>) {
        wait(hours: 1...9)
        // Not by the owner, who asked.
        say(deputy, .casework, .consentJudged(consent, .understood, note: text("portal.judged")))
    }

    /// What every case begins with: a partner may know what it needs to help.
    mutating func agreesToHelp() {
        let shelter = ConsentRecipient.named(text("partner.shelter"), .shelterOrService)
        let consent = isAsked(.partnerService, shelter)
        agrees(
            consent, to: terms(.partnerService, shelter, [.caseSummary, .contactDetails], as: .explicitlyPersonal))
    }

    /// That another organisation takes their case over.
    mutating func agreesToBeHandedOn(to organisation: String) {
        let recipient = ConsentRecipient.named(organisation, .otherOrganisation)
        let consent = isAsked(.partnerService, recipient)
        agrees(
            consent, to: terms(.partnerService, recipient, [.caseSummary, .identityFacts], as: .explicitlyPersonal))
    }

    /// Yes to a newspaper, then less, then no more; and what was handed over is called back.
    mutating func changesTheirMind() {
        let paper = ConsentRecipient.named(text("partner.paper"), .newsroom)
        let consent = isAsked(.newsroom(.pseudonymous), paper)
        let wide = terms(.newsroom(.pseudonymous), paper, [.statement, .imageOrRecording])
        agrees(consent, to: wide)
        let bag: ID<Bag> = id()
        wait(days: 4...10)
        var narrow = wide
        narrow.classes = [.statement]
        narrow.conditions = [.untilFamilyOut]
        narrow.excludedFacts = [text("consent.leave-out")]
        let handed = Disclosure(
            what: text("disclosed.bag"), toWhom: text("partner.paper"), why: text("disclosed.bag-why"),
            bag: HandedBag(id: bag, recipient: paper, purpose: .newsroom(.pseudonymous)))
        say(owner, .casework, [.access(.disclosed(handed)), .consent(.narrowed(consent, narrow))])
        wait(days: 4...10)
        say(owner, .casework, [.consent(.withdrawn(consent, .voice))])
        say(owner, .casework, [.consent(.recallSent(consent, bag: bag, recipient: text("partner.paper")))])
        say(owner, .casework, [.consent(.excluded(consent, [text("partner.paper")]))])
        wait(days: 1...4)
        say(
            owner, .casework,
            [.consent(.recallAnswered(consent, bag: bag, .acknowledged, note: text("consent.recalled")))])
    }

    /// Something had to be told to save a life, before anybody could be asked.
    mutating func isSavedWithoutAsking() {
        let consent: ID<Consent> = id()
        let doctors = ConsentRecipient.named(text("partner.doctors"), .medicalService)
        say(
            owner, .casework,
            [
                .consent(
                    .overrideProposed(
                        consent, .vitalInterest, terms(.protectionServices, doctors, [.contactDetails]),
                        until: today.adding(days: 7), why: text("override.why")))
            ])
        wait(hours: 1...2)
        say(deputy, .casework, .overrideSeconded(consent))
        wait(days: 3...6)
        say(owner, .casework, [.consent(.overrideTold(consent, on: today))])
    }
}
