// SPDX-License-Identifier: AGPL-3.0-or-later

/// The things that evidence may show, each with its weight in ``Weights``.
enum Feature: Int, CaseIterable, Sendable {
    case always
    case surnameMissing, surnameShare, surnameShareToQuarter, surnameShareToTenth, surnameCost, surnameSame
    case surnameUnlike, surnameCyrillicShare, surnameLatinShare, surnameSwapped
    case surnameClipped, surnameClippedInScript, surnameGlued, surnameForeignCase, surnameCase, surnameExtraWord,
        surnameSubstance
    case givenMissing, givenSame, givenShare, givenShareToQuarter, givenShareBeyond, givenUnlike, givenSpelled,
        givenForm, givenShort
    case givenInflected, givenDifferent, givenInitialFits, givenInitialDiffers
    case fatherMissing, fatherSpelled, fatherShare, fatherShareToFifth, fatherUnlike, fatherForm, fatherDifferent,
        fathersMissing
    case fatherInitialFits, fatherInitialDiffers
    case otherGender, doubt

    /// From this share of its substance on a word counts as another word.
    private static let unlikeShare = 0.45

    /// Calls `see` for everything that the evidence shows.
    static func visit(_ evidence: Evidence, _ see: (Feature, Double) -> Void) {
        visitSurname(evidence.surname, see)
        visitRest(evidence, see)
    }

    /// The same for all but the surname and what is always there.
    static func visitRest(_ evidence: Evidence, _ see: (Feature, Double) -> Void) {
        visit(evidence.given, see)
        visit(evidence.father, see)
        if evidence.isOtherGender { see(.otherGender, 1) }
        see(.doubt, evidence.doubt)
    }

    /// The same for the surname alone and what is always there.
    static func visitSurname(_ surname: Evidence.Surname, _ see: (Feature, Double) -> Void) {
        see(.always, 1)
        visit(surname, see)
    }

    private static func visit(_ surname: Evidence.Surname, _ see: (Feature, Double) -> Void) {
        guard case .compared(let match) = surname else {
            see(.surnameMissing, 1)
            return
        }
        let share = Double(match.cost) / Double(match.substance)
        see(.surnameShare, share)
        see(.surnameShareToQuarter, min(share, 0.25))
        see(.surnameShareToTenth, min(share, 0.1))
        see(.surnameCost, min(4, Double(match.cost) / Double(SoundCosts.whole)))
        if match.cost <= 3 { see(.surnameSame, 1) }
        switch match.script {
        case .cyrillic: see(.surnameCyrillicShare, min(share, 0.25))
        case .latin: see(.surnameLatinShare, min(share, 0.25))
        case .other, nil: break
        }
        if share >= unlikeShare { see(.surnameUnlike, 1) }
        if match.isSwapped { see(.surnameSwapped, 1) }
        // In a fixed order: the sum must be the same to the last bit in every run.
        func hasTail(_ kind: Tails.Kind) -> Bool { match.tails.0 == kind || match.tails.1 == kind }
        if hasTail(.clipped) { see(.surnameClipped, 1) }
        if hasTail(.glued) { see(.surnameGlued, 1) }
        if hasTail(.foreignCase) { see(.surnameForeignCase, 1) }
        if hasTail(.noun) { see(.surnameCase, 1) }
        if hasTail(.clipped), match.script != nil { see(.surnameClippedInScript, 1) }
        see(.surnameExtraWord, Double(min(match.extraWords, 2)))
        see(.surnameSubstance, min(Double(match.substance), 250) / 100)
    }

    private static func visit(_ given: Evidence.Given, _ see: (Feature, Double) -> Void) {
        switch given {
        case .missing(both: true): break
        case .missing(both: false): see(.givenMissing, 1)
        case .spelled(let cost, let substance):
            let share = Double(cost) / Double(substance)
            if cost <= 4 { see(.givenSame, 1) }
            see(.givenShare, share)
            see(.givenShareToQuarter, min(share, 0.25))
            see(.givenShareBeyond, max(0, share - 0.25))
            if share >= unlikeShare { see(.givenUnlike, 1) }
            see(.givenSpelled, 1)
        case .form: see(.givenForm, 1)
        case .short: see(.givenShort, 1)
        case .inflected: see(.givenInflected, 1)
        case .different: see(.givenDifferent, 1)
        case .initial(fits: true): see(.givenInitialFits, 1)
        case .initial(fits: false): see(.givenInitialDiffers, 1)
        }
    }

    private static func visit(_ father: Evidence.Father, _ see: (Feature, Double) -> Void) {
        switch father {
        case .missing(both: true): see(.fathersMissing, 1)
        case .missing(both: false): see(.fatherMissing, 1)
        case .spelled(let cost, let substance):
            let share = min(1, Double(cost) / Double(substance))
            see(.fatherSpelled, 1)
            see(.fatherShare, share)
            see(.fatherShareToFifth, min(share, 0.2))
            if share >= unlikeShare { see(.fatherUnlike, 1) }
        case .form: see(.fatherForm, 1)
        case .different: see(.fatherDifferent, 1)
        case .initial(fits: true): see(.fatherInitialFits, 1)
        case .initial(fits: false): see(.fatherInitialDiffers, 1)
        }
    }
}
