// SPDX-License-Identifier: AGPL-3.0-or-later
import Synchronization
import Testing

@testable import Names

@Suite struct IndexTests {
    private static let names = [
        "Владимир Валерьевич Осечкин", "Vladimir Osipov", "Сергей Осечкин", "Анна Петрова", "Мария Ивановна Иванова",
        "Шендерюк-Жидков Александр Владимирович", "Ян Ли", "KOWALSKI Jan", "ნინო ბერიძე", "Зайцаў Яўген", "😀",
    ]

    private func index() -> NameIndex {
        var builder = NameIndexBuilder()
        for (entry, name) in Self.names.enumerated() { builder.add(name, entry: UInt32(entry)) }
        return builder.finish()
    }

    private func found(_ asked: String, in index: NameIndex, threshold: Double = 0.5) -> [UInt32] {
        var searcher = NameSearcher(index)
        return searcher.search(asked, count: 5, threshold: threshold).map(\.entry)
    }

    @Test(arguments: [
        ("Osetshkin Vladimir", [0]), ("Osetškin", [0, 2]), ("Petrova Anna", [3]),
        ("Alexander Schenderjuk-Schidkow", [5]),
        ("Yan Li", [6]), ("Ян Ковальский", [7]), ("Nino Beridze", [8]), ("Yevgeny Zaitsev", [9]), ("Пушкин", []),
    ])
    func `a name is found by another spelling`(asked: String, entries: [UInt32]) {
        #expect(found(asked, in: index()) == entries)
    }

    @Test func `a name in a script that is not read is found by its letters`() {
        var builder = NameIndexBuilder()
        let names = ["习近平", "李克强", "नरेन्द्र मोदी", "राहुल मोदी", "Шарль де Голль"]
        for (entry, name) in names.enumerated() { builder.add(name, entry: UInt32(entry)) }
        let index = builder.finish()
        #expect(found("习近平", in: index) == [0])
        #expect(found("नरेन्द्र मोदी", in: index) == [2])
        #expect(found("温家宝", in: index) == [])
        #expect(found("де Голль", in: index) == [4])
    }

    @Test func `a text without letters is no name and holds no place`() {
        #expect(index().count == Self.names.count - 1)
    }

