// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing

@testable import Desk

/// Two parts of one kind are told apart wherever one is named, and a desk that reads one of them learns of no other.
struct PartNameTests {
    private static let second = ID<Compartment>([UInt8](repeating: 0xAB, count: 16)) ?? PagesWork.id(990)

    private func desk(opening second: UInt64? = nil) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: CompartmentKind.allCases)
        await desk.work.clearSampleCase()
        guard let second else { return desk }
        let refusal = await desk.work.apply(
            .inCompartment(.access(.opened(case: SampleCase.caseID, kind: .evidence, alias: "Сокол"))),
            in: Self.second, at: second, author: PagesWork.device)
        try #require(refusal == nil)
        return desk
    }

    private func names(_ desk: WebDesk) async throws -> [String] {
        let record = try #require(await desk.work.state.case(SampleCase.caseID))
        let words = try #require(try DeskResources.catalogues()["en"])
        return record.parts(of: .evidence).map { words.name(of: $0, in: record) }
    }

    @Test func `one part of a kind has the name of its kind`() async throws {
        #expect(try await names(desk()) == ["Evidence"])
    }

    @Test func `two have the days on which they were opened, on every page that names them`() async throws {
        let desk = try await desk(opening: WebDesk.second - 8 * 86_400)
        let names = try await names(desk)
        #expect(Set(names).count == 2)
        #expect(names.allSatisfy { $0.wholeMatch(of: /Evidence \(opened \d{4}-\d\d-\d\d\)/) != nil }, "\(names)")
        for path in ["", "/access", "/export", "/history"] {
            let page = await desk.get(SampleCase.path(path))
            for name in names { #expect(page.says(name), "\(path): \(name)") }
        }
    }

    @Test func `on one day they have the minute, and in one minute a piece of their number`() async throws {
        let record = try #require(await desk().work.state.case(SampleCase.caseID))
        let first = try #require(record.parts(of: .evidence).first?.log.first?.recordedAt)
        let sameDay = try await names(
            desk(opening: first / 86_400 == (first + 120) / 86_400 ? first + 120 : first - 120))
        #expect(Set(sameDay).count == 2 && sameDay.allSatisfy { $0.contains(":") }, "\(sameDay)")
        let sameMinute = try await names(desk(opening: first))
        #expect(Set(sameMinute).count == 2, "\(sameMinute)")
    }

    @Test func `a desk without the key of one sees the other's plain name`() async throws {
        let desk = try await desk(opening: WebDesk.second - 8 * 86_400)
        await desk.work.drop(Self.second)
        #expect(try await names(desk) == ["Evidence"])
        #expect(await !desk.get(SampleCase.path("/access")).says("Evidence (opened"))
    }

    @Test func `what leaves tells apart what leaves, and says nothing of what stays`() async throws {
        let desk = try await desk(opening: WebDesk.second - 8 * 86_400)
        let record = try #require(await desk.work.state.case(SampleCase.caseID))
        let words = try #require(try DeskResources.catalogues()["en"])
        let both = record.parts(of: .evidence)
        #expect(words.name(of: both[0], among: [both[0]]) == "Evidence")
        #expect(words.name(of: both[0], among: both) != words.name(of: both[1], among: both))
    }
}
