// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Bytes
internal import Casework

extension KeyRing {
    /// Everything in the ring, intake keys too, for a file that the machine seals for itself: grants back to back, each
    /// behind its length.
    public func exposedBytes(at second: UInt64) -> [UInt8] {
        var keys = commonKeys(at: second) + voiceKeys(at: second)
        keys += cardKeys.map { .card($0, second: second) } + (charter.map { [.charter($0, second: second)] } ?? [])
        for compartment in heldCompartments { keys += compartmentKeys(of: compartment, at: second) }
        let grants = Grant.holding(keys) + intakeGrants
        var writer = ByteWriter()
        writer.u32(UInt32(grants.count))
        for grant in grants { writer.sized32(grant.encoded()) }
        return writer.bytes
    }

    /// Reads ``exposedBytes(at:)``.
    public init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        self.init()
        var reader = ByteReader(bytes)
        for _ in 0..<(try reader.u32()) {
            accept(try Grant(parsing: try reader.sized32()))
        }
        try reader.finish()
    }
}
