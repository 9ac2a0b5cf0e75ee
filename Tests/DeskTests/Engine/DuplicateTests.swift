// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import DeskFormats
import LifeboatTestSupport
import Testing

@testable import Desk

struct DuplicateTests {
    private static func name(_ family: String, _ given: String, _ script: NameScript = .cyrillic) -> CompartmentEvent {
        .identity(
            .recorded(
                PagesWork.id(9_100),
                .name(PersonName(use: .own, script: script, family: family, given: given, further: "")),
                source: .selfStated, replaces: [], note: ""))
    }

    private static func open(
        _ alias: String, _ name: CompartmentEvent, on desk: Workspace, holders: [ID<Member>: String] = [:]
    ) async throws -> ID<Compartment> {
        let id = try await desk.openCase(
            CaseDraft(alias: alias, parts: [PartDraft(kind: .identity, members: holders, events: [name])]))
        return try #require(await desk.state.case(id)?.parts(of: .identity).first?.compartment)
    }

    @Test func `two cases of one name are a pair for who holds both keys, and for nobody else`() async throws {
        let team = try await TeamFixture()
        let boris = try await team.admit("Борис", [.caseworker])
        let first = try await Self.open(
            "Клён", Self.name("Осечкин", "Владимир"), on: team.director, holders: [boris.member: "помогает"])
        let second = try await Self.open("Тополь", Self.name("Osetschkin", "Wladimir", .latin), on: team.director)
        _ = try await Self.open("Ива", Self.name("Сидорова", "Анна"), on: team.director)
        try await team.settle([team.director, boris.desk])
        let pairs = try await team.director.possibleDuplicates()
        let pair = DuplicatePair(person: min(first, second), other: .person(max(first, second)))
        #expect(pairs.map(\.pair) == [pair] && (pairs.first?.score ?? 0) > 5_000)
        #expect(try await boris.desk.possibleDuplicates().isEmpty)
        await #expect(throws: WorkspaceError.refused(.pairUnknown)) {
            try await boris.desk.decide(pair, .same, reason: "угадал")
        }
        #expect(try await boris.desk.exposure().personCount == 1)
    }

    @Test func `a pair that only one side finds is a pair`() async throws {
        let (desk, _) = try await DeskFixture().founded()
        // So many bear the name itself that they do not see who writes it otherwise; that one sees them.
        for number in 0..<14 { _ = try await Self.open("Дело \(number)", Self.name("Осечкин", "Владимир"), on: desk) }
        let other = try await Self.open("Тополь", Self.name("Osetskin", "Wladimir", .latin), on: desk)
        let pairs = try await desk.possibleDuplicates().filter {
            $0.pair.person == other || $0.pair.other == .person(other)
        }
        #expect(pairs.count >= 11)
        #expect(pairs.allSatisfy { ($0.pair.person == other) == ($0.firstSpelling == "Osetskin Wladimir") })
    }

    @Test func `a decision is remembered, reversible and attributed, and stands in no ledger`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded()
        _ = try await Self.open("Клён", Self.name("Осечкин", "Владимир"), on: desk)
        _ = try await Self.open("Тополь", Self.name("Осечкин", "Владимир"), on: desk)
        let pair = try #require(try await desk.possibleDuplicates().first).pair
        let entries = await desk.state.cases.flatMap(\.parts).map(\.log.count)
        await #expect(throws: WorkspaceError.refused(Refusal.reasonMissing.catalogueKey)) {
            try await desk.decide(pair, .same, reason: " ")
        }
        try await desk.decide(pair, .same, reason: "причина-метка")
        try await desk.decide(pair, .notSame, reason: "братья")
        for (path, bytes) in try fixture.files() {
            #expect(!bytes.contains(subsequence: Array("причина-метка".utf8)), "\(path)")
        }
        await desk.lock()
        try await desk.unlock(passphrase: DeskFixture.passphrase)
        let found = try #require(try await desk.possibleDuplicates().first)
        #expect(found.decisions.map(\.verdict) == [.same, .notSame] && found.verdict == .notSame)
        let me = try #require(await desk.me)
        #expect(found.decisions.map(\.by) == [me, me] && found.decisions.first?.reason == "причина-метка")
        #expect(await desk.state.cases.flatMap(\.parts).map(\.log.count) == entries)
    }

    @Test func `a request whose words name the person of a case is a pair`() async throws {
        let fixture = DeskFixture()
        let (desk, sheet) = try await fixture.founded()
        let part = try await Self.open("Клён", Self.name("Осечкин", "Владимир"), on: desk)
        let visitor = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(
            try await visitor.first(visitor.message("Меня зовут Vladimir Osechkin, помогите."), now: fixture.now))
        let other = try TestVisitor(sheet.link, fixture.relay)
        await fixture.relay.deliver(
            try await other.first(other.message("Просто вопрос."), now: fixture.now))
        try await desk.synchronise()
        let request = try #require(
            await desk.state.requests.first { $0.firstMessage?.body.contains("Osechkin") == true })
        let pairs = try await desk.possibleDuplicates()
        #expect(pairs.map(\.pair) == [DuplicatePair(person: part, other: .request(request.id))])
        #expect(pairs.first?.secondSpelling.contains("Меня зовут Vladimir Osechkin") == true)
    }

    @Test func `two parts of one case are no pair`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded()
        let name = Self.name("Осечкин", "Владимир")
        _ = try await desk.openCase(
            CaseDraft(
                alias: "Клён",
                parts: [PartDraft(kind: .identity, events: [name]), PartDraft(kind: .identity, events: [name])]))
        #expect(try await desk.possibleDuplicates().isEmpty)
    }

    @Test func `what was decided about a destroyed case goes with it`() async throws {
        let fixture = DeskFixture()
        let (desk, _) = try await fixture.founded()
        let first = try await Self.open("Клён", Self.name("Осечкин", "Владимир"), on: desk)
        _ = try await Self.open("Тополь", Self.name("Осечкин", "Владимир"), on: desk)
        let pair = try #require(try await desk.possibleDuplicates().first).pair
        try await desk.decide(pair, .same, reason: "причина")
        try await desk.forgetPairsForTests(of: first)
        #expect(try await desk.possibleDuplicates().first?.decisions.isEmpty == true)
    }

    @Test(arguments: [
        DuplicatePair.Other.person(PagesWork.id(3)), .request(PagesWork.id(3)), .conversation(PagesWork.id(3)),
    ])
    func `a pair comes back from its bytes, and nothing else does`(other: DuplicatePair.Other) {
        let pair = DuplicatePair(person: PagesWork.id(2), other: other)
        #expect(DuplicatePair(bytes: pair.bytes) == pair && Hex.decode(pair.hex) == pair.bytes)
        var bytes = pair.bytes
        bytes[16] = 9
        #expect(DuplicatePair(bytes: bytes) == nil && DuplicatePair(bytes: Array(bytes.dropLast())) == nil)
    }
}

extension Workspace {
    fileprivate func forgetPairsForTests(of compartment: ID<Compartment>) throws {
        try forgetPairs(of: compartment, try unlocked())
    }
}
