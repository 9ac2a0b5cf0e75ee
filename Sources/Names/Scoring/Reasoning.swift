// SPDX-License-Identifier: AGPL-3.0-or-later

/// Puts evidence into findings.
struct Reasoning {
    private let first: PersonName
    private let second: PersonName
    private let one: Interpretation
    private let other: Interpretation
    private let evidence: Evidence

    /// Shares of a word's substance up to which a difference is one of spelling, and is slight.
    private static let spellingShare = 0.1
    private static let nearShare = 0.35
    /// A doubt about the roles that takes more than one from the log-odds is told.
    private static let unclearDoubt = 0.25

    static func findings(
        _ evidence: Evidence, _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> Findings {
        let reasoning = Reasoning(first: first, second: second, one: one, other: other, evidence: evidence)
        var findings = Findings()
        reasoning.addSurname(to: &findings)
        reasoning.addGiven(to: &findings)
        reasoning.addFather(to: &findings)
        if evidence.isOtherGender { findings.append(.otherGender) }
        if evidence.doubt >= unclearDoubt { findings.append(.rolesUnclear) }
        if findings.count == 0 { findings.append(.nothingToCompare) }
        return findings
    }

    private func addSurname(to findings: inout Findings) {
        guard case .compared(let match) = evidence.surname else {
            findings.append(.surnameMissing)
            return
        }
        let all = Evidence.SurnameMatch.Least(
            first: match.first, second: match.second, cost: match.cost, substance: match.substance, tails: match.tails)
        let shown = match.cost == 0 ? all : match.least ?? all
        findings.append(surnameKind(shown), (shown.first, shown.second))
        if match.extraWords > 0 { findings.append(.surnameExtraWord) }
    }

    private func surnameKind(_ match: Evidence.SurnameMatch.Least) -> Reason.Kind {
        let areSame = unsafe first.heldWord(match.first)._withUnsafeGuaranteedRef { left in
            unsafe second.heldWord(match.second)._withUnsafeGuaranteedRef { right in
                left.number == right.number && left.letters == right.letters
            }
        }
        if areSame { return .surnameSame }
        let share = Double(match.cost) / Double(match.substance)
        if share > Self.nearShare { return .surnameDifferent }
        for kind in [match.tails.0, match.tails.1] {
            switch kind {
            case .glued: return .surnameGlued
            case .clipped: return .surnameClipped
            case .noun, .fleeting, .foreignCase: if share <= 2 * Self.spellingShare { return .surnameOtherEnding }
            case .adjective, .whole: continue
            }
        }
        return share <= Self.spellingShare ? .surnameOtherSpelling : .surnameNear
    }

    private func addGiven(to findings: inout Findings) {
        if case .missing(let both) = evidence.given {
            if !both { findings.append(.givenMissing) }
            return
        }
        guard let (left, right) = evidence.givenPlaces else { return }
        findings.append(givenKind(), (.init(index: left), .init(index: right)))
    }

    private func givenKind() -> Reason.Kind {
        switch evidence.given {
        case .missing: .givenMissing
        case .spelled(let cost, let substance):
            spelled(cost, substance, .givenSame, .givenOtherSpelling, .givenNear, .givenDifferent)
        case .form: .givenOtherForm
        case .short: .givenShort
        case .inflected: .givenInflected
        case .different: .givenDifferent
        case .initial(let fits): fits ? .givenInitialFits : .givenInitialDiffers
        }
    }

    private func addFather(to findings: inout Findings) {
        guard let left = one.father, let right = other.father else {
            if one.father != nil || other.father != nil { findings.append(.fatherMissing) }
            return
        }
        if let kind = fatherKind() { findings.append(kind, (.init(index: left), .init(index: right))) }
    }

    private func fatherKind() -> Reason.Kind? {
        switch evidence.father {
        case .missing: nil
        case .spelled(let cost, let substance):
            spelled(cost, substance, .fatherSame, .fatherOtherSpelling, .fatherNear, .fatherDifferent)
        case .form: .fatherOtherSpelling
        case .different: .fatherDifferent
        case .initial(let fits): fits ? .fatherInitialFits : .fatherInitialDiffers
        }
    }

    private func spelled(
        _ cost: Int, _ substance: Int, _ same: Reason.Kind, _ spelling: Reason.Kind, _ near: Reason.Kind,
        _ different: Reason.Kind
    ) -> Reason.Kind {
        let share = Double(cost) / Double(substance)
        if cost == 0 { return same }
        return share <= Self.spellingShare ? spelling : share <= Self.nearShare ? near : different
    }
}
