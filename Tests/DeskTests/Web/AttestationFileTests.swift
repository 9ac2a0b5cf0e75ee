// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Correspondence
import Foundation
import HTTPTypes
import Languages
import LifeboatTestSupport
import Testing

@testable import Desk

/// The page on which an attestation becomes a file for its recipient.
struct AttestationPageTests {
    static let id = PagesWork.id(970) as ID<Attestation>
    static let path = SampleCase.path("/\(SampleCase.compartment(.evidence).hex)/attestations/\(id.hex)")
    static let signing: KeyValuePairs = [
        "read": "1", "purpose": "partner", "recipient-class": "\(RecipientClass.shelterOrService.rawValue)",
        "actions": "4", "reads": "1",
    ]
    private static let recipient = "Приют Valid-Until: 2999-01-01"

    /// The sample's evidence part without what stands in the way, and an attestation that two have signed.
    func desk(
        issued: Bool = true, cleared: Bool = true, isRehearsal: Bool = false, recheckBy: Day? = nil,
        allowed: Bool = true
    ) async throws -> WebDesk {
        let desk = try await WebDesk(work: PagesWork(isRehearsal: isRehearsal))
        await desk.work.openSampleCase(with: [.casework])
        if allowed { await desk.work.allowSampleCase() }
        if cleared { await desk.work.clearSampleCase() }
        let home = SampleCase.compartment(.evidence)
        let claim = PagesWork.id(971) as ID<Claim>
        let grades = Grades(source: .usuallyReliable, information: .possiblyTrue)
        let (anna, vera) = (SampleCase.anna, SampleCase.vera)
        let steps: [(CompartmentEvent, ID<Member>)] =
            [
                (.access(.opened(case: SampleCase.caseID, kind: .evidence, alias: "Сокол")), anna),
                (.access(.granted(member: vera, reason: "проверяет")), anna),
                (.claim(.asserted(claim, .identity, proposition: "тайна-утверждения")), anna),
                (.claim(.assigned(claim, checker: vera, caseOwner: anna, ceiling: .amber, replaces: [])), anna),
                (.claim(.checkBegun(claim)), vera),
            ]
            + ["паспорт", "сосед"].map { origin in
                let line = EvidenceLine(
                    kind: .testimony, bearing: .supports, origin: origin, method: .examination, grades: grades, note: ""
                )
                return (.claim(.lineAdded(claim, line)), SampleCase.vera)
            } + [
                (
                    .claim(
                        .concluded(
                            claim,
                            ClaimConclusion(
                                finding: .corroborated, grades: grades,
                                indicators: CredibilityIndicators(
                                    internalConsistency: .speaksFor, externalConsistency: .speaksFor,
                                    plausibility: .speaksFor, sufficiencyOfDetail: .speaksFor),
                                independenceNote: "независимы", recheckBy: recheckBy))), SampleCase.vera
                ),
                (
                    .attestation(
                        .proposed(
                            StatedAttestation(
                                id: Self.id, proposition: .identityConfirmed, claims: [claim],
                                recipient: Self.recipient, language: "en",
                                validUntil: Day(at: WebDesk.second).adding(days: 90)))), SampleCase.anna
                ),
            ]
        for (event, author) in steps {
            let refusal = await desk.work.write(.inCompartment(event), in: home, by: author)
            try #require(refusal == nil)
        }
        guard issued else { return desk }
        let proposal = try #require(await desk.work.state.part(home)?.evidence?.attestation(Self.id)?.proposal)
        await desk.work.write(
            .inCompartment(.attestation(.issued(Self.id, proposal: proposal))), in: home, by: SampleCase.vera)
        return desk
    }

