// SPDX-License-Identifier: AGPL-3.0-or-later

/// Some endings of at most four letters, to be looked for in a word's last four.
struct Suffixes: Sendable {
    private let suffixes: LastingRow<(letters: UInt64, mask: UInt64)>
    /// Which of them end with a letter, and which have one before it, a bit for each by its place, under the letter's lowest six bits:
    /// most words end with none. Of a suffix of one letter any may stand before.
    private let ofLast: LastingRow<UInt64>
    private let ofBefore: LastingRow<UInt64>

    init(_ written: String) {
        let suffixes = written.utf16.split(separator: 0x20).map { suffix in
            precondition((1...4).contains(suffix.count))
            return (
                letters: suffix.reduce(0) { $0 << 16 | UInt64($1) },
                mask: UInt64.max >> UInt64(64 - 16 * suffix.count)
            )
        }
        self.suffixes = LastingRow(suffixes)
        precondition(suffixes.count <= 64)
        var ofLast = [UInt64](repeating: 0, count: 64)
        var ofBefore = ofLast
        for (place, suffix) in suffixes.enumerated() {
            ofLast[Int(suffix.letters & 63)] |= 1 << UInt64(place)
            if suffix.mask >> 16 == 0 {
                for letter in ofBefore.indices { ofBefore[letter] |= 1 << UInt64(place) }
            } else {
                ofBefore[Int(suffix.letters >> 16 & 63)] |= 1 << UInt64(place)
            }
        }
        self.ofLast = LastingRow(ofLast)
        self.ofBefore = LastingRow(ofBefore)
    }

    /// - Parameter letters: the last one lowest.
    func end(_ letters: UInt64) -> Bool {
        // Numbers below 64, and places of suffixes.
        var candidates =
            unsafe ofLast[unchecked: Int(letters & 63)] & ofBefore[unchecked: Int(letters >> 16 & 63)]
        while candidates != 0 {
            let suffix = unsafe suffixes[unchecked: candidates.trailingZeroBitCount]
            if (letters ^ suffix.letters) & suffix.mask == 0 { return true }
            candidates &= candidates - 1
        }
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
