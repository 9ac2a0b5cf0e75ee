// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework

/// Something that is said in a compartment. Who belongs to the organisation, and what stands in its ledger, has random names
/// there: what names either is said here with workers and numbers.
public enum Line: Hashable, Sendable {
    /// An event that names no member and no entry.
    case event(CompartmentEvent)

    case registered(owner: WorldWorker, deputy: WorldWorker, DangerRating)

    // In place of what stands.
    case assigned(owner: WorldWorker, deputy: WorldWorker, reason: String)
    case dangerRated(DangerRating, note: String)
    case riskAssessed(RiskAssessment)
    case needsRecorded(Set<SpecificNeed>, note: String)
    case wishesRecorded(String)

    // Of the newest plan.
    case planApproved
    case planAgreed(how: String)
    case planTurnedDown(why: String)

    // Tasks, holds and incidents by their place in the case, from 0.
    case taskSet(TaskTemplate?, title: String, owner: WorldWorker, deputy: WorldWorker, due: UInt64)
    case taskAssigned(Int, owner: WorldWorker, deputy: WorldWorker)
    case taskPostponed(Int, due: UInt64, reason: String)
    case taskDone(Int, outcome: String)
    case taskDropped(Int, reason: String)
    case holdLifted(Int, note: String)
    case incidentNoted(Int, String)
    case incidentHandled(Int, outcome: String)

    case claimAssigned(ID<Claim>, checker: WorldWorker, owner: WorldWorker, ceiling: PermittedActions)
    case deceptionSeconded(ID<Claim>)
    case deceptionNotSeconded(ID<Claim>, reason: String)
    case attestationIssued(ID<Attestation>)
    /// By the worker; the rest as it is stated.
    case statementOpened(StatedStatement, interviewer: WorldWorker)
    case consentAnswered(ID<Consent>, ConsentAnswer, ConsentEvidence, witness: WorldWorker?)
    case overrideSeconded(ID<Consent>)
    /// Of what the person said last in their own words.
    case consentJudged(ID<Consent>, TeachBack, note: String)
    /// By the witness whom the last yes names.
    case consentWitnessed(ID<Consent>, WitnessWord)

    /// About the first hit that nobody has decided.
    case exposureDecided(ExposureVerdict, reason: String)

    /// In place of every version that stands.
    case factCorrected(ID<Fact>, IdentityFact, FactSource, note: String)
    case factWithdrawn(ID<Fact>, reason: String)
    /// The version that was recorded first stays.
    case factDecided(ID<Fact>, reason: String)
    /// The last stage of the matter.
    case stageUndone(ID<LegalMatter>, reason: String)
}