    @Test func `what two signed is signed for its recipient, saved, and says nothing of the case`() async throws {
        let desk = try await desk()
        #expect(await desk.get(SampleCase.path()).says(Self.path), "the case leads there")
        let before = await desk.get(Self.path)
        #expect(before.status == 200 && before.says("Sign in the organisation&#39;s name") && !before.says("/file\""))
        #expect(before.says("What the recipient sees of a revocation"))
        #expect(await desk.get(Self.path + "/file").status == 404)
        #expect(await desk.post(Self.path + "/sign").status == 422, "nobody signs unread")
        #expect(await desk.post(Self.path + "/sign", Self.signing).isRedirect)
        #expect(await desk.get(Self.path).says("\(Self.path)/file"))

        let file = await desk.get(Self.path + "/file")
        #expect(file.status == 200)
        #expect(file.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(file.headers[.contentDisposition] == "attachment; filename*=UTF-8''document.txt")
        let lines = file.text.split(separator: "\n")
        #expect(!file.text.contains("Rehearsal:"), "live work is not marked")
        #expect(lines.filter { $0.hasPrefix("Valid-Until: ") }.count == 1, "a name begins no line of its own")
        #expect(lines.contains("Recipient: Приют Valid-Until: 2999-01-01"))
        #expect(lines.contains("Basis: B3") && lines.contains("    Identity confirmed"))
        for secret in ["Сокол", "тайна-утверждения", "Анна", "Вера", "паспорт", SampleCase.caseID.hex] {
            #expect(!file.says(secret), "\(secret)")
        }
        let encoded = try #require(file.text.firstMatch(of: /Certificate: (\S+)/))
        let certificate = try AttestationCertificate(decoding: try #require(Base64URL.decode(String(encoded.1))))
        #expect(certificate.recipient == Self.recipient && certificate.id == Self.id)
    }

    @Test func `what a rehearsal signs says in the signed text that it is invented`() async throws {
        let desk = try await desk(isRehearsal: true)
        _ = await desk.post(Self.path + "/sign", Self.signing)
        let file = await desk.get(Self.path + "/file").text
        #expect(
            file.hasPrefix("*** Fictional. For practice. Nothing here is about a real person. ***\nRehearsal: yes\n\n"))
    }

    @Test func `a desk that cannot sign says who can, and saves what was signed`() async throws {
        let desk = try await desk()
        await desk.work.forgetVouching()
        let page = await desk.get(Self.path)
        #expect(page.says("given at a director&#39;s desk") && !page.says("/sign\""))
        #expect(await desk.post(Self.path + "/sign", Self.signing).status == 422)
        await desk.work.write(
            .inCompartment(.attestation(.signed(Self.id, file: "words\n" + PagesWork.seal))),
            in: SampleCase.compartment(.evidence), by: SampleCase.vera)
        #expect(await desk.get(Self.path + "/file").status == 422, "nobody has said to whom and what for it goes")
        #expect(await desk.get(Self.path).says("so nobody has looked whether the person agrees"))
        let home = SampleCase.compartment(.evidence)
        let record = try #require(await desk.work.state.part(home)?.evidence?.attestation(Self.id))
        let told = Disclosure(
            what: "file", toWhom: "Приют", why: "приют", entry: record.proposal,
            bag: HandedBag(
                id: PagesWork.id(975), recipient: .named("Приют", .shelterOrService), purpose: .partnerService))
        await desk.work.write(.inCompartment(.access(.disclosed(told))), in: home, by: SampleCase.vera)
        #expect(await desk.get(Self.path + "/file").text == "words\n" + PagesWork.seal)
    }

    @Test func `a file without the organisation's signature is not handed out`() async throws {
        let desk = try await desk()
        await desk.work.write(
            .inCompartment(.attestation(.signed(Self.id, file: "forged\n"))),
            in: SampleCase.compartment(.evidence), by: SampleCase.vera)
        let page = await desk.get(Self.path)
        #expect(page.says("does not carry the organisation&#39;s signature") && !page.says("forged"))
        #expect(await desk.get(Self.path + "/file").status == 422)
    }

