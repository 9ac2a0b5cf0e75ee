// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
package import Correspondence
package import Sealing

/// What a founding or a recovery has to remember until it is done, so that a crash in the middle can be resumed with
/// the same bytes. It is removed when the workspace opens for the first time; while it exists the workspace counts as
/// empty. Sealed under the machine's storage key.
package enum EntryRecord: SealedRecord {
    package static let name = "founding.sealed"
    package static let byteCountLimit = 1 << 20

    /// The root stands in it until the organisation is on the relay.
    case founding(RecordedFounding)
    case recovery

    package struct RecordedFounding: Sendable {
        package let organisation: String
        package let root: RootKey
        package let entries: [[UInt8]]
        package let slots: [SlotContent]

        package init(organisation: String, root: RootKey, entries: [[UInt8]], slots: [SlotContent]) {
            self.organisation = organisation
            self.root = root
            self.entries = entries
            self.slots = slots
        }
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch self {
        case .founding(let founding):
            writer.u8(1)
            writer.text16(founding.organisation)
            writer.raw(founding.root.entropy)
            writer.u8(UInt8(founding.entries.count))
            for entry in founding.entries { writer.sized32(entry) }
            writer.u8(UInt8(founding.slots.count))
            for slot in founding.slots {
                writer.raw(slot.name.bytes)
                writer.sized32(slot.content)
            }
        case .recovery: writer.u8(2)
        }
        return writer.bytes
    }

    package init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        switch try reader.u8() {
        case 1:
            let organisation = try reader.text16()
            guard let root = RootKey(entropy: try reader.raw(32)) else { throw .invalidValue }
            var entries: [[UInt8]] = []
            for _ in 0..<(try reader.u8()) { entries.append(try reader.sized32()) }
            var slots: [SlotContent] = []
            for _ in 0..<(try reader.u8()) {
                guard let name = SlotName(try reader.raw(32)) else { throw .invalidValue }
                slots.append(SlotContent(name: name, content: try reader.sized32()))
            }
            self = .founding(
                RecordedFounding(organisation: organisation, root: root, entries: entries, slots: slots))
        case 2: self = .recovery
        default: throw .invalidValue
        }
        try reader.finish()
    }
}
