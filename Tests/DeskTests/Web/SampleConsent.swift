// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk

enum SampleConsent {
    /// The person is told everything, and allows everything to such recipients.
    static func yes(
        _ id: ID<Consent>, _ purpose: ConsentPurpose, _ recipient: ConsentRecipient, on day: Day, witness: ID<Member>
    ) -> [ConsentEvent] {
        let terms = ConsentTerms(
            classes: Set(ItemClass.allCases), items: [], purpose: purpose, recipient: recipient,
            identifiability: .explicitlyPersonal, actions: .red, territory: [], conditions: [],
            excludedRecipients: [], excludedFacts: [])
        return [
            .explained(
                id,
                ConsentExplanation(
                    giver: .person, capacityNote: "", purpose: purpose, recipient: recipient, language: "ru",
                    interpreter: .notNeeded, version: "2026-3", consequencesShown: true, withdrawalShown: true,
                    aidIndependenceShown: true, initiative: .person)),
            .answered(
                id, .given(terms, expires: day.adding(months: 6)),
                ConsentEvidence(
                    isUnderstood: true, method: .inPerson, givenOn: day, reviewOn: nil, receipt: .none,
                    secondWitness: witness, supersedes: [])),
        ]
    }
}

extension PagesWork {
    /// The person allows everything to newspapers that name them and to whoever serves them, where this desk has the casework.
    func allowSampleCase() {
        let kinds: [(ConsentPurpose, RecipientClass)] = [
            (.newsroom(.identified), .newsroom), (.partnerService, .lawyer), (.partnerService, .shelterOrService),
            (.partnerService, .prosecutor), (.protectionServices, .otherOrganisation),
        ]
        for (offset, (purpose, kind)) in kinds.enumerated() {
            for event in SampleConsent.yes(
                PagesWork.id(1_990 + offset), purpose, .anyOf(kind), on: Day(at: WebDesk.second),
                witness: SampleCase.boris)
            { write(.inCompartment(.consent(event)), in: SampleCase.compartment(.casework), by: SampleCase.anna) }
        }
    }

    /// The person agrees that an organisation of this name takes the case over.
    func allowHandover(to organisation: String, as number: Int = 1_980) {
        for event in SampleConsent.yes(
            PagesWork.id(number), .partnerService, .named(organisation, .shelterOrService), on: Day(at: WebDesk.second),
            witness: SampleCase.boris)
        { write(.inCompartment(.consent(event)), in: SampleCase.compartment(.casework), by: SampleCase.anna) }
    }
}