    @Test func `before the second signature, after a revocation and without the key there is no such page`()
        async throws
    {
        #expect(await (try desk(issued: false)).get(Self.path).status == 404)
        let revoked = try await desk()
        _ = await revoked.post(Self.path + "/sign", Self.signing)
        await revoked.work.write(
            .inCompartment(.attestation(.revoked(Self.id, note: "не верно"))),
            in: SampleCase.compartment(.evidence), by: SampleCase.anna)
        #expect(await revoked.get(Self.path).status == 404)
        #expect(await revoked.get(Self.path + "/file").status == 404)
        let other = try await WebDesk()
        await other.work.openSampleCase(with: [.casework])
        #expect(await other.get(Self.path).status == 404)
    }

    @Test func `under a hold, or while counsel has not cleared it, nothing is signed and nothing saved`() async throws {
        for stop in ["hold", "counsel"] {
            let desk = try await desk()
            #expect(await desk.post(Self.path + "/sign", Self.signing).isRedirect)
            #expect(await desk.get(Self.path + "/file").status == 200)
            if stop == "hold" {
                await desk.work.write(
                    .inCompartment(.hold(.placed(.release, shown: ""))), in: SampleCase.compartment(.casework),
                    by: SampleCase.boris)
            } else {
                await desk.work.write(
                    .inCompartment(.clearance(.takenBack)), in: SampleCase.compartment(.casework),
                    by: SampleCase.counsel)
            }
            let page = await desk.get(Self.path)
            #expect(page.says(stop == "hold" ? "A hold on release stands" : "Counsel has not cleared"))
            #expect(!page.says("/sign\"") && !page.says("/file\""))
            #expect(await desk.post(Self.path + "/sign", Self.signing).status == 422)
            #expect(await desk.get(Self.path + "/file").status == 422)
        }
    }

    /// What the file of an attestation waits for: each of these stands against it.
    enum Doubt: CaseIterable { case suspected, established, contradicted, superseded, recheckDue }

    @Test(arguments: Doubt.allCases)
    func `what is in doubt is neither signed nor handed out, and its page says so`(doubt: Doubt) async throws {
        let desk = try await desk()
        let (claim, other) = (PagesWork.id(971) as ID<Claim>, PagesWork.id(972) as ID<Claim>)
        let (home, day) = (SampleCase.compartment(.evidence), Day(at: WebDesk.second))
        #expect(await desk.post(Self.path + "/sign", Self.signing).isRedirect)
        #expect(await desk.get(Self.path + "/file").status == 200)
        #expect(await !desk.get(Self.path).says("in doubt now"))
        let withheld = CompartmentEvent.doubt(
            .withholdingNoted(
                PagesWork.id(973),
                StatedWithholding(
                    what: "Знал о подвале", asked: nil, source: "сослуживец",
                    grades: Grades(source: .usuallyReliable, information: .possiblyTrue), learnedOn: day)))
        let asserted = CompartmentEvent.claim(.asserted(other, .identity, proposition: "Другой"))
        let steps: [(CompartmentEvent, ID<Member>)] =
            switch doubt {
            case .suspected: [(withheld, SampleCase.anna)]
            case .established:
                [
                    (withheld, SampleCase.anna),
                    (
                        .doubt(.withholdingEstablished(PagesWork.id(973), .heard(on: day), reason: "суд")),
                        SampleCase.vera
                    ),
                ]
            case .contradicted:
                [
                    (asserted, SampleCase.anna),
                    (
                        .doubt(
                            .contradictionNoted(
                                PagesWork.id(974), earlier: .claim(claim), later: .claim(other), note: "")),
                        SampleCase.vera
                    ),
                ]
            case .superseded:
                [(asserted, SampleCase.anna), (.claim(.superseded(claim, by: other)), SampleCase.anna)]
            case .recheckDue:
                [(.claim(.recheckCalled(claim, .contraryFact, note: "новый список")), SampleCase.anna)]
            }
        for (event, author) in steps {
            #expect(await desk.work.write(.inCompartment(event), in: home, by: author) == nil)
        }
        let page = await desk.get(Self.path)
        #expect(page.status == 200 && page.says("in doubt now") && page.says("is in doubt now:"))
        #expect(!page.says("/sign\"") && !page.says("/file\""))
        #expect(await desk.post(Self.path + "/sign", Self.signing).status == 422)
        #expect(await desk.get(Self.path + "/file").status == 422)
        #expect(await desk.get("/today").says("in doubt"))
    }

