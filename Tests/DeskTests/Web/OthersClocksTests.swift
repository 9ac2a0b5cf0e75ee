// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// What other people's clocks say, and what they date ahead, may be any number: no page of a colleague's desk ends by it.
struct OthersClocksTests {
    /// The sample case and requests, as machines wrote them whose clocks said `time`, with everything due then.
    private func desk(at time: UInt64) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(at: time)
        for (number, danger) in DangerRating.allCases.enumerated() {
            await desk.work.receive(2_000 + number, body: "Помогите", danger: danger, at: time)
        }
        let (anna, boris) = (SampleCase.anna, SampleCase.boris)
        let draft = TaskDraft(template: nil, title: "t", details: "", owner: anna, deputy: boris, due: time)
        let request = Event.requestReceived(
            request: PagesWork.id(40),
            message: ReceivedMessage(
                id: PagesWork.id(41), assurance: .c, sentHour: .max, danger: .days, safeContact: "",
                body: "Здравствуйте",
                files: []),
            secret: [UInt8](repeating: 3, count: 32), recipient: [], language: "ru")
        let said: [(CompartmentKind, CompartmentEvent)] = [
            (.casework, .task(.set(draft))), (.identity, .task(.set(draft))),
            (.casework, .risk(.scheduled(time))), (.casework, .plan(.reviewScheduled(time))),
            (.casework, .plan(.proposed(PlanDraft(aim: "a", steps: ["s"], reviewBy: time)))),
            (
                .casework,
                .risk(
                    .assessed(
                        RiskAssessment(
                            threats: "t", vulnerabilities: "", capacities: "", likelihood: .likely, impact: .severe,
                            isImminent: true, reassessBy: time), replaces: []))
            ), (.casework, .hold(.placed(.release, shown: ""))),
            (.conversation, .conversation(.adopted(author: PagesWork.device, recordedAt: time, event: request))),
            (.casework, .lifecycle(.erasureRequested(reason: "r"))),
        ]
        for (kind, event) in said {
            await desk.work.write(.inCompartment(event), in: SampleCase.compartment(kind), by: boris, at: time)
            await desk.work.write(.inCompartment(event), in: SampleCase.compartment(kind), by: anna, at: time)
        }
        return desk
    }

    private static let beginnings = [
        DeskPath.today, DeskPath.requests, DeskPath.cases, DeskPath.doubts, DeskPath.numbers, DeskPath.members,
        DeskPath.exposure, DeskPath.duplicates, DeskPath.importing, DeskPath.search, DeskPath.status, DeskPath.help,
        SampleCase.path("/history"), SampleCase.path("/access"), SampleCase.path("/export"),
    ]

    /// Every page that a link leads to.
    @Test(arguments: [0, 86_399, .max] as [UInt64])
    func `every page opens, whatever others' clocks said`(time: UInt64) async throws {
        let desk = try await desk(at: time)
        var (waiting, seen) = (Self.beginnings, Set(Self.beginnings))
        while let path = waiting.popLast() {
            let page = await desk.get(path)
            #expect(page.status == 200 || page.isRedirect, "\(path): \(page.status)")
            for match in page.text.matches(of: /href="(\/[^"#]*)/) {
                let next = String(match.1).replacing("&amp;", with: "&")
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        #expect(seen.count > 80)
        #expect(seen.contains { $0.contains("/who") } && seen.contains { $0.contains("/requests/") })
    }

    @Test(arguments: [0, .max] as [UInt64])
    func `forms that count from others' clocks answer`(time: UInt64) async throws {
        let desk = try await desk(at: time)
        for day in ["1900-01-01", "1969-12-31", "1970-01-12", "2199-12-31"] {
            for form in ["schedule-assessment", "review-by"] {
                let answer = await desk.post(SampleCase.path(.casework, form), ["on": day])
                #expect(answer.isRedirect || answer.status == 422, "\(form) on \(day): \(answer.status)")
            }
        }
        #expect(await desk.post(DeskPath.search, ["query": "Помогите"]).status == 200)
        let export = await desk.post(
            SampleCase.path("/export"), ["recipient-name": "x", "passphrase": "двадцать знаков и ещё больше"])
        #expect(export.status == 200 || export.status == 422)
    }

    @Test(arguments: [0, 1, .max - 1, .max] as [UInt64]) func `every second has a text`(second: UInt64) {
        let year = LocalTime.text(second: second).prefix(4)
        #expect(["1969", "1970", "2199", "2200"].contains(year), "\(year)")
        #expect(LocalTime.machineText(second: second).hasPrefix(second < 2 ? "1970" : "2199"))
        #expect(abs(LocalTime.east(at: second)) < 86_400)
    }

    @Test func `a day ends before the next begins, also before 1970`() throws {
        for (iso, end) in [("1900-01-01", 0), ("1969-12-31", 0), ("1970-01-01", 86_399), ("1970-01-02", 172_799)] {
            #expect(try #require(Day(iso: iso)).lastSecond == UInt64(end))
        }
        let last = try #require(Day(iso: "2199-12-31"))
        #expect(last.lastSecond == last.firstSecond + 86_399)
    }
}
