// SPDX-License-Identifier: AGPL-3.0-or-later

extension Spelling {
    /// One sound set between two nodes of a lattice, in one machine word: it is read for every cell of an alignment.
    struct Arc: Sendable {
        // From the lowest byte: from, to, set, penalty, alone in two, atStart, marks.
        private let packed: UInt64

        private static let endsAtJoint: UInt64 = 1 << 56
        private static let beginsAtJoint: UInt64 = 2 << 56

        /// Where an arc ends.
        enum Place {
            /// At a node that all readings pass.
            case atJoint
            /// Inside a group.
            case inside
        }

        /// - Parameter omission: what it costs to leave the set out.
        init(from: Int, to: Int, set: UInt8, penalty: UInt8, place: Place, omission: UInt8) {
            self.init(
                ends: UInt64(UInt8(from)) | UInt64(UInt8(to)) << 8, set: set, penalty: penalty, omission: omission,
                marks: (place == .atJoint ? Self.endsAtJoint : 0) | (from == 0 ? Self.beginsAtJoint : 0))
        }

        private init(ends: UInt64, set: UInt8, penalty: UInt8, omission: UInt8, marks: UInt64) {
            let alone = UInt64(omission) + UInt64(penalty)
            packed =
                ends | UInt64(set) << 16 | UInt64(penalty) << 24 | alone << 32 | (omission > 7 ? 10 : 0) << 48 | marks
        }

        private init(packed: UInt64) { self.packed = packed }

        /// The same arc of a group that begins at another node. No node is above 255.
        func moved(by nodes: UInt8) -> Arc { Arc(packed: packed &+ UInt64(nodes) &* 0x101) }

        /// The same arc with other costs.
        func weighed(_ omission: UInt8) -> Arc {
            Arc(ends: packed & 0xFFFF, set: set, penalty: UInt8(penalty), omission: omission, marks: packed & 3 << 56)
        }

        var from: UInt8 { UInt8(truncatingIfNeeded: packed) }
        var to: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) }
        var set: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
        /// What the reading costs.
        var penalty: UInt16 { UInt16(truncatingIfNeeded: packed >> 24 & 0xFF) }
        /// What it costs to leave it out, with the reading's penalty; see ``SoundCosts/weighed(_:)``.
        var alone: UInt16 { UInt16(truncatingIfNeeded: packed >> 32) }
        /// What it costs beside that at the beginning of a word, where a sound that is heard is seldom lost.
        var atStart: UInt16 { UInt16(truncatingIfNeeded: packed >> 48 & 0xFF) }
        /// Whether all readings pass the node that it leads to.
        var endsAtJoint: Bool { packed & Self.endsAtJoint != 0 }
        /// Whether all readings pass the node that it leads from.
        var beginsAtJoint: Bool { packed & Self.beginsAtJoint != 0 }
    }
}
