// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import DeskFormats
import Foundation
import LifeboatTestSupport
import Names
import Testing

@testable import Desk

struct ExposureTests {
    static let csv = """
        id,name,birth_date
        NK-1,Ivan Petrov,1970-01-01
        NK-2,"OSETSHKIN, Vladimir Listok-Metka",1981-06-14
        ,,
        NK-3,Anna Sidorova,1990-02-02

        """
    static let draft = ListDraft(
        title: "Список-метка", source: "источник-метка", date: Day(iso: "2027-01-10"), licence: "CC0")

    private let fixture = DeskFixture()

    private static func name(
        _ family: String, _ given: String, _ script: NameScript = .cyrillic, as number: Int = 1
    ) -> CompartmentEvent {
        .identity(
            .recorded(
                PagesWork.id(9_000 + number),
                .name(Casework.PersonName(use: .own, script: script, family: family, given: given, further: "")),
                source: .selfStated, replaces: [], note: ""))
    }

    /// A case with the names of one person; a case without casework counts as open.
    private static func open(
        _ alias: String, _ names: [CompartmentEvent], on desk: Workspace, holders: [ID<Member>: String] = [:]
    ) async throws -> ID<Compartment> {
        let id = try await desk.openCase(
            CaseDraft(alias: alias, parts: [PartDraft(kind: .identity, members: holders, events: names)]))
        return try #require(await desk.state.case(id)?.parts(of: .identity).first?.compartment)
    }

    private static func identity(_ compartment: ID<Compartment>, _ desk: Workspace) async throws -> IdentityPart {
        try #require(await desk.state.part(compartment)?.identity)
    }

    private func prepared() async throws -> (desk: Workspace, part: ID<Compartment>) {
        let (desk, _) = try await fixture.founded()
        return (desk, try await Self.open("Клён", [Self.name("Осечкин", "Владимир")], on: desk))
    }

    @Test func `a hit is recorded beside the names, with a task, and known again on a newer list`() async throws {
        let (desk, part) = try await prepared()
        try await desk.addList(Self.draft, bytes: Array(Self.csv.utf8))
        let found = try #require(try await Self.identity(part, desk).exposures.first)
        #expect(try await Self.identity(part, desk).exposures.count == 1)
        guard case .list(let row) = found.found.origin else { return #expect(Bool(false), "a row") }
        #expect(
            row.list == "Список-метка" && row.identifier == "NK-2" && row.line == 3 && row.birthDate == "1981-06-14")
        #expect(row.date == Day(iso: "2027-01-10") && row.source == "источник-метка" && row.licence == "CC0")
        #expect(found.found.ownSpelling == "Осечкин Владимир" && found.found.score > 5_000)
        #expect(found.found.theirSpellings.first?.contains("OSETSHKIN") == true)
        #expect(found.found.explanation(in: "ru").contains("фамилия"))
        let me = try #require(await desk.me)
        let task = try #require(try await Self.identity(part, desk).task(found.id))
        #expect(task.isOpen && task.owner == me && task.deputy == me, "nobody else holds the names")
        let list = try #require(try await desk.exposure().lists.first)
        #expect(list.personCount == 3 && list.leftOutCount == 1 && list.brokenRows.map(\.line) == [4])
        #expect(list.comparison?.hitCount == 1 && list.comparison?.newCount == 1 && list.comparison?.personCount == 1)

        try await desk.say(
            [.exposure(.decided(exposure: found.id, .notSame, replaces: [], reason: "другой год"))], in: part)
        var newer = Self.draft
        newer.date = Day(iso: "2027-01-14")
        let rows = "NK-9,Other Person\nNK-2,\"OSETSHKIN, Vladimir Listok-Metka\"\n"
        try await desk.addList(newer, bytes: Array("id,name\n\(rows)".utf8))
        let identity = try await Self.identity(part, desk)
        #expect(identity.exposures.count == 1 && identity.exposures.first?.verdict == .notSame)
        let lists = try await desk.exposure().lists
        #expect(lists.map(\.date) == [Day(iso: "2027-01-14")], "a newer list takes the older one's place")
        #expect(lists.first?.comparison?.hitCount == 1 && lists.first?.comparison?.newCount == 0)
        #expect(await desk.state.refused.isEmpty)

        // The number has gone to another row: nobody has looked at that one.
        try await desk.addList(newer, bytes: Array("id,name\nNK-2,Vladimir Osechkin\n".utf8))
        #expect(try await Self.identity(part, desk).exposures.map(\.isOpen) == [false, true])
        #expect(await desk.state.refused.isEmpty)
    }

