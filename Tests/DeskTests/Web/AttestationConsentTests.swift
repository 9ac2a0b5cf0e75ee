// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// The person is asked before the organisation's word leaves, and their no reaches it afterwards.
struct AttestationConsentTests {
    private static let consent = PagesWork.id(976) as ID<Consent>
    private static let recipient = ConsentRecipient.anyOf(.shelterOrService)
    private static let path = AttestationPageTests.path
    private static let day = Day(at: WebDesk.second)
    private static let asking: KeyValuePairs = [
        "read": "1", "purpose": "partner", "recipient-class": "\(RecipientClass.shelterOrService.rawValue)",
        "actions": "4",
    ]
    private static let terms = ConsentTerms(
        classes: [.attestation, .statement], items: [], purpose: .partnerService, recipient: recipient,
        identifiability: .explicitlyPersonal, actions: .red, territory: [], conditions: [], excludedRecipients: [],
        excludedFacts: [])

    private static let explanation = ConsentExplanation(
        giver: .person, capacityNote: "", purpose: .partnerService, recipient: Self.recipient,
        language: "ru",
        interpreter: .notNeeded, version: "2026-3", consequencesShown: true, withdrawalShown: true,
        aidIndependenceShown: true, initiative: .person)

    /// With an attestation that two have signed, and the person's answer to such recipients.
    private func desk(_ answer: ConsentAnswer? = .given(Self.terms, expires: Self.day.adding(months: 6))) async throws
        -> WebDesk
    {
        let desk = try await AttestationPageTests().desk(allowed: false)
        guard let answer else { return desk }
        try await say(
            .explained(
                Self.consent, Self.explanation), desk)
        try await say(
            .answered(
                Self.consent, answer,
                ConsentEvidence(
                    isUnderstood: true, method: .inPerson, givenOn: Self.day, reviewOn: nil, receipt: .none,
                    secondWitness: SampleCase.boris, supersedes: [])), desk)
        return desk
    }

    /// Another answer to the same question takes the place of the first.
    private func replace(allowing classes: Set<ItemClass>, _ desk: WebDesk) async throws {
        let next = PagesWork.id(977) as ID<Consent>
        var terms = Self.terms
        terms.classes = classes
        try await say(.explained(next, Self.explanation), desk)
        try await say(
            .answered(
                next, .given(terms, expires: Self.day.adding(months: 6)),
                ConsentEvidence(
                    isUnderstood: true, method: .inPerson, givenOn: Self.day, reviewOn: nil, receipt: .none,
                    secondWitness: SampleCase.boris, supersedes: [Self.consent])), desk)
    }

    @Test(arguments: [true, false])
    func `an answer that replaces another is asked in its place`(isStillAllowed: Bool) async throws {
        let desk = try await desk()
        #expect(await sign(desk).isRedirect)
        try await replace(allowing: isStillAllowed ? [.attestation] : [.statement], desk)
        #expect(await desk.get(Self.path + "/file").status == (isStillAllowed ? 200 : 422))
    }

    private func say(_ event: ConsentEvent, _ desk: WebDesk) async throws {
        let refusal = await desk.work.write(
            .inCompartment(.consent(event)), in: SampleCase.compartment(.casework), by: SampleCase.anna)
        try #require(refusal == nil)
    }

    private func sign(_ desk: WebDesk, _ answers: KeyValuePairs<String, String> = Self.asking) async -> Page {
        await desk.post(Self.path + "/sign", answers)
    }

