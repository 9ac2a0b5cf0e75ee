// SPDX-License-Identifier: AGPL-3.0-or-later
// CONTRACT. The owner of the relay may refine it.

/// What stands in the intake drawer: an envelope, the order of its arrival and the hour of it.
public struct IntakeRecord: Sendable, Hashable {
    public let sequence: UInt64
    public let hour: UInt32
    public let envelope: [UInt8]
    public init(sequence: UInt64, hour: UInt32, envelope: [UInt8]) {
        self.sequence = sequence
        self.hour = hour
        self.envelope = envelope
    }
}