    @Test func `a row of many spellings leaves room for the others, and too many rows are told`() async throws {
        let (desk, part) = try await prepared()
        let spellings = (0..<60).map { "Vladimir Osetshkin \(String(repeating: "a", count: $0 % 8))x\($0)" }
        let csv = "id,name,aliases\n1,Vladimir Osechkin,\(spellings.joined(separator: ";"))\n2,Osechkin Vladimir,\n"
        try await desk.addList(Self.draft, bytes: Array(csv.utf8))
        #expect(try await Self.identity(part, desk).exposures.count == 2)
        var draft = Self.draft
        draft.title = "Второй"
        let rows = (1...12).map { "\($0),Vladimir Osechkin,Osetshkin Vladimir;V. Osechkin\n" }.joined()
        try await desk.addList(draft, bytes: Array("id,name,aliases\n\(rows)".utf8))
        let list = try #require(try await desk.exposure().lists.first { $0.title == "Второй" })
        #expect(list.comparison?.hitCount == ExposureFinder.mostRows && list.comparison?.crowdedCount == 1)
    }

    @Test func `every spelling of a text is found once, with its words around, and the text is not kept`() async throws
    {
        let (desk, part) = try await prepared()
        let text = "Yesterday Vladimir Osechkin spoke.\nOsetškin, Osetshkin and Oseshkin are one man."
        try await desk.compareText(TextDraft(title: "Газета", date: nil, text: text))
        let found = try #require(try await Self.identity(part, desk).exposures.first?.found)
        guard case .text(let mention) = found.origin else { return #expect(Bool(false), "a text") }
        #expect(mention.title == "Газета" && mention.line == 1 && mention.column == 11)
        #expect(mention.excerpt.contains("Yesterday Vladimir Osechkin spoke."))
        #expect(Set(found.theirSpellings).isSuperset(of: ["Vladimir Osechkin", "Osetškin", "Osetshkin"]))
        try await desk.compareText(TextDraft(title: "Под другим названием", date: nil, text: text))
        #expect(try await Self.identity(part, desk).exposures.count == 1)
        #expect(try await desk.exposure().texts.map(\.comparing.newCount) == [0, 1])
        try await desk.compareText(TextDraft(title: "Другое", date: nil, text: "Ни о ком."))
        #expect(try await desk.exposure().texts.first?.comparing.hitCount == 0)
        await #expect(throws: WorkspaceError.tooLarge(limit: TextDraft.maximumByteCount)) {
            let long = String(repeating: "a", count: TextDraft.maximumByteCount + 1)
            try await desk.compareText(TextDraft(title: "x", date: nil, text: long))
        }
    }

    @Test func `no file of the desk holds a word of a list, and a list outlives a lock`() async throws {
        let (desk, _) = try await prepared()
        try await desk.addList(Self.draft, bytes: Array(Self.csv.utf8))
        let before = try await desk.exposure().lists
        let names = try fixture.files().keys.filter { $0.hasPrefix("lists/") }
        #expect(names.count == 1)
        for (path, bytes) in try fixture.files() {
            for word in [
                "Список-метка", "источник-метка", "Listok-Metka", "OSETSHKIN", "Osetshkin", "osetshkin", "NK-2",
                "1981-06-14", "Осечкин",
            ] { #expect(!bytes.contains(subsequence: Array(word.utf8)), "\(path) holds \(word)") }
        }
        await desk.lock()
        await #expect(throws: WorkspaceError.locked) { try await desk.exposure() }
        await #expect(throws: WorkspaceError.locked) { try await desk.compareList(before[0].id) }
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        #expect(try await desk.exposure().lists == before)
        try await desk.compareList(before[0].id)
        #expect(try await desk.exposure().lists.first?.comparison?.newCount == 0)
    }

    @Test func `a name that was added later is compared when the list is compared again`() async throws {
        let (desk, part) = try await prepared()
        try await desk.addList(Self.draft, bytes: Array("name\nRyabinin Pavel\n".utf8))
        let list = try #require(try await desk.exposure().lists.first)
        #expect(list.comparison?.hitCount == 0)
        #expect(try await desk.exposure().namesDigest == list.comparison?.namesDigest)
        try await desk.say([Self.name("Рябинин", "Павел", as: 2)], in: part)
        #expect(try await desk.exposure().namesDigest != list.comparison?.namesDigest)
        try await desk.compareList(list.id)
        #expect(try await Self.identity(part, desk).exposures.map(\.found.ownSpelling) == ["Рябинин Павел"])
    }

    @Test func `what is no list is refused with a sentence, and nothing of it is kept`() async throws {
        let (desk, _) = try await prepared()
        for (content, message) in [
            ("1\n2\n", EngineMessage.listEmpty), ("\n\n", .listEmpty), ("n\0a\0m\0e\0\n\0", .listNotText),
        ] {
            await #expect(throws: WorkspaceError.refused(message)) {
                try await desk.addList(Self.draft, bytes: Array(content.utf8))
            }
        }
        #expect(try await desk.exposure().lists.isEmpty)
        #expect(try fixture.files().keys.filter { $0.hasPrefix("lists/") }.isEmpty)
        await #expect(throws: WorkspaceError.refused(.listUnknown)) { try await desk.compareList(PagesWork.id(1)) }
    }

