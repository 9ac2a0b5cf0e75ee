// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Correspondence
internal import Sealing

/// What a founding or a recovery has to remember until it is done, so that a crash in the middle can be resumed with
/// the same bytes. It is removed when the workspace opens for the first time; while it exists the workspace counts as
/// empty. Sealed under the machine's storage key.
enum EntryRecord: Sendable {
    static let name = "founding.sealed"
    private static let byteCountLimit = 1 << 20

    /// The root stands in it until the organisation is on the relay.
    case founding(RecordedFounding)
    case recovery

    struct RecordedFounding: Sendable {
        let organisation: String
        let root: RootKey
        let entries: [[UInt8]]
        let slots: [SlotContent]
    }

    func save(in files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        try files.write(key.seal(encoded(), for: Self.name), to: Self.name)
    }

    /// Nil where there is none that this key sealed.
    static func load(from files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) -> EntryRecord? {
        guard let sealed = try files.read(name, atMost: byteCountLimit), let bytes = key.open(sealed, for: name) else {
            return nil
        }
        return try? EntryRecord(parsing: bytes)
    }

    func encoded() -> [UInt8] {
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

    init(parsing bytes: [UInt8]) throws(ByteReaderError) {
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
