// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

// The vocabularies of a case, each under its own beginning in the catalogues.

extension MemberRole: Worded { static var wordKey: String { "role." } }
extension CompartmentKind: Worded { static var wordKey: String { "kind." } }

extension IdentityFactKind: Worded { static var wordKey: String { "fact-kind." } }
extension FactSource: Worded { static var wordKey: String { "fact-source." } }
extension NameUse: Worded { static var wordKey: String { "name-use." } }
extension NameScript: Worded { static var wordKey: String { "script." } }
extension ExposureVerdict: Worded { static var wordKey: String { "verdict." } }
extension TravelDocumentKind: Worded { static var wordKey: String { "document." } }

extension PlacePrecision: Worded { static var wordKey: String { "precision." } }
extension PlaceSubject: Worded { static var wordKey: String { "place-of." } }

extension ClaimSubject: Worded { static var wordKey: String { "claim-about." } }
extension ClaimState: Worded { static var wordKey: String { "claim-state." } }
extension ClaimFinding: Worded { static var wordKey: String { "finding." } }
extension CheckMethod: Worded { static var wordKey: String { "method." } }
extension PermittedActions: Worded { static var wordKey: String { "pap." } }
extension EvidenceKind: Worded { static var wordKey: String { "evidence-kind." } }
extension EvidenceBearing: Worded { static var wordKey: String { "bearing." } }
extension SourceReliability: Worded { static var wordKey: String { "source-grade." } }
extension InformationCredibility: Worded { static var wordKey: String { "information-grade." } }
extension IndicatorFinding: Worded { static var wordKey: String { "indicator-says." } }
extension RecheckCause: Worded { static var wordKey: String { "recheck." } }
extension VettedPropositionKind: Worded { static var wordKey: String { "proposition." } }
extension RankBand: Worded { static var wordKey: String { "rank." } }
extension AttestationState: Worded { static var wordKey: String { "attestation-state." } }

extension StatementKind: Worded { static var wordKey: String { "statement-kind." } }
extension StatementSetting: Worded { static var wordKey: String { "setting." } }
extension StatementTopic: Worded { static var wordKey: String { "topic." } }
extension AnswerOutcome: Worded { static var wordKey: String { "outcome." } }
extension StatementConfirmation: Worded { static var wordKey: String { "confirmation." } }
extension ContradictionState: Worded { static var wordKey: String { "contradiction-state." } }
extension WithholdingState: Worded { static var wordKey: String { "withholding-state." } }

extension LegalTrack: Worded { static var wordKey: String { "track." } }
extension LegalStage: Worded { static var wordKey: String { "stage." } }
extension LegalMark: Worded { static var wordKey: String { "mark." } }
extension LegalDuty: Worded { static var wordKey: String { "duty." } }
extension SuspensiveEffect: Worded { static var wordKey: String { "suspensive." } }
extension ClockDoubt: Worded { static var wordKey: String { "clock-doubt." } }
extension RuleCheckResult: Worded { static var wordKey: String { "rule-check." } }
extension ExclusionState: Worded { static var wordKey: String { "exclusion." } }

extension TeachBack: Worded { static var wordKey: String { "teach-back." } }
extension WitnessWord: Worded { static var wordKey: String { "witness-word." } }
extension ConsentState: Worded { static var wordKey: String { "consent-state." } }
extension ConsentMethod: Worded { static var wordKey: String { "consent-method." } }
extension ConsentInitiative: Worded { static var wordKey: String { "initiative." } }
extension RecipientClass: Worded { static var wordKey: String { "recipient." } }
extension ItemClass: Worded { static var wordKey: String { "item." } }
extension Identifiability: Worded { static var wordKey: String { "identifiability." } }
extension Attribution: Worded { static var wordKey: String { "attribution." } }
extension FreezeCause: Worded { static var wordKey: String { "freeze." } }
extension RecallOutcome: Worded { static var wordKey: String { "recall." } }

extension CaseState: Worded { static var wordKey: String { "case-state." } }
extension MoveReason: Worded { static var wordKey: String { "move-reason." } }
extension ClosureReason: Worded { static var wordKey: String { "closure." } }
extension HoldKind: Worded { static var wordKey: String { "hold." } }
extension IncidentKind: Worded { static var wordKey: String { "incident." } }
extension Likelihood: Worded { static var wordKey: String { "likelihood." } }
extension Impact: Worded { static var wordKey: String { "impact." } }
extension RiskLevel: Worded { static var wordKey: String { "risk." } }
extension SpecificNeed: Worded { static var wordKey: String { "need." } }
extension TaskTemplate: Worded { static var wordKey: String { "task." } }
