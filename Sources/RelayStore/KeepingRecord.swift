// SPDX-License-Identifier: AGPL-3.0-or-later

/// By what a store decides which blobs go that nobody claimed (docs/decisions/0066-what-nobody-names.md). Time stands in it as a
/// count of device days: days on which some device called.
public struct KeepingRecord: Sendable, Hashable {
    /// Envelopes that came up to the beginning of this many days behind that of an upload may name the blob: two whole days.
    public static let envelopeDays: UInt64 = 3
    /// For so many days at most an envelope in the drawer keeps a blob: a few that nobody can open stay for good.
    public static let longestGuard: UInt64 = 365

    /// Keys to which claims count, the oldest first.
    public var keys: [KeepingKey] = []
    /// How many device days were counted since the first key was announced; nil before that.
    public var day: UInt64?
    /// The day that was counted last: its first hour, in hours since 1970.
    public var hour: UInt32 = 0
    /// Devices that never announced a key, and on which device day each called last; 0 where it did not.
    public var late: [DeviceKey: UInt64] = [:]

    public init() {}
}
