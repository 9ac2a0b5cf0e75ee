// SPDX-License-Identifier: AGPL-3.0-or-later

/// Some endings of at most four letters, to be looked for in a word's last four.
struct Suffixes: Sendable {
    private let suffixes: LastingRow<(letters: UInt64, mask: UInt64)>
    /// The letters that they end with, and the letters before those, by their lowest six bits: most words end with none of
    /// them. Of a suffix of one letter there is none before it.
    private let lastLetters: UInt64
    private let lettersBefore: UInt64

    init(_ written: String) {
        let suffixes = written.utf16.split(separator: 0x20).map { suffix in
            precondition((1...4).contains(suffix.count))
            return (
                letters: suffix.reduce(0) { $0 << 16 | UInt64($1) },
                mask: UInt64.max >> UInt64(64 - 16 * suffix.count)
            )
        }
        self.suffixes = LastingRow(suffixes)
        lastLetters = suffixes.reduce(0) { $0 | 1 << ($1.letters & 63) }
        lettersBefore = suffixes.reduce(0) { $0 | ($1.mask >> 16 == 0 ? .max : 1 << ($1.letters >> 16 & 63)) }
    }

    /// - Parameter letters: the last one lowest.
    func end(_ letters: UInt64) -> Bool {
        guard lastLetters >> (letters & 63) & lettersBefore >> (letters >> 16 & 63) & 1 == 1 else { return false }
        for suffix in suffixes where (letters ^ suffix.letters) & suffix.mask == 0 { return true }
        return false
    }
}

extension Suffixes {
    /// What makes another surname of a name: Козак and Козаков are two.
    static let ofSurnames = Suffixes(
        """
        ов ев ёв оў еў аў ин ын ич іч ик ік ак як ко ук юк ец ца \
        ov ev ow ew oŭ eŭ aŭ in yn ich icz ič ić iç ıç ik ak ec ez ca ko uk yk yuk juk iuk
        """)
    /// Behind -ко, which ends surnames itself, -в is lost less often than it is another surname's: Клочко, Клочков.
    static let behindKo = Suffixes("ков kov kow")
    /// What a surname ends with that Finnish inflects with -in.
    static let inflectedWithIn = Suffixes("ov ev ow ew in yn ky ij iy ii ko")
    /// A suffix of surnames that is also a case in Finnish.
    static let finnish = Suffixes("in")
}
