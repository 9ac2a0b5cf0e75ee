// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport
import Testing

/// What colleagues record on two machines before either has heard of the other.
struct MeetingTests {
    @Test(arguments: [true, false])
    func `an indicator that one counsel finds takes back what another cleared apart, whatever order`(
        isFirst: Bool
    ) async throws {
        let world = try await FourDesks()
        let second = try await world.team.admit("Дина", [.counsel])
        let desks = world.desks + [second.desk]
        try await world.team.settle(desks)
        let work = try await world.part(.casework, on: world.counsel.desk).compartment
        for part in [world.legal, work] {
            try await world.counsel.desk.grantAccess(to: part, member: second.member, reason: "вторая")
        }
        try await world.team.settle(desks)
        try await second.desk.say([
            PartEvents(
                compartment: world.legal,
                events: [.exclusion(.screened(.noIndicator, mayVouch: true, reasons: "ничего"))]),
            PartEvents(compartment: work, events: [.clearance(.given(over: []))]),
        ])
        try await world.counsel.desk.say(
            [.exclusion(.screened(.indicator, mayVouch: false, reasons: "показание"))], in: world.legal)
        let order = isFirst ? [world.counsel.desk, second.desk] : [second.desk, world.counsel.desk]
        try await world.team.settle(order)
        try await world.team.settle(desks)
        for desk in [world.counsel.desk, second.desk] {
            let legal = try #require(await desk.state.case(world.id)?.legal)
            #expect(legal.exclusion == .indicator && !legal.mayVouch && legal.screening.standing.count == 2)
        }
        for desk in [world.team.director, world.caseworker.desk, world.counsel.desk, second.desk] {
            let record = try #require(await desk.state.case(world.id))
            #expect(record.casework?.clearance.given == nil && record.vouchingObstacle == .exclusion)
            #expect(await desk.state.refused.isEmpty)
        }
    }

    @Test func `counsel who has not screened takes nothing back`() async throws {
        let world = try await FourDesks()
        let work = try await world.part(.casework, on: world.counsel.desk).compartment
        try await world.counsel.desk.say([.clearance(.given(over: []))], in: work)
        try await world.team.settle(world.desks)
        #expect(await world.counsel.desk.state.case(world.id)?.isCleared == true)
    }

