// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Casework
package import Sealing

/// What a grant held that this device could open, as far as it matters for erasing it later.
package enum HeldGrant: Hashable, Sendable {
    /// One intake identity and nothing else; the second in which it was made.
    case intake(second: UInt64)
    /// Keys of cases' compartments and nothing else.
    case compartments(Set<ID<Compartment>>)

    /// Nil for grants that are never erased.
    package init?(_ grant: Grant) {
        if grant.keys.count == 1, case .intake(let key) = grant.keys[0] {
            self = .intake(second: key.second)
            return
        }
        let compartments = grant.keys.map(\.compartment)
        guard !compartments.contains(nil), !compartments.contains(.intake) else { return nil }
        self = .compartments(Set(compartments.compactMap { $0 }))
    }

    package var intakeSecond: UInt64? {
        guard case .intake(let second) = self else { return nil }
        return second
    }

    package var compartments: Set<ID<Compartment>> {
        guard case .compartments(let compartments) = self else { return [] }
        return compartments
    }

    // MARK: - Bytes

    package func write(to writer: inout ByteWriter) {
        switch self {
        case .intake(let second):
            writer.u8(1)
            writer.u64(second)
        case .compartments(let compartments):
            writer.u8(2)
            writer.u8(UInt8(compartments.count))
            for compartment in compartments.sorted() { writer.raw(compartment.bytes) }
        }
    }

    package init(reading reader: inout ByteReader) throws(ByteReaderError) {
        switch try reader.u8() {
        case 1: self = .intake(second: try reader.u64())
        case 2:
            var compartments: Set<ID<Compartment>> = []
            for _ in 0..<(try reader.u8()) {
                guard let compartment = ID<Compartment>(try reader.raw(16)) else { throw .invalidValue }
                compartments.insert(compartment)
            }
            self = .compartments(compartments)
        default: throw .invalidValue
        }
    }
}
