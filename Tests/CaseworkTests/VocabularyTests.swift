// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// The numbers of the vocabularies, as docs/protocol.md lists them.
struct VocabularyTests {
    /// Without spaces, hyphens and capitals: `at large` and `atLarge` are one word.
    private static func plain(_ text: some StringProtocol) -> String { text.lowercased().filter(\.isLetter) }

    private static func numbers<Word: CaseIterable & RawRepresentable<UInt8>>(_ type: Word.Type) -> [UInt8: String] {
        Dictionary(uniqueKeysWithValues: Word.allCases.map { ($0.rawValue, plain(String(describing: $0))) })
    }

    private static let vocabularies: [(String, [UInt8: String])] = [
        ("role", numbers(MemberRole.self)),
        ("request state", numbers(RequestState.self)),
        ("decline reason", numbers(DeclineReason.self)),
        ("assurance", numbers(Assurance.self)),
        ("urgency", numbers(DangerRating.self)),
        ("compartment kind", numbers(CompartmentKind.self)),
        ("case state", numbers(CaseState.self)),
        ("move reason", numbers(MoveReason.self)),
        ("closure reason", numbers(ClosureReason.self)),
        ("likelihood", numbers(Likelihood.self)),
        ("impact", numbers(Impact.self)),
        ("specific need", numbers(SpecificNeed.self)),
        ("task template", numbers(TaskTemplate.self)),
        ("hold kind", numbers(HoldKind.self)),
        ("incident kind", numbers(IncidentKind.self)),
        ("item class", numbers(ItemClass.self)),
        ("attribution", numbers(Attribution.self)),
        ("recipient class", numbers(RecipientClass.self)),
        ("identifiability", numbers(Identifiability.self)),
        ("permitted actions", numbers(PermittedActions.self)),
        ("consent initiative", numbers(ConsentInitiative.self)),
        ("consent method", numbers(ConsentMethod.self)),
        ("freeze cause", numbers(FreezeCause.self)),
        ("recall outcome", numbers(RecallOutcome.self)),
        ("legal basis", numbers(LegalBasis.self)),
        ("teach-back", numbers(TeachBack.self)),
        ("witness word", numbers(WitnessWord.self)),
        ("told standing", numbers(ToldConsent.Standing.self)),
        ("fact source", numbers(FactSource.self)),
        ("name use", numbers(NameUse.self)),
        ("name script", numbers(NameScript.self)),
        ("travel document", numbers(TravelDocumentKind.self)),
        ("place subject", numbers(PlaceSubject.self)),
        ("place precision", numbers(PlacePrecision.self)),
        ("claim subject", numbers(ClaimSubject.self)),
        ("evidence kind", numbers(EvidenceKind.self)),
        ("evidence bearing", numbers(EvidenceBearing.self)),
        ("check method", numbers(CheckMethod.self)),
        ("source reliability", numbers(SourceReliability.self)),
        ("information credibility", numbers(InformationCredibility.self)),
        ("claim finding", numbers(ClaimFinding.self)),
        ("indicator", numbers(IndicatorFinding.self)),
        ("recheck cause", numbers(RecheckCause.self)),
        ("statement kind", numbers(StatementKind.self)),
        ("statement setting", numbers(StatementSetting.self)),
        ("statement topic", numbers(StatementTopic.self)),
        ("answer outcome", numbers(AnswerOutcome.self)),
        ("statement confirmation", numbers(StatementConfirmation.self)),
        ("proposition kind", numbers(VettedPropositionKind.self)),
        ("rank band", numbers(RankBand.self)),
        ("track", numbers(LegalTrack.self)),
        ("stage", numbers(LegalStage.self)),
        ("suspensive effect", numbers(SuspensiveEffect.self)),
        ("mark", numbers(LegalMark.self)),
        ("duty", numbers(LegalDuty.self)),
        ("rule check", numbers(RuleCheckResult.self)),
        ("exclusion state", numbers(ExclusionState.self)),
        ("verdict", numbers(ExposureVerdict.self)),
    ]

    /// The rows of the table: a vocabulary and its numbers.
    private static func documented() throws -> [String: [UInt8: String]] {
        let rows = try ProtocolVectors.document().split(separator: "\n")
        let start = try #require(rows.firstIndex(of: "| vocabulary | stands in | numbers |"))
        var vocabularies: [String: [UInt8: String]] = [:]
        for row in rows[(start + 2)...].prefix(while: { $0.hasPrefix("| ") }) {
            let cells = row.split(separator: " | ")
            var numbers: [UInt8: String] = [:]
            for entry in try #require(cells.last).split(separator: ", ") {
                let parts = entry.split(separator: " ", maxSplits: 1)
                let number = try #require(UInt8(parts[0]), "\(entry)")
                #expect(numbers.updateValue(plain(parts[1]), forKey: number) == nil, "\(entry)")
            }
            let name = String(cells[0].dropFirst(2))
            #expect(vocabularies.updateValue(numbers, forKey: name) == nil, "\(name)")
        }
        return vocabularies
    }

    @Test func `every vocabulary has the numbers that the protocol lists`() throws {
        var documented = try Self.documented()
        for (name, numbers) in Self.vocabularies {
            #expect(documented.removeValue(forKey: name) == numbers, "\(name)")
        }
        #expect(documented.isEmpty)
    }
}