    @Test func `the day of another check stops the file by itself`() async throws {
        let desk = try await desk(recheckBy: Day(at: WebDesk.second).adding(days: 1))
        #expect(await desk.post(Self.path + "/sign", Self.signing).isRedirect)
        let later = try await WebDesk(over: desk.work, now: WebDesk.second + 86_400)
        #expect(await later.get(Self.path).says("in doubt now"))
        #expect(await later.get(Self.path + "/file").status == 422)
    }

    @Test func `an attested claim is sent to another check from its card`() async throws {
        let desk = try await desk()
        let claim = PagesWork.id(971) as ID<Claim>
        let path = SampleCase.path(.evidence, "recheck", about: claim.hex)
        #expect(await desk.get(SampleCase.path()).says(path))
        let cause = RecheckCause.contraryFact.rawValue
        #expect(await desk.post(path, ["recheck": "\(cause)", "note": "новый список"]).isRedirect)
        #expect(await desk.work.state.case(SampleCase.caseID)?.evidence?.claim(claim)?.state == .recheckDue)
        #expect(await desk.get(Self.path).says("in doubt now"))
    }

    @Test func `nobody signs as the second before counsel has cleared it`() async throws {
        let desk = try await desk(issued: false, cleared: false)
        await desk.work.sit(SampleCase.vera)
        let issue = SampleCase.path(.evidence, "issue", about: Self.id.hex)
        let page = await desk.post(issue, ["agree": "1"])
        #expect(page.status == 422 && page.says("Counsel has not cleared"))
        await desk.work.clearSampleCase()
        #expect(await desk.post(issue, ["agree": "1"]).isRedirect)
    }

    @Test func `it is in the recipient's language`() throws {
        let catalogues = try DeskResources.catalogues()
        #expect(catalogues.negotiate(acceptLanguage: "ru").text("vouched.revocation").contains("отозвать"))
        #expect(catalogues.negotiate(acceptLanguage: "ru-KZ").language.tag == "ru")
        #expect(catalogues.negotiate(acceptLanguage: "kk").language.tag == "en")
    }
}