    @Test func `counsel's desk reminds the casework of a near date, in whose word there is nothing of counsel's part`()
        async throws
    {
        let world = try await FourDesks()
        let matter = try #require(ID<LegalMatter>([UInt8](repeating: 8, count: 16)))
        let clock = try #require(ID<OwnClock>([UInt8](repeating: 9, count: 16)))
        let last = Day(at: world.team.now).adding(days: 5)
        try await world.counsel.desk.say(
            [
                .legal(.opened(matter, .eu, jurisdiction: "Тайноград", title: "Тайное дело", counsel: "")),
                .legal(.clockSet(matter, clock, title: "Тайный срок", .person, due: last, citation: "Тайная статья")),
            ], in: world.legal)
        try await world.team.settle(world.desks)
        for desk in [world.caseworker.desk, world.team.director] {
            let tasks = try #require(await desk.state.case(world.id)?.casework).tasks
            #expect(tasks.map(\.template) == [.counselDate] && tasks.map { Day(at: $0.due) } == [last])
            #expect(tasks.allSatisfy { $0.owner == world.caseworker.member && $0.deputy == world.director })
            for word in ["Тайн", "тайн"] { #expect(await !desk.state.holds(word)) }
        }
        try await world.counsel.desk.say(
            [.legal(.clockChanged(matter, .own(clock), .dropped, note: "отозвано"))], in: world.legal)
        try await world.team.settle(world.desks)
        #expect(await world.caseworker.desk.state.case(world.id)?.casework?.tasks.map(\.isOpen) == [false])
        for desk in world.desks { #expect(await desk.state.refused.isEmpty) }
    }

    @Test(arguments: [true, false])
    func `a task that two desks give to different people offline is everybody's until somebody decides`(
        isFirst: Bool
    ) async throws {
        let world = try await FourDesks()
        let (one, other) = (world.caseworker.desk, world.team.director)
        let work = try await world.part(.casework, on: one).compartment
        try await one.say(
            [
                .task(
                    .set(
                        TaskDraft(
                            template: .keepInformed, title: "", details: "", owner: world.caseworker.member,
                            deputy: world.director, due: world.team.now + 20 * 86_400)))
            ], in: work)
        try await world.team.settle(world.desks)
        let task = try #require(await one.state.case(world.id)?.casework?.tasks.last).id
        let pairs = [(world.caseworker.member, world.director), (world.director, world.caseworker.member)]
        try await one.say([.task(.assigned(task: task, owner: pairs[0].0, deputy: pairs[0].1))], in: work)
        try await other.say([.task(.assigned(task: task, owner: pairs[1].0, deputy: pairs[1].1))], in: work)
        try await world.team.settle(isFirst ? [one, other] : [other, one])
        try await world.team.settle(world.desks)
        for (desk, member) in [(one, world.caseworker.member), (other, world.director)] {
            let state = await desk.state
            let record = try #require(state.case(world.id)?.casework?.task(task))
            #expect(record.isApart && Set(record.given.standing.map(\.value.owner)) == Set(pairs.map(\.0)))
            let today = Today(state, for: member, at: world.team.now).items.map(\.pending)
            #expect(today.contains(.taskTwice(task)) && state.refused.isEmpty)
        }
        try await other.say([.task(.assigned(task: task, owner: pairs[0].0, deputy: pairs[0].1))], in: work)
        try await world.team.settle(world.desks)
        for desk in [one, other] {
            #expect(await desk.state.case(world.id)?.casework?.task(task)?.isApart == false)
        }
    }

    @Test func `birth dates that were corrected apart stand side by side until somebody decides`() async throws {
        let world = try await FourDesks()
        let (one, other) = (world.caseworker.desk, world.verifier.desk)
        let home = try await world.part(.identity, on: one).compartment
        try await one.grantAccess(to: home, member: world.verifier.member, reason: "проверка")
        let fact = try #require(ID<Fact>([UInt8](repeating: 7, count: 16)))
        try await one.say([try recorded(fact, 1990, replaces: [])], in: home)
        try await world.team.settle(world.desks)
        let first = try #require(await one.state.case(world.id)?.identity?.fact(fact)?.versions.current.first)
        try await one.say([try recorded(fact, 1991, replaces: [first.entry])], in: home)
        try await other.say([try recorded(fact, 1992, replaces: [first.entry])], in: home)
        try await world.team.settle(world.desks)
        for (desk, member) in [(one, world.caseworker.member), (other, world.verifier.member)] {
            let versions = try #require(await desk.state.case(world.id)?.identity?.fact(fact)).versions
            #expect(versions.isContested && versions.current.count == 2 && versions.settled == nil)
            let today = Today(await desk.state, for: member, at: world.team.now).items.map(\.pending)
            #expect(today.contains(.identityContested(.birthDate)), "it is on the day of both")
        }
        let standing = try #require(await other.state.case(world.id)?.identity?.fact(fact)).versions.current
        try await other.say(
            [.identity(.decided(fact, kept: standing[1].entry, over: [standing[0].entry], reason: "паспорт"))], in: home
        )
        try await world.team.settle(world.desks)
        for desk in [one, other] {
            let versions = try #require(await desk.state.case(world.id)?.identity?.fact(fact)).versions
            #expect(!versions.isContested && versions.settled == standing[1].value && versions.all.count == 4)
        }
    }

    private func recorded(_ fact: ID<Fact>, _ year: Int, replaces: [ID<Entry>]) throws -> CompartmentEvent {
        .identity(
            .recorded(
                fact, .birthDate(try #require(PartialDate(year: year))), source: .selfStated, replaces: replaces,
                note: "по памяти"))
    }
}
