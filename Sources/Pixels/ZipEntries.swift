// SPDX-License-Identifier: AGPL-3.0-or-later

/// The files of a ZIP archive, as its directory at the end names them (PKWARE's APPNOTE 6.3).
struct ZipEntries {
    struct Entry {
        let name: String
        fileprivate let isPacked: Bool
        fileprivate let content: ArraySlice<UInt8>
    }

    private(set) var entries: [Entry] = []
    /// Whether all of them are there: none is locked, packed in another way, or too much.
    private(set) var isWhole = false
    /// Whether somebody wrote something about the archive or a file in it.
    private(set) var holdsRemark = false

    private static let mostEntries = 4_096
    private static let stepsPerEntry = 64
    /// A remark may stand behind the end of the directory.
    private static let endByteCount = 22
    private static let mostBytesBehind = endByteCount + 65_535

    static func begin(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    init(_ bytes: [UInt8], _ effort: inout Effort) {
        guard let end = Self.end(bytes), let count = bytes.littleEndian(at: end + 10, byteCount: 2),
            var place = bytes.littleEndian(at: end + 16, byteCount: 4), count <= Self.mostEntries
        else { return }
        isWhole = true
        holdsRemark = !bytes[(end + Self.endByteCount)...].isEmpty
        for _ in 0..<count {
            guard effort.spend(Self.stepsPerEntry), let next = add(bytes, at: place),
                effort.spend(next - place)
            else {
                isWhole = false
                return
            }
            place = next
        }
        // What it says it is longer than this, or in several pieces, is another format.
        if place != end || bytes.littleEndian(at: end + 4, byteCount: 4) != 0 { isWhole = false }
    }

    private static func end(_ bytes: [UInt8]) -> Int? {
        let last = bytes.count - endByteCount
        guard last >= 0 else { return nil }
        return stride(from: last, through: max(0, bytes.count - mostBytesBehind), by: -1).first { place in
            bytes[place] == 0x50 && bytes[place..<(place + 4)].elementsEqual([0x50, 0x4B, 5, 6])
        }
    }

    /// Where the next one is named; nil where this one is not.
    private mutating func add(_ bytes: [UInt8], at place: Int) -> Int? {
        func number(_ offset: Int, _ byteCount: Int) -> Int? {
            bytes.littleEndian(at: place + offset, byteCount: byteCount)
        }
        guard number(0, 4) == 0x0201_4B50, let flags = number(8, 2), let method = number(10, 2),
            let length = number(20, 4), let nameLength = number(28, 2), let moreLength = number(30, 2),
            let remarkLength = number(32, 2), let start = number(42, 4),
            let name = bytes.piece(at: place + 46, byteCount: nameLength)
        else { return nil }
        if remarkLength > 0 { holdsRemark = true }
        let next = place + 46 + nameLength + moreLength + remarkLength
        // In front of the file itself its name stands once more, with another length of what is added.
        guard flags & 1 == 0, method == 0 || method == 8, bytes.littleEndian(at: start, byteCount: 4) == 0x0403_4B50,
            let nameAgain = bytes.littleEndian(at: start + 26, byteCount: 2),
            let moreAgain = bytes.littleEndian(at: start + 28, byteCount: 2),
            let content = bytes.piece(at: start + 30 + nameAgain + moreAgain, byteCount: length)
        else {
            isWhole = false
            return next
        }
        entries.append(Entry(name: String(decoding: name, as: UTF8.self), isPacked: method == 8, content: content))
        return next
    }
}

extension Effort {
    /// What the file in the archive is, as far as there is room for it; nil where there is none.
    mutating func unpack(_ entry: ZipEntries.Entry) -> Inflater.Output? {
        guard entry.isPacked else { return take(entry.content).map { .init(bytes: $0, isWhole: true) } }
        return unpack(entry.content)
    }
}
