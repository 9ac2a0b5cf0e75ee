// SPDX-License-Identifier: AGPL-3.0-or-later

/// How much is in use of what may be used.
public struct Fill: Sendable, Hashable, Comparable {
    /// Whole thirty-seconds, 0...32; 32 where nothing is left.
    public let thirtySeconds: Int

    /// - Parameters:
    ///   - used: bytes; what devices keep in the reserve counts as full.
    ///   - share: bytes that may be used.
    public init(used: UInt64, of share: UInt64) {
        guard used < share else {
            thirtySeconds = Self.whole
            return
        }
        thirtySeconds = Int(share.dividingFullWidth(used.multipliedFullWidth(by: UInt64(Self.whole))).quotient)
    }

    public static let whole = 32

    public static func < (one: Fill, other: Fill) -> Bool { one.thirtySeconds < other.thirtySeconds }
}
