// SPDX-License-Identifier: AGPL-3.0-or-later

/// How full a relay's share of the disk is, as it tells its devices (docs/protocol.md, section 8).
public struct DiskUse: Hashable, Sendable {
    /// Bytes in use; more than the share where devices have used the reserve.
    public let used: UInt64
    /// Bytes that there are.
    public let share: UInt64
    /// No message is taken from visitors now.
    public let isFull: Bool

    public init(used: UInt64, share: UInt64, isFull: Bool) {
        self.used = used
        self.share = share
        self.isFull = isFull
    }

    /// Reads `used=U, share=S, full=?F`; nil for anything else.
    public init?(parsing field: String) {
        guard field.utf8.count <= 96 else { return nil }
        let parts = field.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("used="), parts[1].hasPrefix(" share="),
            let used = Decimal.parse(parts[0].dropFirst(5)), let share = Decimal.parse(parts[1].dropFirst(7))
        else { return nil }
        switch parts[2] {
        case " full=?0": self.init(used: used, share: share, isFull: false)
        case " full=?1": self.init(used: used, share: share, isFull: true)
        default: return nil
        }
    }

    public var field: String { "used=\(used), share=\(share), full=\(isFull ? "?1" : "?0")" }
}