    @Test func `what the person agreed to is signed without more, and it is written down to whom and what for`()
        async throws
    {
        let desk = try await desk()
        #expect(await desk.post(Self.path + "/sign", ["read": "1"]).status == 422, "for whom, and what for?")
        #expect(await sign(desk).isRedirect)
        #expect(await desk.get(Self.path + "/file").status == 200)
        let handed = try #require(
            await desk.work.state.case(SampleCase.caseID).map({ PersonRecord($0) })?.handedOver.last)
        #expect(handed.bag.recipient.recipientClass == .shelterOrService && handed.bag.purpose == .partnerService)
        #expect(await desk.get(SampleCase.path("/history")).says("Consent covers it."))
    }

    @Test func `silence is no consent, and a no is none, whatever ground is stated`() async throws {
        let grounded: KeyValuePairs = [
            "read": "1", "purpose": "partner", "recipient-class": "\(RecipientClass.shelterOrService.rawValue)",
            "actions": "4", "ground": "\(LegalBasis.legalObligation.rawValue)", "ground-words": "приказ суда",
            "without-consent": "1", "reads": "1",
        ]
        for (answer, words) in [(ConsentAnswer?.none, "silence is a no"), (.refused, "The person said no")] {
            let desk = try await desk(answer)
            for asking in [Self.asking, grounded, AttestationPageTests.signing] {
                let page = await sign(desk, asking)
                #expect(page.status == 422 && page.says(words))
            }
            let evidence = await desk.work.state.case(SampleCase.caseID)?.evidence
            #expect(evidence?.attestation(AttestationPageTests.id)?.signedFile == nil)
        }
    }

    /// What may become of a consent after the file was signed.
    enum Turn: CaseIterable { case withdrawn, frozen, narrowed }

    @Test(arguments: Turn.allCases)
    func `what the person takes back is not handed out any more`(turn: Turn) async throws {
        let desk = try await desk()
        #expect(await sign(desk).isRedirect)
        switch turn {
        case .withdrawn: try await say(.withdrawn(Self.consent, .voice), desk)
        case .frozen: try await say(.frozen(Self.consent, .contactLost, whoMayDecide: "сестра"), desk)
        case .narrowed:
            var narrow = Self.terms
            narrow.classes = [.statement]
            try await say(.narrowed(Self.consent, narrow), desk)
        }
        let page = await desk.get(Self.path)
        #expect(page.says("Since this file was signed") && !page.says("/file\""))
        #expect(await desk.get(Self.path + "/file").status == 422)
        #expect(await sign(desk).status == 422)
    }

    @Test func `a consent that has run out carries no file that was signed under it`() async throws {
        let desk = try await desk(.given(Self.terms, expires: Self.day.adding(days: 2)))
        #expect(await sign(desk).isRedirect)
        let later = try await WebDesk(over: desk.work, now: WebDesk.second + 2 * 86_400)
        #expect(await later.get(Self.path + "/file").status == 422)
        #expect(await desk.get(Self.path + "/file").status == 200)
    }

    @Test(arguments: [true, false])
    func `after a withdrawal Today asks until it is revoked or asked back`(isRevoked: Bool) async throws {
        let desk = try await desk()
        #expect(await sign(desk).isRedirect)
        #expect(await !desk.get("/today").says("Revoke the attestation"))
        try await say(.withdrawn(Self.consent, .voice), desk)
        #expect(await desk.get("/today").says("Revoke the attestation, or ask it back from"))
        #expect(await desk.get(SampleCase.path()).says("#attestation-\(AttestationPageTests.id.hex)"))
        if isRevoked {
            let path = SampleCase.path(.evidence, "revoke", about: AttestationPageTests.id.hex)
            #expect(await desk.post(path, ["for-recipient": "человек отозвал согласие"]).isRedirect)
        } else {
            let bag = try #require(
                await desk.work.state.case(SampleCase.caseID).map({ PersonRecord($0) })?.handedOver.last?.bag.id)
            let path = SampleCase.path(.casework, "recall", about: Self.consent.hex)
            #expect(await desk.get(path).says("Attestation \(AttestationPageTests.id.hex.prefix(8))"))
            #expect(await desk.post(path, ["bag": bag.hex, "asked-back": "1"]).isRedirect)
        }
        #expect(await !desk.get("/today").says("Revoke the attestation"))
    }
}
