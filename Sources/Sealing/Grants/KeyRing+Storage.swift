// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Bytes
internal import Casework

extension KeyRing {
    /// Everything in the ring, intake keys too, for a file that the machine seals for itself: grants back to back, each
    /// behind its length.
    public func exposedBytes(at second: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        let grants = [grant(at: second)].compactMap { $0 } + intakes.map { Grant([.intake($0)]) }
        writer.u16(UInt16(grants.count))
        for grant in grants { writer.sized32(grant.encoded()) }
        return writer.bytes
    }

    /// Reads ``exposedBytes(at:)``.
    public init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        self.init()
        var reader = ByteReader(bytes)
        for _ in 0..<(try reader.u16()) {
            do { try accept(try Grant(parsing: try reader.sized32())) } catch { throw .invalidValue }
        }
        try reader.finish()
    }
}
