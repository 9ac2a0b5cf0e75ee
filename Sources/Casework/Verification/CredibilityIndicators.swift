// SPDX-License-Identifier: AGPL-3.0-or-later

/// What an assessment of credibility may rest on (UNHCR, Beyond Proof, 2013). Demeanour is not among them: how a person looks or
/// sounds while telling says little about truth, and there is no field for it.
public struct CredibilityIndicators: Hashable, Sendable {
    /// Consistent with itself and with what the person said before.
    public var internalConsistency: IndicatorFinding
    /// Consistent with what others say and with what is known of the country.
    public var externalConsistency: IndicatorFinding
    /// Possible and reasonable, taking the person's background into account.
    public var plausibility: IndicatorFinding
    /// Of such detail as somebody who was there could give. The model marks its authority as still to be looked up.
    public var sufficiencyOfDetail: IndicatorFinding

    public init(
        internalConsistency: IndicatorFinding, externalConsistency: IndicatorFinding, plausibility: IndicatorFinding,
        sufficiencyOfDetail: IndicatorFinding
    ) {
        self.internalConsistency = internalConsistency
        self.externalConsistency = externalConsistency
        self.plausibility = plausibility
        self.sufficiencyOfDetail = sufficiencyOfDetail
    }

    /// Whether at least one was assessed.
    public var isAssessed: Bool {
        [internalConsistency, externalConsistency, plausibility, sufficiencyOfDetail].contains { $0 != .notAssessed }
    }
}

/// What one indicator says.
public enum IndicatorFinding: UInt8, CaseIterable, Sendable {
    case notAssessed = 1
    case speaksFor
    case mixed
    case speaksAgainst
}
