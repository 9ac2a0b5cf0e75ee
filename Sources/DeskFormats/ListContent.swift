// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes
internal import Casework
package import Names

/// A list as it is searched: the index of its names, and what each row says beside them. In a file it is sealed.
package struct ListContent: Sendable {
    package static let maximumFileByteCount = 128 << 20
    package static let maximumNameCount = 1_000_000
    /// Of the sealed file: an index of a million names takes some 75 MiB, and the rows as much again.
    package static let maximumByteCount = 640 << 20
    /// Spellings of one row that a hit can show.
    private static let mostNamesOfRow = 8

    package struct Row: Sendable, Hashable {
        package var identifier: String
        package var line: UInt32
        package var birthDate: String
        /// The main one first.
        package var names: [String]
    }

    package let index: NameIndex
    /// Where each row begins.
    private let starts: [UInt32]
    private let rows: [UInt8]

    /// The rows of a list that was just read.
    package init(_ list: WatchList) {
        index = list.index()
        var starts: [UInt32] = []
        var writer = ByteWriter()
        starts.reserveCapacity(list.entries.count)
        for entry in list.entries {
            starts.append(UInt32(writer.bytes.count))
            let names = entry.names.prefix(Self.mostNamesOfRow).map {
                $0.clipped(to: EventLimits.maximumTitleByteCount)
            }
            writer.text16((entry.identifier ?? "").clipped(to: EventLimits.maximumTitleByteCount))
            writer.u32(UInt32(clamping: entry.line))
            writer.text16((entry.birthDate ?? "").clipped(to: EventLimits.maximumTitleByteCount))
            writer.u8(UInt8(names.count))
            for name in names { writer.text16(name) }
        }
        self.starts = starts
        rows = writer.bytes
    }

    /// What the index calls an entry; nil for a number that the list does not have.
    package func row(_ entry: UInt32) -> Row? {
        guard starts.indices.contains(Int(entry)) else { return nil }
        let start = Int(starts[Int(entry)])
        let end = starts.indices.contains(Int(entry) + 1) ? Int(starts[Int(entry) + 1]) : rows.count
        guard start <= end, end <= rows.count else { return nil }
        var reader = ByteReader(Array(rows[start..<end]))
        return try? Row(reading: &reader)
    }

    package func encoded() -> [UInt8] {
        let indexBytes = index.bytes
        var writer = ByteWriter(reservingCapacity: 16 + starts.count * 4 + rows.count + indexBytes.count)
        writer.u8(1)
        writer.u32(UInt32(starts.count))
        for start in starts { writer.u32(start) }
        writer.sized32(rows)
        writer.sized32(indexBytes)
        return writer.bytes
    }

    /// Nil for what no desk wrote. An index that a program with other tables made is built again from its names, at most
    /// some seconds for each time that the list is compared: the file stays as it is until the list is added anew.
    package init?(parsing bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.u8()) == 1, let count = try? reader.u32(), count <= Self.maximumNameCount else { return nil }
        var starts: [UInt32] = []
        starts.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let start = try? reader.u32() else { return nil }
            starts.append(start)
        }
        guard let rows = try? reader.sized32(), let indexBytes = try? reader.sized32(),
            let index = try? NameIndex(renewing: indexBytes)
        else { return nil }
        self.starts = starts
        self.rows = rows
        self.index = index
    }
}

extension ListContent.Row {
    package init(reading reader: inout ByteReader) throws(ByteReaderError) {
        identifier = try reader.text16()
        line = try reader.u32()
        birthDate = try reader.text16()
        names = []
        for _ in 0..<(try reader.u8()) { names.append(try reader.text16()) }
    }
}

extension String {
    /// The beginning that fits so many bytes of UTF-8, cut between characters.
    package func clipped(to byteCount: Int) -> String {
        guard utf8.count > byteCount else { return self }
        var kept = ""
        var room = byteCount
        for character in self {
            room -= character.utf8.count
            if room < 0 { break }
            kept.append(character)
        }
        return kept
    }
}
