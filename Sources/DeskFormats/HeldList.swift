// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
internal import Names

/// The subject of ``HeldList/id``.
public enum KeptList {}

/// A list of people that a worker dropped in, as this desk keeps it: what its publisher says of it, and how far it was
/// compared. It never leaves the machine.
public struct HeldList: Sendable, Hashable, RedactedPrinting {
    public let id: ID<KeptList>
    /// The same for every version: a list takes the place of an older one of its title.
    public let title: String
    public let source: String
    /// The day that it speaks of; nil where nobody knows.
    public let date: Day?
    public let licence: String
    /// Seconds since 1970.
    public let addedAt: UInt64
    public let personCount: Int
    public let nameCount: Int
    /// Rows that could not be read.
    public let leftOutCount: Int
    /// The first of these, with their lines.
    public let brokenRows: [BrokenRow]
    /// The newest comparison with the names of open cases.
    public package(set) var comparison: Comparing?

    public struct BrokenRow: Sendable, Hashable {
        /// Counted from 1.
        public let line: Int
        /// The name of a ``WatchList/Problem/Reason``.
        public let reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// What was compared, and what came of it.
    public struct Comparing: Sendable, Hashable {
        /// Seconds since 1970.
        public let at: UInt64
        public let personCount: Int
        /// SHA-256 of every name that was compared, to tell when they have changed since.
        public let namesDigest: [UInt8]
        public let hitCount: Int
        /// Of these, the ones that nobody knew before.
        public let newCount: Int
        /// Persons who resemble more rows than are shown for one.
        public let crowdedCount: Int

        package init(
            at: UInt64, personCount: Int, namesDigest: [UInt8], hitCount: Int, newCount: Int, crowdedCount: Int
        ) {
            self.at = at
            self.personCount = personCount
            self.namesDigest = namesDigest
            self.hitCount = hitCount
            self.newCount = newCount
            self.crowdedCount = crowdedCount
        }
    }

    package init(
        id: ID<KeptList>, title: String, source: String, date: Day?, licence: String, addedAt: UInt64, personCount: Int,
        nameCount: Int, leftOutCount: Int, brokenRows: [BrokenRow], comparison: Comparing?
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.date = date
        self.licence = licence
        self.addedAt = addedAt
        self.personCount = personCount
        self.nameCount = nameCount
        self.leftOutCount = leftOutCount
        self.brokenRows = brokenRows
        self.comparison = comparison
    }

    /// Days after which a list is stale; people have been added and taken off since.
    public static let freshDayCount = WatchList.freshDayCount

    /// Whether nobody should rely on it before it was fetched again: it is old, or its day is not known.
    public func isStale(on day: Day) -> Bool {
        guard let date else { return true }
        return day.number - date.number > Self.freshDayCount
    }
}

extension HeldList {
    func write(to writer: inout ByteWriter) {
        writer.raw(id.bytes)
        for text in [title, source, date?.iso ?? "", licence] { writer.text16(text) }
        writer.u64(addedAt)
        for count in [personCount, nameCount, leftOutCount] { writer.u32(UInt32(clamping: count)) }
        writer.u8(UInt8(clamping: brokenRows.count))
        for row in brokenRows.prefix(Int(UInt8.max)) {
            writer.u32(UInt32(clamping: row.line))
            writer.text8(row.reason)
        }
        writer.u8(comparison == nil ? 0 : 1)
        guard let comparison else { return }
        writer.u64(comparison.at)
        writer.raw(comparison.namesDigest)
        for count in [
            comparison.personCount, comparison.hitCount, comparison.newCount, comparison.crowdedCount,
        ] { writer.u32(UInt32(clamping: count)) }
    }

    init(reading reader: inout ByteReader) throws(ByteReaderError) {
        guard let id = ID<KeptList>(try reader.raw(16)) else { throw .invalidValue }
        self.id = id
        title = try reader.text16()
        source = try reader.text16()
        let day = try reader.text16()
        date = Day(iso: day)
        guard date != nil || day.isEmpty else { throw .invalidValue }
        licence = try reader.text16()
        addedAt = try reader.u64()
        personCount = Int(try reader.u32())
        nameCount = Int(try reader.u32())
        leftOutCount = Int(try reader.u32())
        var rows: [BrokenRow] = []
        for _ in 0..<(try reader.u8()) {
            rows.append(BrokenRow(line: Int(try reader.u32()), reason: try reader.text8()))
        }
        brokenRows = rows
        guard try reader.u8() == 1 else { return }
        let (at, digest) = (try reader.u64(), try reader.raw(32))
        comparison = Comparing(
            at: at, personCount: Int(try reader.u32()), namesDigest: digest, hitCount: Int(try reader.u32()),
            newCount: Int(try reader.u32()), crowdedCount: Int(try reader.u32()))
    }
}