    @Test func `a text that is not UTF-8 is refused, for nobody would be found in it`() async throws {
        let (desk, _) = try await prepared()
        await #expect(throws: WorkspaceError.refused(.textNotText)) {
            try await desk.compareText(TextDraft(title: "x", date: nil, text: "O\0s\0e\0c\0h\0k\0i\0n\0"))
        }
        #expect(try await desk.exposure().texts.isEmpty)
    }

    @Test func `a list that was kept before the program learnt new spellings is compared as before`() throws {
        let list = try ListReader.read(Array(Self.csv.utf8), about: WatchList.About(source: "x"))
        var bytes = ListContent(list).encoded()
        let mark = Array("LBNAMES2".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
        bytes[start + mark.count] ^= 1
        let older = try #require(ListContent(parsing: bytes))
        var searcher = NameSearcher(older.index)
        let hit = try #require(searcher.search("Осечкин Владимир", count: 1).first)
        #expect(older.row(hit.entry)?.identifier == "NK-2" && hit.comparison.score > 0.5)
        #expect(older.encoded() == ListContent(list).encoded())
    }

    @Test func `a desk keeps so many lists and no more, and what is removed is gone from the disk`() async throws {
        let (desk, _) = try await prepared()
        for number in 0..<ListShelf.maximumCount {
            var draft = Self.draft
            draft.title = "Список \(number)"
            try await desk.addList(draft, bytes: Array("name\nIvan Ivanov\n".utf8))
        }
        await #expect(throws: WorkspaceError.refused(.tooManyLists)) {
            try await desk.addList(Self.draft, bytes: Array("name\nIvan Ivanov\n".utf8))
        }
        let list = try #require(try await desk.exposure().lists.first)
        try await desk.removeList(list.id)
        #expect(try await desk.exposure().lists.count == ListShelf.maximumCount - 1)
        #expect(try fixture.files().keys.filter { $0.hasPrefix("lists/") }.count == ListShelf.maximumCount - 1)
        try await desk.addList(Self.draft, bytes: Array("name\nIvan Ivanov\n".utf8))
    }

    @Test func `a damaged list is named, and a damaged record is said and made anew`() async throws {
        let (desk, _) = try await prepared()
        try await desk.addList(Self.draft, bytes: Array(Self.csv.utf8))
        let list = try #require(try await desk.exposure().lists.first)
        var bytes = try #require(try fixture.files()["lists/\(list.id.hex)"])
        bytes[40] ^= 1
        try fixture.overwrite("lists/\(list.id.hex)", with: bytes)
        await #expect(throws: WorkspaceError.localFilesDamaged(.listDamaged)) { try await desk.compareList(list.id) }
        try fixture.overwrite("lists.sealed", with: [1, 2, 3])
        #expect(try await desk.exposure().isDamaged)
        try await desk.addList(Self.draft, bytes: Array(Self.csv.utf8))
        #expect(try await !desk.exposure().isDamaged)
        #expect(try fixture.files().keys.filter { $0.hasPrefix("lists/") }.count == 1, "the old file went")
    }

    @Test func `the content of a list comes back as it was, and no mutation of it crashes`() throws {
        let list = try ListReader.read(Array(Self.csv.utf8), about: WatchList.About(source: "x"))
        let bytes = ListContent(list).encoded()
        let content = try #require(ListContent(parsing: bytes))
        #expect(content.row(1)?.identifier == "NK-2" && content.row(1)?.line == 3 && content.row(99) == nil)
        #expect(content.encoded() == bytes)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            var mutated = bytes
            for _ in 0..<3 { mutated[Int.random(in: 0..<mutated.count, using: &generator)] ^= 0x11 }
            guard let read = ListContent(parsing: mutated) else { continue }
            for entry in 0..<4 { _ = read.row(UInt32(entry)) }
        }
    }

    @Test func `a long name is cut between characters`() {
        #expect("яяя".clipped(to: 5) == "яя" && "яяя".clipped(to: 6) == "яяя" && "".clipped(to: 0).isEmpty)
        let bytes = Array("один Осечкин два".utf8)
        #expect(ExposureFinder.excerpt(around: 9..<23, bytes) == "один Осечкин два")
    }
}
