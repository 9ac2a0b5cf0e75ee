// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import RelayAPI
internal import Sealing

/// Why an entry of the ledger counts for nothing on this desk. Numbers are stored: never reused.
enum EntryRejection: UInt8, Error, Sendable, CaseIterable {
    /// Erased at the relay, or withheld by it, before this desk saw it.
    case withheld = 1
    /// No entry of this organisation: wrong key, shape or padding.
    case unreadable = 2
    case unknownAuthor = 3
    case signatureWrong = 4
    case endorsementWrong = 5
    case malformedAdmission = 6
    case notAnEvent = 7
    /// A grant with a key that contradicts an earlier one.
    case conflictingGrant = 8
    /// Its author had been removed from the organisation.
    case authorRemoved = 9

    init(refusal: AuthorshipRefusal) {
        self =
            switch refusal {
            case .unknownAuthor: .unknownAuthor
            case .authorRemoved: .authorRemoved
            case .signatureWrong: .signatureWrong
            case .endorsementWrong: .endorsementWrong
            case .malformedAdmission, .misplacedAdmission: .malformedAdmission
            case .notAnEvent, .wrongPurpose: .notAnEvent
            }
    }
}

/// What this machine has checked of the ledger, so that it need not check it again: how far, the root over that,
/// the relay's signed word for it, and which entries failed (docs/protocol.md, section 7).
struct VerifiedState: Sendable {
    static let name = "state.sealed"
    static let byteCountLimit = 64 << 20

    var count = 0
    var root: [UInt8] = MerkleTree.emptyRoot
    /// The checkpoint's text; with it anybody can show which history the relay signed.
    var note = ""
    var rejections: [Int: EntryRejection] = [:]
    /// Every key that was granted: at unlock no grant is opened again.
    var keys = KeyRing()
    /// Grants that are erased when their keys have served: an intake key's, and those of cases.
    var grants: [Int: HeldGrant] = [:]
    /// Entries whose payload this desk destroyed: a record without a payload that is not among them is damage.
    var erased: Set<Int> = []
    /// Entries whose authors were shown another history, until a person has looked at that.
    var disputed: [Int] = []

    /// Whether an entry that was checked may be here without its payload.
    func allowsMissingPayload(_ sequence: Int) -> Bool {
        erased.contains(sequence) || rejections[sequence] == .withheld
    }

    var seen: SeenHistory { SeenHistory(size: UInt64(count), root: root) }

    func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 128 + note.utf8.count + rejections.count * 9)
        writer.u8(2)
        writer.u64(UInt64(count))
        writer.raw(root)
        writer.text16(note)
        writer.u32(UInt32(rejections.count))
        for (sequence, rejection) in rejections.sorted(by: { $0.key < $1.key }) {
            writer.u64(UInt64(sequence))
            writer.u8(rejection.rawValue)
        }
        writer.u32(UInt32(grants.count))
        for (sequence, grant) in grants.sorted(by: { $0.key < $1.key }) {
            writer.u64(UInt64(sequence))
            grant.write(to: &writer)
        }
        writer.sized32(keys.exposedBytes(at: 0))
        writer.u32(UInt32(disputed.count))
        for sequence in disputed { writer.u64(UInt64(sequence)) }
        writer.u32(UInt32(erased.count))
        for sequence in erased.sorted() { writer.u64(UInt64(sequence)) }
        return writer.bytes
    }

    init() {}

    init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 2, let count = Int(exactly: try reader.u64()) else { throw .invalidValue }
        self.count = count
        root = try reader.raw(32)
        note = try reader.text16()
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count,
                let rejection = EntryRejection(rawValue: try reader.u8())
            else { throw .invalidValue }
            rejections[sequence] = rejection
        }
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            grants[sequence] = try HeldGrant(reading: &reader)
        }
        keys = try KeyRing(parsing: try reader.sized32())
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            disputed.append(sequence)
        }
        for _ in 0..<(try reader.u32()) {
            guard let sequence = Int(exactly: try reader.u64()), sequence < count else { throw .invalidValue }
            erased.insert(sequence)
        }
        try reader.finish()
    }

    /// Nil where there is no file, or none that this machine sealed.
    static func load(from directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) -> VerifiedState? {
        guard let sealed = try directory.read(name, atMost: byteCountLimit), let bytes = key.open(sealed, for: name)
        else { return nil }
        return try? VerifiedState(parsing: bytes)
    }

    /// Durable when it returns.
    func save(in directory: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        try directory.write(key.seal(encoded(), for: Self.name), to: Self.name)
    }
}

extension HeldGrant {
    fileprivate func write(to writer: inout ByteWriter) {
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

    fileprivate init(reading reader: inout ByteReader) throws(ByteReaderError) {
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
