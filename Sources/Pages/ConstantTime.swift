// SPDX-License-Identifier: AGPL-3.0-or-later

/// Comparison that takes equally long wherever two tokens of one length differ.
public enum ConstantTime {
    @inline(never)
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        areEqual(Array(left.utf8), Array(right.utf8))
    }

    @inline(never)
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
