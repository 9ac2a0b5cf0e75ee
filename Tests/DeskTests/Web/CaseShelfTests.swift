// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import LifeboatTestSupport
import Testing

@testable import Desk

/// What is kept from page to page is what would be found by looking at everything again.
struct CaseShelfTests {
    private static let start: UInt64 = 1_795_600_000

    @Test(arguments: [UInt64(1), 7, 2_026, 31_337])
    func `what is kept from page to page is what a new look finds`(seed: UInt64) throws {
        let words = try #require(try DeskResources.catalogues()["en"])
        let shelf = CaseShelf()
        var office = RandomOffice(seed: seed)
        var (mostCases, mostRequests) = (0, 0)
        for step in 0..<300 {
            office.go()
            let desk = DeskScene(
                state: office.state, me: office.me, words: words, now: Self.start + office.seconds, era: shelf.era)
            if step % 5 == 0 { shelf.follow(office.state) }
            // Also where several things happened since a page was last shown.
            let unread =
                step % 3 == 0 ? nil : shelf.unreadCount(office.state, for: office.me, era: shelf.era)
            if step % 7 == 3 { continue }
            let kept = shelf.lines(desk)
            #expect(unread == nil || unread == kept.unreadCount, "seed \(seed), step \(step)")
            #expect(Seen(kept) == Seen(DeskLines(desk)), "seed \(seed), step \(step)")
            #expect(
                shelf.unreadCount(office.state, for: office.me, era: shelf.era) == kept.unreadCount,
                "seed \(seed), step \(step)")
            #expect(shelf.count == office.state.cases.count, "seed \(seed), step \(step)")
            (mostCases, mostRequests) = (
                max(mostCases, office.state.cases.count), max(mostRequests, office.state.requests.count)
            )
        }
        #expect(mostCases > 4 && mostRequests > 4, "seed \(seed) exercises both")
    }

    @Test(arguments: [UInt64(2), 11, 1_984])
    func `what is let go is all that is not so any longer, and nothing else`(seed: UInt64) throws {
        let words = try #require(try DeskResources.catalogues()["en"])
        let shelf = CaseShelf()
        var office = RandomOffice(seed: seed)
        var mostKept = 0
        for step in 0..<200 {
            let desk = DeskScene(
                state: office.state, me: office.me, words: words, now: Self.start + office.seconds, era: shelf.era)
            _ = shelf.lines(desk)
            let before = Dictionary(
                uniqueKeysWithValues: office.state.cases.map { ($0.id, office.state.fingerprint(of: $0)) })
            for _ in 0..<3 { office.go() }
            shelf.follow(office.state)
            let same = office.state.cases.count { before[$0.id] == office.state.fingerprint(of: $0) }
            #expect(shelf.count == same, "seed \(seed), step \(step)")
            mostKept = max(mostKept, shelf.count)
        }
        #expect(mostKept > 3, "seed \(seed) keeps some")
    }

    @Test func `nothing is kept of a desk that was locked, nor by a page that was begun before`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase()
        let words = try #require(try DeskResources.catalogues()["en"])
        let before = DeskScene(
            state: await desk.work.state, me: await desk.work.me, words: words, now: WebDesk.second,
            era: desk.site.shelf.era)
        #expect(await desk.get("/cases").says("Сокол"))
        #expect(desk.site.shelf.count == 1)
        await desk.site.lock()
        #expect(desk.site.shelf.count == 0)
        #expect(desk.site.shelf.lines(before).cases.count == 1, "it is shown what it was begun with")
        #expect(desk.site.shelf.count == 0)
        #expect(desk.site.shelf.unreadCount(before.state, for: before.me, era: before.era) == 1)
        #expect(!desk.site.shelf.holdsUnread)
    }

    @Test(arguments: CompartmentKind.allCases)
    func `what a desk can open no longer is let go before anybody asks for a page`(kind: CompartmentKind) async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [kind])
        let following = Task { await desk.site.followChanges() }
        defer { following.cancel() }
        _ = await desk.get("/today")
        #expect(desk.site.shelf.count == 1)
        // Telling once more is what a change does; the first may come before anybody listens.
        await desk.work.drop(SampleCase.compartment(kind))
        for _ in 0..<500 where desk.site.shelf.count > 0 {
            await desk.work.tell()
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(desk.site.shelf.count == 0)
    }
}

/// What of the lines a page can show.
private struct Seen: Equatable {
    let cases: [ID<Case>]
    let aliases: [String]
    let standings: [CaseSummary.Standing?]
    let next: [Day?]
    let pressing: [ID<Case>]
    let own: [ID<Case>]
    let requests: [RequestSummary]
    let matters: [Matter]

