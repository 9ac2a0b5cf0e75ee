// SPDX-License-Identifier: AGPL-3.0-or-later

/// A word made ready for the scan: for each of its places, the sounds that may stand there.
struct ScanPattern: Sendable {
    /// How many places.
    let count: Int
    /// The sounds of all places one after the other, as numbers of bits of a ``SoundSet``.
    let sounds: [UInt8]
    /// Where each place's sounds begin in ``sounds``, and one more for the end.
    let starts: [Int]
    /// How many sounds may be added, lost or changed.
    let reach: Int

    /// - Parameter units: sound sets, one of ``Spelling/readings(_:)``.
    init(_ units: [UInt8], _ alphabet: Alphabet, reach: Int? = nil) {
        count = units.count
        var sounds: [UInt8] = []
        var starts = [0]
        for unit in units {
            sounds += SoundPlanes.sounds(in: alphabet.table.sets[Int(unit)])
            starts.append(sounds.count)
        }
        self.sounds = sounds
        self.starts = starts
        self.reach = min(reach ?? max(1, (units.count + 1) / 3), Self.maximumReach)
    }

    /// A third of the longest word.
    static let maximumReach = (IndexLayout.maximumSoundCount + 1) / 3
}
