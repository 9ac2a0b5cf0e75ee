// SPDX-License-Identifier: AGPL-3.0-or-later

/// Puts evidence into reasons.
struct Reasoning {
    private let first: PersonName
    private let second: PersonName
    private let one: Interpretation
    private let other: Interpretation
    private let evidence: Evidence

    /// Shares of a word's substance up to which a difference is one of spelling, and is slight.
    private static let spellingShare = 0.1
    private static let nearShare = 0.35

    static func reasons(
        _ evidence: Evidence, _ first: PersonName, _ one: Interpretation, _ second: PersonName, _ other: Interpretation
    ) -> [Reason] {
        let reasoning = Reasoning(first: first, second: second, one: one, other: other, evidence: evidence)
        var reasons: [Reason] = []
        reasons.reserveCapacity(4)
        reasoning.addSurname(to: &reasons)
        if let given = reasoning.given() { reasons.append(given) }
        if let father = reasoning.father() { reasons.append(father) }
        if evidence.isOtherGender { reasons.append(Reason(.otherGender)) }
        if reasons.isEmpty { reasons.append(Reason(.nothingToCompare)) }
        return reasons
    }

    private func addSurname(to reasons: inout [Reason]) {
        guard case .compared(let match) = evidence.surname else {
            reasons.append(Reason(.surnameMissing))
            return
        }
        reasons.append(reason(surnameKind(match), match.first, match.second))
        if match.extraWords > 0 { reasons.append(Reason(.surnameExtraWord)) }
    }

    private func surnameKind(_ match: Evidence.SurnameMatch) -> Reason.Kind {
        let left = first.words[match.first].word.spelling
        let right = second.words[match.second].word.spelling
        if left.letters == right.letters { return .surnameSame }
        let share = Double(match.cost) / Double(match.substance)
        if share > Self.nearShare { return .surnameDifferent }
        for kind in [match.tails.0, match.tails.1] {
            switch kind {
            case .glued: return .surnameGlued
            case .clipped: return .surnameClipped
            case .noun, .foreignCase: if share <= 2 * Self.spellingShare { return .surnameOtherEnding }
            case .adjective, .whole: continue
            }
        }
        return share <= Self.spellingShare ? .surnameOtherSpelling : .surnameNear
    }

    private func given() -> Reason? {
        switch evidence.given {
        case .missing(both: true): return nil
        case .missing(both: false): return Reason(.givenMissing)
        case .spelled(let cost, let substance):
            return givenReason(spelled(cost, substance, .givenSame, .givenOtherSpelling, .givenNear, .givenDifferent))
        case .form: return givenReason(.givenOtherForm)
        case .short: return givenReason(.givenShort)
        case .inflected: return givenReason(.givenInflected)
        case .different: return givenReason(.givenDifferent)
        case .initial(let fits): return givenReason(fits ? .givenInitialFits : .givenInitialDiffers)
        }
    }

    private func givenReason(_ kind: Reason.Kind) -> Reason? {
        guard let left = one.given.first, let right = other.given.first else { return nil }
        return reason(kind, left, right)
    }

    private func father() -> Reason? {
        guard let left = one.father, let right = other.father else {
            return one.father == nil && other.father == nil ? nil : Reason(.fatherMissing)
        }
        switch evidence.father {
        case .missing: return nil
        case .spelled(let cost, let substance):
            return reason(
                spelled(cost, substance, .fatherSame, .fatherOtherSpelling, .fatherNear, .fatherDifferent), left, right)
        case .form: return reason(.fatherOtherSpelling, left, right)
        case .different: return reason(.fatherDifferent, left, right)
        case .initial(let fits): return reason(fits ? .fatherInitialFits : .fatherInitialDiffers, left, right)
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

    private func reason(_ kind: Reason.Kind, _ left: Int, _ right: Int) -> Reason {
        Reason(kind, first.words[left].word, second.words[right].word)
    }
}