    init(_ lines: DeskLines) {
        cases = lines.cases.map(\.summary.id)
        aliases = lines.cases.map(\.summary.alias)
        standings = lines.cases.map(\.summary.standing)
        next = lines.cases.map(\.next)
        pressing = lines.pressing.map(\.summary.id)
        own = lines.own.map(\.summary.id)
        requests = lines.requests
        matters = lines.matters
    }
}

/// An office in which something happens at every step: cases are opened, people write, work is set and done, keys go, days pass.
private struct RandomOffice {
    private var generator: SeededGenerator
    private(set) var state = CaseworkState()
    /// Since the beginning.
    private(set) var seconds: UInt64 = 0
    private(set) var me: ID<Member>? = SampleCase.anna
    private var sequence: UInt64 = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        for event in PagesWork.founding { say(event, in: .organisation) }
        for (event, _) in SampleCase(now: 1_795_600_000).colleagues { say(event, in: .organisation) }
    }

    private mutating func say(_ event: Event, in compartment: ID<Compartment>) {
        sequence += 1
        state.apply(
            LedgerEvent(
                compartment: compartment, sequence: sequence, id: PagesWork.id(100_000 + Int(sequence)),
                author: PagesWork.device, recordedAt: 1_795_600_000 + seconds, event: event))
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private static let kinds: [CompartmentKind] = [.casework, .conversation, .whereabouts]

    mutating func go() {
        let (number, kind) = (number(1...9), number(0...2))
        let home: ID<Compartment> = PagesWork.id(10 * number + kind + 1_000)
        switch self.number(0...11) {
        case 0...1: open(number, kind, home)
        case 2...5: work(PagesWork.id(10 * number + 1_000))
        case 6: talk(PagesWork.id(10 * number + 1_001), PagesWork.id(2_000 + number), isAdopted: true)
        case 7...8: talk(.intake, PagesWork.id(3_000 + number), isAdopted: false)
        case 9: state.forget(self.number(0...4) == 0 ? .intake : home)
        case 10: me = [SampleCase.anna, SampleCase.boris, SampleCase.anna, nil][self.number(0...3)]
        default: seconds += UInt64(self.number(1...3)) * 40_000
        }
    }

    private mutating func open(_ number: Int, _ kind: Int, _ home: ID<Compartment>) {
        say(
            .inCompartment(
                .access(.opened(case: PagesWork.id(500 + number), kind: Self.kinds[kind], alias: "Case \(number)"))),
            in: home)
        say(.inCompartment(.access(.granted(member: SampleCase.boris, reason: "r"))), in: home)
        guard kind == 0 else { return }
        let danger = DangerRating.allCases.randomElement(using: &generator) ?? .weeks
        let owner = self.number(0...1) == 0 ? SampleCase.anna : SampleCase.boris
        let deputy = owner == SampleCase.anna ? SampleCase.boris : SampleCase.vera
        say(
            .inCompartment(
                .lifecycle(
                    .registered(Registration(request: nil, owner: owner, deputy: deputy, danger: danger)))), in: home)
    }

    private mutating func work(_ home: ID<Compartment>) {
        let due = 1_795_600_000 + seconds + UInt64(number(0...6)) * 86_400
        let event: CompartmentEvent =
            switch number(0...4) {
            case 0:
                .lifecycle(
                    .dangerRated(
                        DangerRating.allCases.randomElement(using: &generator) ?? .days, note: "", replaces: []))
            case 1: .risk(.scheduled(due))
            case 2:
                .lifecycle(
                    .moved(to: CaseState.allCases.randomElement(using: &generator) ?? .active, reason: nil, note: ""))
            case 3: .incident(.opened(.leak, affected: [], text: "t"))
            default:
                .task(
                    .set(
                        TaskDraft(
                            template: .keepInformed, title: "", details: "", owner: SampleCase.anna,
                            deputy: SampleCase.boris, due: due)))
            }
        say(.inCompartment(event), in: home)
    }

    private mutating func talk(_ home: ID<Compartment>, _ request: ID<Casework.Request>, isAdopted: Bool) {
        let danger = DangerRating.allCases.randomElement(using: &generator) ?? .days
        let second = 1_795_600_000 + seconds
        let message = ReceivedMessage(
            id: PagesWork.id(200_000 + Int(sequence)), assurance: .c, sentHour: UInt32(second / 3_600), danger: danger,
            safeContact: "", body: "b", files: [])
        let event: Event =
            switch number(0...3) {
            case 0...1:
                .requestReceived(
                    request: request, message: message, secret: [UInt8](repeating: 3, count: 32), recipient: [],
                    language: "ru")
            case 2: .requestOpened(request: request)
            default: .messageReceived(request: request, message: message)
            }
        guard isAdopted else { return say(event, in: home) }
        say(
            .inCompartment(.conversation(.adopted(author: PagesWork.device, recordedAt: second, event: event))),
            in: home)
    }
}
