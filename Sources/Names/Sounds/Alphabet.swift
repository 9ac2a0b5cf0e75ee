// SPDX-License-Identifier: AGPL-3.0-or-later

/// All tables that reading a word needs, compiled once.
struct Alphabet: Sendable {
    let table: LetterTable
    let folding: LetterFolding
    let costs: SoundCosts
    /// For a side whose script leaves vowels out.
    let abjadCosts: SoundCosts

    static let shared = Alphabet()

    private init() {
        table = LetterTable()
        folding = LetterFolding(table: table)
        costs = SoundCosts(sets: table.sets, silentVowels: false)
        abjadCosts = SoundCosts(sets: table.sets, silentVowels: true)
    }
}
