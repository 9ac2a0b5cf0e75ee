// SPDX-License-Identifier: AGPL-3.0-or-later

/// What two names say about each other, role by role.
struct Evidence: Sendable {
    var surname: Surname = .missing
    /// What the surname alone adds to the log-odds; see ``Weights/ofSurname(_:)``.
    var surnameLogOdds = 0.0
    var given: Given = .missing(both: true)
    /// The given names that met, by their places.
    var givenPlaces: (Int, Int)?
    var father: Father = .missing(both: true)
    /// One name is a man's and the other a woman's, by given or father's name.
    var isOtherGender = false
    /// How unlikely the chosen roles are; see ``Interpretation/doubt``.
    var doubt = 0.0

    /// Nothing but surnames met, as in a text that names people by them.
    var isSurnameAlone: Bool {
        guard case .compared = surname, case .missing = given, case .missing = father else { return false }
        return true
    }

    enum Surname: Sendable {
        /// One side has no surname, or both have none.
        case missing
        case compared(SurnameMatch)
    }

    struct SurnameMatch: Sendable {
        /// The two words that met.
        var first: PersonName.WordPlace
        var second: PersonName.WordPlace
        /// See ``Alignment/cost``, summed over the words.
        var cost: Int
        /// What the shorter side weighs; see ``Spelling/substance``.
        var substance: Int
        var tails: (Tails.Kind, Tails.Kind)
        /// Two sounds of the first words that met changed places.
        var isSwapped = false
        /// The script of both first words that met, if it is one.
        var script: LookAlikes.Script?
        /// Words of one side that met nothing.
        var extraWords: Int
        /// Of several words that met, those that are least alike: what an explanation must name.
        var least: Least?

        struct Least: Sendable {
            var first: PersonName.WordPlace
            var second: PersonName.WordPlace
            var cost: Int
            var substance: Int
            var tails: (Tails.Kind, Tails.Kind)
        }

        /// Whether less of it differs.
        func isNearer(than other: SurnameMatch) -> Bool { cost * other.substance < other.cost * substance }
    }

    /// How the given names stand to each other.
    enum Given: Sendable {
        case missing(both: Bool)
        /// The same letters or another spelling, with the alignment's cost and what the shorter weighs.
        case spelled(cost: Int, substance: Int)
        /// Another language's form of one name.
        case form
        /// A short or pet form.
        case short
        /// The same name if one of them stands in a case: Александра as the genitive of Александр.
        case inflected
        /// Two known names that are not one.
        case different
        /// An initial that fits, or does not.
        case initial(fits: Bool)
    }

    /// How the fathers' names stand to each other.
    enum Father: Sendable {
        case missing(both: Bool)
        case spelled(cost: Int, substance: Int)
        case form
        /// Two known names that are not one.
        case different
        case initial(fits: Bool)
    }
}
