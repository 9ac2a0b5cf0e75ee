// SPDX-License-Identifier: AGPL-3.0-or-later

/// Recognises names after the father by their sounds: -ович, -evych, -owicz, -овна, -auna in every spelling.
enum PatronymicShape {
    case full(GivenNames.Gender)
    /// As Ильич and Кузьминична: only if the table of fathers' names knows it.
    case short(GivenNames.Gender)

    init?(of word: Spelling, _ alphabet: Alphabet) {
        var end = Ending(of: word, alphabet)
        if let shape = Self.plain(end) {
            self = shape
            return
        }
        // In a case: -овича, -овичем.
        if end.count > 6, end.meets(0, .m) { end.dropLast() }
        guard end.count > 0, end.meets(0, .vowels) else { return nil }
        end.dropLast()
        guard Self.endsLikeSon(end) else { return nil }
        self = .full(.male)
    }

    private static func plain(_ end: Ending) -> PatronymicShape? {
        guard end.count >= 4 else { return nil }
        if endsLikeSon(end) { return .full(.male) }
        if endsLikeDaughter(end) { return .full(.female) }
        if end.meets(0, .ch), end.meets(1, .i) { return .short(.male) }
        guard end.count >= 6, end.meets(0, .a), end.meets(1, .n) else { return nil }
        return end.meets(2, .sh) && end.meets(3, .i) ? .short(.female) : nil
    }

    /// vowel, v, i, ч
    private static func endsLikeSon(_ end: Ending) -> Bool {
        end.count >= 6 && end.meets(0, .ch) && end.meets(1, .i) && end.meets(2, .v) && end.meets(3, .vowels)
    }

    /// vowel, v, n, a
    private static func endsLikeDaughter(_ end: Ending) -> Bool {
        end.count >= 6 && end.meets(0, .a) && end.meets(1, .n) && end.meets(2, .vu) && end.meets(3, .vowels)
    }

    /// The last sounds of a word that are not silent, from its end.
    private struct Ending {
        private var sounds = InlineArray<8, SoundSet>(repeating: SoundSet())
        /// How many sounds the whole word has.
        private(set) var count = 0
        private var dropped = 0

        init(of word: Spelling, _ alphabet: Alphabet) {
            let sets = alphabet.table.sets
            unsafe word.withUnits { units in
                var place = units.count
                while place > 0 {
                    place -= 1
                    // Units are sets of the table.
                    let set = unsafe sets[unchecked: Int(units[place])]
                    guard set != .silent else { continue }
                    // Another last sound ends no such name, nor a case of one.
                    if count == 0, set.isDisjoint(with: .last) { return }
                    if count < 8 { sounds[count] = set }
                    count += 1
                }
            }
        }

        mutating func dropLast() {
            dropped += 1
            count -= 1
        }

        /// At most two are dropped and four are asked for.
        func meets(_ place: Int, _ other: SoundSet) -> Bool { !sounds.span[dropped + place].isDisjoint(with: other) }
    }
}

extension SoundSet {
    fileprivate static let v = SoundSet(rawValue: 1 << 2 | 1 << 3)  // vf
    fileprivate static let vu = SoundSet(rawValue: 1 << 3 | 1 << 25)
    fileprivate static let i = SoundSet(rawValue: 1 << 23 | 1 << 26)  // iy
    fileprivate static let ch = SoundSet(rawValue: 1 << 12)  // C
    fileprivate static let sh = SoundSet(rawValue: 1 << 10 | 1 << 12)  // CS
    fileprivate static let n = SoundSet(rawValue: 1 << 5)
    fileprivate static let a = SoundSet(rawValue: 1 << 21)
    fileprivate static let m = SoundSet(rawValue: 1 << 4)
    /// ch, m and the vowels.
    fileprivate static let last = SoundSet(rawValue: 1 << 12 | 1 << 4 | 0x3F << 21)
}
