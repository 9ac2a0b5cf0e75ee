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

    /// What differs where two words of one script are said alike and are not written so; `nil` where spelling explains it.
    ///
    /// In Cyrillic of one language letters that sound alike are not put for each other (и, ы); in Latin letters they are, by
    /// one convention or another (i, y).
    private func difference(
        _ left: PersonName.WordPlace, _ right: PersonName.WordPlace, _ cost: Int
    ) -> LetterDifference? {
        guard let script = sharedScript((left, right)), script == .cyrillic || cost > Self.sameSoundCost else {
            return nil
        }
        let difference = LetterDifference(first.word(left).letters, second.word(right).letters)
        return difference == .spelling || LetterDifference.areOfTwoLanguages(first, second) ? nil : difference
    }

    private func sharedScript(_ words: (PersonName.WordPlace, PersonName.WordPlace)) -> LookAlikes.Script? {
        let one = unsafe first.heldWord(words.0)._withUnsafeGuaranteedRef { $0.facts.script }
        let other = unsafe second.heldWord(words.1)._withUnsafeGuaranteedRef { $0.facts.script }
        return one == other ? one : nil
    }

    /// Where no more differs, it is a matter of spelling in Latin letters: a glide, a vowel of one convention.
    private static let sameSoundCost = 4
    /// No ending by itself costs more; see ``Endings``.
    private static let endingCost = 8

    private func surnameKind(_ match: Evidence.SurnameMatch.Least) -> Reason.Kind {
        let kind = kindBySound(match)
        switch kind {
        case .surnameOtherSpelling, .surnameNear:
            switch difference(match.first, match.second, match.cost) {
            case .oneLetter:
                // Рудинским, Рудинский.
                return match.tails == (.adjective, .adjective) ? .surnameOtherEnding : .surnameOneLetter
            case .swapped: return .surnameSwapped
            case .more: return match.cost > Self.endingCost ? .surnameNear : kind
            case nil, .spelling: return kind
            }
        case .surnameOtherEnding: return isOfEnding(match) ? kind : .surnameNear
        default: return kind
        }
    }

    private func isOfEnding(_ match: Evidence.SurnameMatch.Least) -> Bool {
        guard let script = sharedScript((match.first, match.second)) else { return true }
        return match.cost <= Self.endingCost && script != .cyrillic
            || LetterDifference.isOfEnding(first.word(match.first), second.word(match.second))
            || LetterDifference.areOfTwoLanguages(first, second)
    }

    private func kindBySound(_ match: Evidence.SurnameMatch.Least) -> Reason.Kind {
        if areSame((match.first, match.second)) { return .surnameSame }
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
        let words = (PersonName.WordPlace(index: left), PersonName.WordPlace(index: right))
        findings.append(givenKind(words), words)
    }

    private func givenKind(_ words: (PersonName.WordPlace, PersonName.WordPlace)) -> Reason.Kind {
        switch evidence.given {
        case .missing: .givenMissing
        case .spelled(let cost, let substance):
            inLetters(
                spelled(cost, substance, .givenSame, .givenOtherSpelling, .givenNear, .givenDifferent), cost, words,
                .givenOneLetter)
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
        let words = (PersonName.WordPlace(index: left), PersonName.WordPlace(index: right))
        if let kind = fatherKind(words) { findings.append(kind, words) }
    }

    private func fatherKind(_ words: (PersonName.WordPlace, PersonName.WordPlace)) -> Reason.Kind? {
        switch evidence.father {
        case .missing: nil
        case .spelled(let cost, let substance):
            inLetters(
                spelled(cost, substance, .fatherSame, .fatherOtherSpelling, .fatherNear, .fatherDifferent), cost, words,
                .fatherOneLetter)
        case .form: .fatherOtherSpelling
        case .different: .fatherDifferent
        case .initial(let fits): fits ? .fatherInitialFits : .fatherInitialDiffers
        }
    }

    /// The same, unless the words are of one script, no forms of one name that we know, and one letter apart.
    private func inLetters(
        _ kind: Reason.Kind, _ cost: Int, _ words: (PersonName.WordPlace, PersonName.WordPlace),
        _ oneLetter: Reason.Kind
    ) -> Reason.Kind {
        guard kind != .givenDifferent, kind != .fatherDifferent, sharedScript(words) != nil, !areSame(words) else {
            return kind
        }
        switch difference(words.0, words.1, cost) {
        case .oneLetter, .swapped: return shareName(words) ? kind : oneLetter
        case nil, .more, .spelling: return kind
        }
    }

    private func areSame(_ words: (PersonName.WordPlace, PersonName.WordPlace)) -> Bool {
        unsafe first.heldWord(words.0)._withUnsafeGuaranteedRef { left in
            unsafe second.heldWord(words.1)._withUnsafeGuaranteedRef { right in
                left.number == right.number && left.letters == right.letters
            }
        }
    }

    private func shareName(_ words: (PersonName.WordPlace, PersonName.WordPlace)) -> Bool {
        let (left, right) = (first.word(words.0), second.word(words.1))
        return left.given.contains { one in right.given.contains { $0.name == one.name } }
            || left.fathers.contains { one in right.fathers.contains { $0.name == one.name } }
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