    @Test func `an index read from its bytes answers as the one that was built`() throws {
        let built = index()
        let read = try NameIndex(bytes: built.bytes)
        for name in Self.names { #expect(found(name, in: built, threshold: 0) == found(name, in: read, threshold: 0)) }
    }

    @Test func `two builds of one list give the same bytes`() { #expect(index().bytes == index().bytes) }

    @Test func `the scan finds every word that the slow distance finds`() throws {
        var random = SplitMix(seed: 7)
        let syllables = ["ов", "ка", "шен", "ли", "ми", "щук", "ий", "ро", "та", "ген", "жу", "цев", "зя", "бу"]
        var builder = NameIndexBuilder()
        for entry in 0..<700 {
            let word = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                syllables.randomElement(using: &random) ?? ""
            }
            builder.add(word.joined(), entry: UInt32(entry))
        }
        let layout = builder.finish().layout
        for asked in ["шенликов", "тагенцев", "щук", "рожумилибуов"] {
            let spelling = Spelling(word: asked, alphabet: .shared)
            for units in spelling.readings(.shared) {
                let pattern = ScanPattern(units, .shared)
                let found = VocabularyScan.rows(near: pattern, in: layout)
                let distances = rows(of: layout).map { distance(pattern, $0) }
                #expect(found.map(\.row) == distances.indices.filter { distances[$0] <= pattern.reach })
                #expect(found.allSatisfy { $0.distance == distances[$0.row] })
            }
        }
    }

    private func rows(of layout: IndexLayout) -> [[UInt8]] {
        var start = 0
        return (0...IndexLayout.maximumSoundCount).flatMap { length in
            (layout.groups[length]..<layout.groups[length + 1]).map { _ in
                start += length
                return layout.units.elements(start - length..<start)
            }
        }
    }

    /// The same question answered by the plain dynamic programme.
    private func distance(_ pattern: ScanPattern, _ units: [UInt8]) -> Int {
        guard units.count >= max(1, pattern.count - pattern.reach), units.count <= pattern.count + pattern.reach + 3
        else { return .max }
        var row = Array(0...pattern.count)
        var least = Int.max
        for (place, unit) in units.enumerated() {
            let sounds = Set(SoundPlanes.sounds(in: Alphabet.shared.table.sets[Int(unit)]))
            var next = [place + 1]
            for column in 0..<pattern.count {
                let wanted = pattern.sounds[pattern.starts[column]..<pattern.starts[column + 1]]
                let cost = sounds.isDisjoint(with: wanted) ? 1 : 0
                next.append(min(row[column] + cost, row[column + 1] + 1, next[column] + 1))
            }
            row = next
            if place + 3 >= pattern.count { least = min(least, row[pattern.count]) }
        }
        return min(least, row[pattern.count])
    }

    @Test func `an entry of many spellings is one hit and crowds nobody out`() {
        var builder = NameIndexBuilder()
        let syllables = ["", "a", "e", "i", "o", "u", "y", "h"]
        for number in 0..<60 {
            let surname = "Os\(syllables[number % 8])etshkin\(syllables[number / 8])"
            builder.add("Vladimir \(surname)", entry: 7)
        }
        for _ in 0..<60 { builder.add("Vladimir Osetshkin", entry: 7) }
        builder.add("Vladimir Osetškinas", entry: 8)
        builder.add("Осечкин В.", entry: 9)
        let index = builder.finish()
        var searcher = NameSearcher(index)
        for count in [3, 11] {
            let hits = searcher.search("Осечкин Владимир", count: count)
            #expect(hits.map(\.entry).sorted() == [7, 8, 9])
            #expect(hits.first?.name == "Vladimir Osetshkin", "the likest name of an entry")
        }
        #expect(searcher.search("Осечкин Владимир", count: 1).map(\.entry) == [7])
    }

    @Test func `whoever stands behind twelve thousand others of one surname is found`() {
        var builder = NameIndexBuilder()
        for entry in 0..<12_500 { builder.add("Иванов Б", entry: UInt32(entry)) }
        builder.add("Иванов Пётр", entry: 20_000)
        var searcher = NameSearcher(builder.finish())
        #expect(searcher.search("Ivanov Pyotr", count: 1).map(\.entry) == [20_000])
    }

    @Test func `an index is read in place and its memory given back`() throws {
        let bytes = index().bytes
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
        unsafe memory.copyBytes(from: bytes)
        final class Released: Sendable { let byteCount = Mutex(0) }
        let released = Released()
        do {
            let mapped = try unsafe NameIndex(unsafeMapping: UnsafeRawBufferPointer(memory)) { given in
                released.byteCount.withLock { $0 = given.count }
            }
            #expect(released.byteCount.withLock { $0 } == 0)
            for name in Self.names {
                #expect(found(name, in: mapped, threshold: 0) == found(name, in: index(), threshold: 0))
            }
            #expect(mapped.bytes == bytes)
        }
        #expect(released.byteCount.withLock { $0 } == bytes.count)
        unsafe memory.deallocate()
    }

    @Test func `names may be added and entries removed`() {
        var index = index()
        index.remove(entry: 0)
        #expect(found("Osetshkin Vladimir", in: index).isEmpty)
        let hasRoom = index.add("Owen Osetshkin", entry: 40)
        #expect(hasRoom)
        #expect(found("Оуэн Осечкин", in: index) == [40])
        index.add("Владимир Осечкин", entry: 0)
        #expect(found("Osetshkin Vladimir", in: index) == [0])
        #expect(found("Оуэн Осечкин", in: index.rebuilt()) == [40])
    }

    @Test func `bytes that are no index are refused`() {
        #expect(throws: NameIndexError.notAnIndex) { try NameIndex(bytes: []) }
        #expect(throws: NameIndexError.notAnIndex) { try NameIndex(bytes: Array(repeating: 7, count: 400)) }
        var other = index().bytes
        other[8] ^= 1
        #expect(throws: NameIndexError.otherVersion) { try NameIndex(bytes: other) }
        #expect(throws: NameIndexError.damaged) { try NameIndex(bytes: index().bytes.dropLast(64)) }
    }

    @Test func `an index of another version of the tables is built again from its names`() throws {
        var other = index().bytes
        other[8] ^= 1
        #expect(try NameIndex(renewing: other).bytes == index().bytes)
        #expect(try NameIndex(renewing: index().bytes).bytes == index().bytes)
        #expect(throws: NameIndexError.notAnIndex) { try NameIndex(renewing: Array("LBNAMES2".utf8)) }
        #expect(throws: NameIndexError.damaged) { try NameIndex(renewing: Array(other.prefix(400))) }
        var random = SplitMix(seed: 12)
        for _ in 0..<20 {
            var bytes = other
            for _ in 0..<3 {
                bytes[Int.random(in: 16..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let renewed = try? NameIndex(renewing: bytes) { #expect(renewed.count <= index().count) }
        }
    }

    @Test func `an index with bytes changed is refused or searched without harm`() {
        var random = SplitMix(seed: 11)
        let sound = index().bytes
        for _ in 0..<400 {
            var bytes = sound
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let index = try? NameIndex(bytes: bytes) else { continue }
            var searcher = NameSearcher(index)
            #expect(searcher.search("Osetshkin Vladimir", count: 3, threshold: 0).count <= 3)
        }
    }

    @Test func `a column of nonsense is refused or searched without harm`() throws {
        let sound = index().bytes
        for column in 0..<IndexLayout.columnCount {
            func number(_ place: Int) -> Int { (0..<8).reversed().reduce(0) { $0 << 8 | Int(sound[place + $1]) } }
            let start = number(16 + column * 16)
            let next = column + 1 < IndexLayout.columnCount ? number(32 + column * 16) : sound.count
            for filler in [0, 0xFF] as [UInt8] {
                var bytes = sound
                for place in start..<next { bytes[place] = filler }
                guard let index = try? NameIndex(bytes: bytes) else { continue }
                var searcher = NameSearcher(index)
                #expect(searcher.search("Osetshkin Vladimir", count: 3, threshold: 0).count <= 3)
                #expect(searcher.search("В. Осечкин", count: 3, threshold: 0).count <= 3)
                var screener = TextScreener(index)
                _ = screener.screen("Vladimir Osetshkin", threshold: 0)
                #expect(index.rebuilt().count <= index.count)
            }
        }
    }

    @Test func `an index with a column that lies outside is refused`() {
        let sound = index().bytes
        for column in 0..<IndexLayout.columnCount {
            for (place, value) in [(7, 0x7F), (15, 0x7F), (0, 8)] as [(Int, UInt8)] {
                var bytes = sound
                bytes[16 + column * 16 + place] ^= value
                #expect(throws: NameIndexError.damaged) { try NameIndex(bytes: bytes) }
            }
        }
    }

    @Test(arguments: ["", "Osečkin", "Осечкин, Owen (Ґ)", "ѯҀ", "\u{1}Осечкин", "نام", "😀 Осечкин", "\u{7F}"])
    func `a packed name is the name`(name: String) {
        #expect(PackedName.unpack(PackedName.pack(name)) == name)
    }

    @Test func `a search with other readings finds words that the first reading misses`() {
        var builder = NameIndexBuilder()
        for (entry, name) in ["Вагнер Милош", "Denis DEEV", "Иван Бро"].enumerated() {
            builder.add(name, entry: UInt32(entry))
        }
        let index = builder.finish()
        #expect(found("Milos Wagner", in: index) == [0])
        #expect(found("Денис Деев", in: index) == [1])
    }
}
