// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What a person of the fictional world flees from. The words stand in the world's catalogues under its name.
struct Theme: Hashable, Sendable {
    let name: String
    /// How many first messages there are to choose from.
    let openings: Int
    let needs: Set<SpecificNeed>
    /// What the claims are about, in the order of their texts.
    let claims: [ClaimSubject]
    /// What the person is asked about, in the order of the questions.
    let told: [StatementTopic]

    static let all = [
        Theme(
            name: "soldier", openings: 2, needs: [.lpIh, .lpAf, .smMi], claims: [.service, .leavingService],
            told: [.service, .ownConduct, .knowledgeOfCrimes]),
        Theme(name: "conscript", openings: 2, needs: [.lpRp], claims: [.threat, .identity], told: [.threat, .family]),
        Theme(
            name: "relative", openings: 2, needs: [.spPt, .crNe, .fuTr, .smCi], claims: [.family, .threat],
            told: [.family, .threat]),
        Theme(
            name: "activist", openings: 2, needs: [.lpRp, .lpCr], claims: [.threat, .identity],
            told: [.threat, .contacts]),
        Theme(
            name: "journalist", openings: 2, needs: [.lpRp, .lpWp], claims: [.eventWitnessed, .document],
            told: [.eventsWitnessed, .contacts]),
        Theme(
            name: "official", openings: 2, needs: [.lpWp, .lpRp], claims: [.rankOrPost, .document],
            told: [.ownConduct, .knowledgeOfCrimes]),
        Theme(name: "teacher", openings: 1, needs: [.spCg, .lpRp], claims: [.threat, .family], told: [.threat]),
        Theme(name: "believer", openings: 1, needs: [.lpRp, .lpDo], claims: [.other, .threat], told: [.leaving]),
    ]

    /// The one whose first claim is about the service that somebody left.
    static let service = all[0]
}