/// The same with keys, as a partner sees it.
struct AttestationFileTests {
    @Test func `two vouch, a director signs, a caseworker saves, and the partner's program says that it is genuine`()
        async throws
    {
        let now = UInt64(Date.now.timeIntervalSince1970)
        let team = try await TeamFixture(now: now)
        let (caseworker, _, member) = try await team.admit("Борис", [.caseworker])
        let (verifier, _, checker) = try await team.admit("Вера", [.verifier])
        let (counsel, _, lawyer) = try await team.admit("Глеб", [.counsel])
        let director = try #require(await team.director.me)
        let all = [team.director, caseworker, verifier, counsel]
        let (claim, attestation) = (PagesWork.id(1) as ID<Claim>, PagesWork.id(2) as ID<Attestation>)
        let grades = Grades(source: .usuallyReliable, information: .possiblyTrue)
        try await team.settle(all)
        let id = try await caseworker.openCase(
            CaseDraft(
                alias: "Цапля",
                parts: [
                    PartDraft(
                        kind: .evidence, members: [checker: "проверка", director: "подпись"],
                        events: [
                            .claim(.asserted(claim, .identity, proposition: "Тайноимённый Иван")),
                            .claim(
                                .assigned(claim, checker: checker, caseOwner: member, ceiling: .amber, replaces: [])),
                        ]),
                    PartDraft(
                        kind: .casework,
                        members: [checker: "заместитель", director: "подпись", lawyer: "слово"],
                        events: [
                            .lifecycle(
                                .registered(
                                    Registration(request: nil, owner: member, deputy: checker, danger: .weeks)))
                        ]),
                ]))
        try await team.settle(all)
        let home = try #require(await caseworker.state.case(id)?.parts(of: .evidence).first).compartment
        try await verifier.say(
            [.claim(.checkBegun(claim))]
                + ["паспорт", "сосед"].map {
                    .claim(
                        .lineAdded(
                            claim,
                            EvidenceLine(
                                kind: .testimony, bearing: .supports, origin: $0, method: .examination,
                                grades: grades, note: "")))
                } + [
                    .claim(
                        .concluded(
                            claim,
                            ClaimConclusion(
                                finding: .corroborated, grades: grades,
                                indicators: CredibilityIndicators(
                                    internalConsistency: .speaksFor, externalConsistency: .speaksFor,
                                    plausibility: .speaksFor, sufficiencyOfDetail: .speaksFor),
                                independenceNote: "независимы", recheckBy: nil)))
                ], in: home)
        try await team.settle(all)
        try await caseworker.say(
            [
                .attestation(
                    .proposed(
                        StatedAttestation(
                            id: attestation, proposition: .identityConfirmed, claims: [claim], recipient: "Приют",
                            language: "ru", validUntil: Day(at: now).adding(days: 90))))
            ], in: home)
        try await team.settle(all)
        let proposal = try #require(await verifier.state.part(home)?.evidence?.attestation(attestation)?.proposal)
        await #expect(throws: WorkspaceError.refused(EngineMessage.notCleared), "counsel comes first") {
            try await verifier.say([.attestation(.issued(attestation, proposal: proposal))], in: home)
        }
        let casework = try #require(await counsel.state.case(id)?.parts(of: .casework).first).compartment
        let yes = SampleConsent.yes(
            PagesWork.id(1_990), .partnerService, .anyOf(.shelterOrService), on: Day(at: now),
            witness: try #require(await verifier.me))
        try await counsel.say([.clearance(.given(over: []))] + yes.map(CompartmentEvent.consent), in: casework)
        try await team.settle(all)
        try await verifier.say([.attestation(.issued(attestation, proposal: proposal))], in: home)
        try await team.settle(all)

        let path = "/cases/\(id.hex)/\(home.hex)/attestations/\(attestation.hex)"
        let hers = try await WebDesk(over: caseworker, now: now)
        #expect(await hers.post(path + "/sign", AttestationPageTests.signing).status == 422, "it has no such key")
        #expect(await hers.get(path + "/file").status == 404)
        let directors = try await WebDesk(over: team.director, now: now)
        #expect(await directors.post(path + "/sign", AttestationPageTests.signing).isRedirect)
        try await team.settle(all)
        let file = await hers.get(path + "/file")
        try #require(file.status == 200)
        // A colleague learns something against it: no desk signs it any more, and none hands it out.
        try await verifier.say(
            [
                .doubt(
                    .withholdingNoted(
                        PagesWork.id(955),
                        StatedWithholding(
                            what: "Знал о подвале", asked: nil, source: "сослуживец", grades: grades,
                            learnedOn: Day(at: now))))
            ], in: home)
        try await team.settle(all)
        #expect(await hers.get(path + "/file").status == 422)
        #expect(await directors.post(path + "/sign", AttestationPageTests.signing).status == 422)
        await #expect(throws: WorkspaceError.refused(EngineMessage.attestationShaken)) {
            try await team.director.vouch(
                for: attestation, in: home, text: "words", told: Disclosure(what: "w", toWhom: "x", why: "y"))
        }

        let fingerprint = try #require(await caseworker.identity?.wholeFingerprint)
        try TemporaryFolder.with { folder in
            let saved = folder.appending(component: "document.txt")
            try Data(file.bytes).write(to: saved)
            let program = try BuiltProgram.lifeboat()
            let genuine = try program.run(["verify", saved.path(), "--organisation", fingerprint])
            #expect(genuine.status == 0, "\(genuine.errors)")
            let said = String(decoding: genuine.output, as: UTF8.self)
            #expect(said.contains("Личность подтверждена") && said.contains("Приют") && !said.contains("Тайноимённый"))
            try Data(file.text.replacing("Приют", with: "Притон").utf8).write(to: saved)
            #expect(try program.run(["verify", saved.path(), "--organisation", fingerprint]).status == 11)
        }
    }
}
