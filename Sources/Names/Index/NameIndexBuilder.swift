// SPDX-License-Identifier: AGPL-3.0-or-later

/// Collects names and makes a ``NameIndex`` of them.
public struct NameIndexBuilder: Sendable {
    private let alphabet = Alphabet.shared
    private var words = WordTable()
    private var text: [UInt8] = []
    private var textStarts: [UInt32] = [0]
    private var entries: [UInt32] = []
    private var nameWords: [UInt32] = []
    private var nameWordStarts: [UInt32] = [0]

    /// Names beyond this many, or beyond 2 GB of text, are refused.
    public static let maximumNameCount = 50_000_000
    private static let maximumTextByteCount = 1 << 31
    /// Bytes of one name that are kept.
    static let maximumNameByteCount = 1024

    public init() {}

    /// How many names have been added.
    public var count: Int { entries.count }

    /// Adds a name. `entry` is the caller's number for whom it names; several names may share one.
    /// - Returns: whether there was room and the text holds a word.
    @discardableResult
    public mutating func add(_ name: String, entry: UInt32) -> Bool {
        guard entries.count < Self.maximumNameCount, text.count < Self.maximumTextByteCount else { return false }
        let raw = NameReader.words(of: name, alphabet.folding)
        guard !raw.isEmpty else { return false }
        for word in raw {
            var letters = word.letters
            _ = LookAlikes.mend(&letters)
            nameWords.append(words.number(of: letters))
        }
        nameWordStarts.append(UInt32(nameWords.count))
        text.append(contentsOf: Self.clipped(name))
        textStarts.append(UInt32(text.count))
        entries.append(entry)
        return true
    }

    /// The index of all names added.
    public consuming func finish() -> NameIndex {
        let indexed = IndexedWords(words, alphabet)
        let (postings, postingStarts) = Self.invert(nameWords, nameWordStarts, wordCount: words.count)
        var writer = IndexWriter()
        writer.append(text)
        writer.append(textStarts)
        writer.append(entries)
        writer.append(nameWords)
        writer.append(nameWordStarts)
        writer.append(postings)
        writer.append(postingStarts)
        writer.append(words.columns.letters)
        writer.append(words.columns.starts)
        writer.append(indexed.groups)
        writer.append(indexed.rowWords)
        writer.append(indexed.units)
        writer.append(indexed.planes)
        writer.append(indexed.initials)
        writer.append(indexed.traits)
        writer.append(indexed.classWords)
        writer.append(indexed.classStarts)
        return NameIndex(own: writer.finish())
    }

    private static func clipped(_ name: String) -> [UInt8] {
        let bytes = name.utf8
        guard bytes.count > maximumNameByteCount else { return PackedName.pack(name) }
        return PackedName.pack(String(decoding: bytes.prefix(maximumNameByteCount), as: UTF8.self))
    }

    /// For each word the names that hold it, ascending, each once.
    private static func invert(
        _ nameWords: [UInt32], _ starts: [UInt32], wordCount: Int
    ) -> (postings: [UInt32], starts: [UInt32]) {
        var counts = [UInt32](repeating: 0, count: wordCount + 1)
        for word in nameWords { counts[Int(word) + 1] += 1 }
        for word in 0..<wordCount { counts[word + 1] += counts[word] }
        var next = counts
        var postings = [UInt32](repeating: 0, count: nameWords.count)
        for name in 0..<starts.count - 1 {
            for place in Int(starts[name])..<Int(starts[name + 1]) {
                let word = Int(nameWords[place])
                postings[Int(next[word])] = UInt32(name)
                next[word] += 1
            }
        }
        return (postings, counts)
    }
}

/// Lays columns one after the other, each at a multiple of the alignment, with a header that says where.
///
/// Columns are copied once, into the memory that the index reads from, and let go of one by one.
@safe private struct IndexWriter {
    private var header: [UInt64] = [
        IndexLayout.magic.reversed().reduce(0) { $0 << 8 | UInt64($1) }, IndexLayout.tableVersion,
    ]
    private var columns: [(UnsafeMutableRawBufferPointer) -> Void] = unsafe []
    private var end = IndexLayout.headerByteCount

    mutating func append<Element: FixedWidthInteger & BitwiseCopyable>(_ column: [Element]) {
        let start = end
        let byteCount = column.count * MemoryLayout<Element>.stride
        header += [UInt64(start), UInt64(column.count)]
        end = (start + byteCount + IndexBytes.alignment - 1) / IndexBytes.alignment * IndexBytes.alignment
        unsafe columns.append { memory in
            unsafe column.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + byteCount]).copyMemory(from: $0)
            }
        }
    }

    consuming func finish() -> IndexBytes {
        unsafe IndexBytes(byteCount: end) { memory in
            for (place, number) in header.enumerated() {
                unsafe memory.storeBytes(of: number.littleEndian, toByteOffset: place * 8, as: UInt64.self)
            }
            unsafe columns.reverse()
            while let write = unsafe columns.popLast() { unsafe write(memory) }
        }
    }
}
