// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
internal import Casework
internal import Sealing

/// What was decided at this desk about pairs, in a sealed file of its own. It stands in no compartment: in either of the
/// two it would tell whoever holds only that one that there is another (docs/decisions/0025).
struct PairBook: Sendable {
    private static let name = "pairs.sealed"
    private static let byteCountLimit = 16 << 20
    private static let mostDecisions = 5_000

    private(set) var decisions: [DuplicatePair: [DuplicateDecision]] = [:]
    private let files: DeskDirectory
    private let key: LocalStorageKey

    /// What is damaged reads as nothing decided: it is asked again.
    init(in files: DeskDirectory, _ key: LocalStorageKey) throws(StorageError) {
        self.files = files
        self.key = key
        guard let sealed = try files.read(Self.name, atMost: Self.byteCountLimit),
            let bytes = key.open(sealed, for: Self.name), let read = try? Self.parse(bytes)
        else { return }
        decisions = read
    }

    var isFull: Bool { decisions.values.reduce(0) { $0 + $1.count } >= Self.mostDecisions }

    /// Durable when it returns.
    mutating func add(_ decision: DuplicateDecision, about pair: DuplicatePair) throws(StorageError) {
        decisions[pair, default: []].append(decision)
        try save()
    }

    /// Nothing of what was destroyed stays. Durable when it returns.
    mutating func forget(where isGone: (DuplicatePair) -> Bool) throws(StorageError) {
        let kept = decisions.filter { !isGone($0.key) }
        guard kept.count < decisions.count else { return }
        decisions = kept
        try save()
    }

    private func save() throws(StorageError) {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u32(UInt32(clamping: decisions.count))
        for (pair, all) in decisions.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
            writer.raw(pair.bytes)
            writer.u16(UInt16(clamping: all.count))
            for decision in all.prefix(Int(UInt16.max)) {
                writer.u8(decision.verdict.rawValue)
                writer.text16(decision.reason)
                writer.raw(decision.by.bytes)
                writer.u64(decision.at)
            }
        }
        try files.write(key.seal(writer.bytes, for: Self.name), to: Self.name)
    }

    private static func parse(_ bytes: [UInt8]) throws(ByteReaderError) -> [DuplicatePair: [DuplicateDecision]] {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        var decisions: [DuplicatePair: [DuplicateDecision]] = [:]
        for _ in 0..<(try reader.u32()) {
            let pair = try DuplicatePair(reading: &reader)
            var all: [DuplicateDecision] = []
            for _ in 0..<(try reader.u16()) {
                guard let verdict = ExposureVerdict(rawValue: try reader.u8()) else { throw .invalidValue }
                let reason = try reader.text16()
                guard let by = ID<Member>(try reader.raw(16)) else { throw .invalidValue }
                all.append(DuplicateDecision(verdict: verdict, reason: reason, by: by, at: try reader.u64()))
            }
            decisions[pair] = all
        }
        try reader.finish()
        return decisions
    }
}

extension DuplicatePair {
    /// Whether one side is this compartment.
    func names(_ compartment: ID<Compartment>) -> Bool {
        switch other {
        case .person(let other), .conversation(let other): person == compartment || other == compartment
        case .request: person == compartment
        }
    }

    /// Thirty-three: the person, what the other is, and the other.
    package var bytes: [UInt8] {
        let (kind, other): (UInt8, [UInt8]) =
            switch other {
            case .person(let id): (1, id.bytes)
            case .request(let id): (2, id.bytes)
            case .conversation(let id): (3, id.bytes)
            }
        return person.bytes + [kind] + other
    }

    fileprivate init(reading reader: inout ByteReader) throws(ByteReaderError) {
        guard let pair = DuplicatePair(bytes: try reader.raw(33)) else { throw .invalidValue }
        self = pair
    }

    /// Nil for what ``bytes`` never gives.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 33, let person = ID<Compartment>(Array(bytes[..<16])) else { return nil }
        let rest = Array(bytes[17...])
        self.person = person
        switch bytes[16] {
        case 1:
            guard let id = ID<Compartment>(rest) else { return nil }
            other = .person(id)
        case 2:
            guard let id = ID<Request>(rest) else { return nil }
            other = .request(id)
        case 3:
            guard let id = ID<Compartment>(rest) else { return nil }
            other = .conversation(id)
        default: return nil
        }
    }
}
