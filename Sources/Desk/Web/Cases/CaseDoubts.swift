// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What the page of doubts goes by, of one case on one day.
struct CaseDoubts: Sendable {
    /// A claim whose date for looking again has come, and where it stands.
    struct Recheck: Sendable {
        let compartment: ID<Compartment>
        let claim: ID<Claim>
        let due: Day?
    }

    let doubts: [CaseDoubt]
    /// Nil where nobody has asked the person anything, or this desk cannot open what they were asked.
    let topicsAsked: Set<StatementTopic>?
    let rechecks: [Recheck]
    let amberRules: [LegalRule]

    init(_ record: CaseRecord, on day: Day) {
        doubts = record.doubts(on: day)
        topicsAsked = record.topicsAsked
        rechecks = record.rechecksDue(on: day).map {
            Recheck(compartment: $0.compartment, claim: $0.claim.id, due: $0.claim.conclusion?.recheckBy)
        }
        amberRules = record.amberRules(on: day)
    }
}
