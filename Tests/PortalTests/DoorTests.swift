// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Correspondence
import Foundation
import Languages
import LifeboatTestSupport
import RelayConnection
import Testing

@testable import Portal

@Suite struct DoorTests {
    @Test(arguments: [0, 1, 2, 3, 15, 16, 17, 31, 32, 100, 255, 1_000, 32_768, 32_769, 100_000, 4_000_000] as [UInt32])
    func `the highest version is found in few questions`(highest: UInt32) {
        for known in Set([0, highest / 2, highest]) where known <= highest {
            var search = CardSearch(from: known)
            var questions = 0
            while !search.guesses.isEmpty {
                let guesses = search.guesses
                #expect(guesses.count <= CardSearch.guessCount && Set(guesses).count == guesses.count)
                search.record(existing: Set(guesses.filter { $0 <= highest }))
                questions += 1
                #expect(questions <= 4 + Int(highest >> 15))
                if questions > 200 { break }
            }
            #expect(search.highest == highest)
        }
    }

    @Test func `the search ends at the last number there is`() {
        var search = CardSearch(from: .max - 3)
        while !search.guesses.isEmpty { search.record(existing: Set(search.guesses)) }
        #expect(search.highest == .max)
    }

    @Test(arguments: ["en", "ru", "uk", "fr", "de"])
    func `before there is a card nothing is open`(language: String) async throws {
        try await RunningPortal.run(publishing: false) { portal in
            let visitor = portal.browser()
            var closed = [try await visitor.post("/\(language)/start")]
            closed += [try await visitor.post("/\(language)/return", [("words", "x")])]
            for path in ["", "return", "write", "inbox"] { closed += [try await visitor.get("/\(language)/\(path)")] }
            #expect(closed.map(\.status) == Array(repeating: 503, count: 6))
            let title = try #require(PortalCatalogues.load()[language]).text("closed.title")
            #expect(closed.allSatisfy { $0.text.contains("<h1>\(title)</h1>") })
            #expect(try await visitor.get("/\(language)/help").status == 200)
            #expect(try await visitor.get("/").status == 200)
        }
    }

    @Test func `an organisation that opens is greeted by name`() async throws {
        try await RunningPortal.run(publishing: false) { portal in
            try portal.organisation.publishCard(
                version: 1, at: portal.relay, issued: portal.clock.portal.wallSeconds())
            await portal.server.site.door.refresh()
            let page = try await portal.browser().get("/en/")
            #expect(page.text.contains("Морской маяк &amp; &lt;b&gt;Sons&lt;/b&gt; helps people"))
        }
    }

    /// Whoever is in danger must not write where nobody reads; whoever practises must not write where somebody does.
    @Test(arguments: [true, false])
    func `a portal opens no door to an organisation of the other kind`(isRehearsal: Bool) async throws {
        try await RunningPortal.run({ $0.isRehearsal = isRehearsal }, publishing: false) { portal in
            let (organisation, relay) = (portal.organisation, portal.relay)
            let now = portal.clock.portal.wallSeconds()
            try organisation.publishCard(version: 1, at: relay, issued: now, isRehearsal: !isRehearsal)
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").status == 503)
            try organisation.publishCard(version: 2, at: relay, issued: now, isRehearsal: isRehearsal)
            await portal.server.site.door.refresh()
            let visitor = portal.browser()
            for path in ["/", "/en/", "/en/help", "/en/nowhere", "/en/return"] {
                #expect(try await visitor.get(path).text.contains("class=\"rehearsal\"") == isRehearsal, "\(path)")
            }
            // A later card of the other kind does not take its place.
            try organisation.publishCard(version: 3, at: relay, issued: now, isRehearsal: !isRehearsal)
            await portal.server.site.door.refresh()
            guard case .open(let door) = portal.server.site.door.status else {
                Issue.record("closed")
                return
            }
            #expect(door.card.version == 2)
        }
    }

    @Test func `an expired card closes the door, and a new one opens it`() async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.clock.jump(to: portal.clock.portal.wallSeconds() + OrganisationCard.longestValidity + 1)
            let closed = try await portal.browser().get("/en/")
            #expect(closed.status == 503 && closed.text.contains("Closed for now"))
            let refused = try await portal.send("kept text", from: form, visitor)
            #expect(refused.status == 503 && refused.text.contains("kept text"))
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds())
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").status == 200)
            #expect(try await portal.send("kept text", from: refused, visitor).path == "/en/sent")
        }
    }

    @Test func `a card that runs out between two looks is looked for anew, without anybody asking`() async throws {
        let often = { (settings: inout PortalSettings) in
            (settings.cardRetry, settings.cardRefresh) = (.milliseconds(20), .seconds(3_600))
        }
        try await RunningPortal.run(often) { portal in
            #expect(try await portal.browser().get("/en/").status == 200)
            portal.clock.jump(to: portal.clock.portal.wallSeconds() + OrganisationCard.longestValidity + 1)
            #expect(try await portal.browser().get("/en/").status == 503)
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds())
            var status = 503
            for _ in 0..<500 where status != 200 {
                try await Task.sleep(for: .milliseconds(20))
                status = try await portal.browser().get("/en/").status
            }
            #expect(status == 200)
        }
    }

    /// The portal was started anew while the relay was away: the words are right, and the card is not there yet.
    @Test(arguments: [[("body", "KEPT-1"), ("contact", "KEPT-2")], [("consent", "1"), ("own-1", "KEPT-1")]])
    func `a closed door keeps what was carried over`(carried: [(String, String)]) async throws {
        try await RunningPortal.run(publishing: false) { portal in
            let visitor = portal.browser()
            let words = Codephrase(in: .english).words.joined(separator: " ")
            let page = try await visitor.post("/en/return", [("words", words)] + carried)
            #expect(page.status == 503 && page.text.contains("cannot take messages yet"))
            #expect(carried.allSatisfy { page.text.contains($0.1) } && page.text.contains(words))
            #expect(!page.text.contains("Please check your words"), "nothing is known against them")
        }
    }

    @Test func `an expired card that was never valid here closes the door too`() async throws {
        try await RunningPortal.run(publishing: false) { portal in
            let old = portal.clock.portal.wallSeconds() - OrganisationCard.longestValidity - 10
            try portal.organisation.publishCard(version: 1, at: portal.relay, issued: old)
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").text.contains("Closed for now"))
        }
    }

    @Test func `a damaged or forged newer card changes nothing`() async throws {
        try await RunningPortal.run { portal in
            let name = portal.organisation.link.cardSlotName(version: 2).bytes
            portal.relay.put(slot: name, Array(repeating: 9, count: 8192))
            await portal.server.site.door.refresh()
            let page = try await portal.browser().get("/en/")
            #expect(page.status == 200)
            #expect(portal.server.counts[.cardFailures] == 1)
        }
    }

    @Test func `a card from the future is not believed, and the one before serves on for a week and no longer`()
        async throws
    {
        try await RunningPortal.run { portal in
            let year: UInt64 = 365 * 86_400
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds() + year)
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").status == 200)
            // By a wall clock that is behind it is still the first day, but the key of the first card may be gone by now.
            let wall = portal.clock.portal.wallSeconds()
            portal.clock.pass(.seconds(7 * 86_400 + 1))
            portal.clock.jump(to: wall)
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").status == 503)
            try portal.organisation.publishCard(
                version: 3, at: portal.relay, issued: portal.clock.portal.wallSeconds())
            await portal.server.site.door.refresh()
            #expect(try await portal.browser().get("/en/").status == 200)
        }
    }

    @Test func `a relay that is away leaves the card as it is`() async throws {
        try await RunningPortal.run { portal in
            portal.relay.fail(with: .unreachable)
            await portal.server.site.door.refresh()
            let page = try await portal.browser().get("/en/")
            #expect(page.status == 200)
        }
    }

    private static let week: UInt64 = 7 * 86_400

    /// A paused machine: by the clock that does not jump no time has passed, and the other was put right when the machine went on.
    @Test func `a portal that was paused for weeks seals to the newest card, and not to the one that it knew`()
        async throws
    {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            portal.clock.jump(to: portal.clock.portal.wallSeconds() + Self.week + 1)
            let next = HybridIdentity()
            try portal.organisation.publishCard(
                version: 2, at: portal.relay, issued: portal.clock.portal.wallSeconds(), intake: next)
            #expect(try await portal.send("to the new key", from: form, visitor).path == "/en/sent")
            let envelope = try #require(portal.relay.envelopes.first)
            #expect(portal.relay.envelopes.count == 1)
            let known = portal.organisation.intake
            #expect(throws: EnvelopeError.self) { try OpenedEnvelope(opening: envelope, with: [known]) }
            #expect(throws: Never.self) { try OpenedEnvelope(opening: envelope, with: [next]) }
        }
    }

    @Test(arguments: [true, false])
    func `where nobody can see whether the card is the newest nothing is sealed to it, by either clock`(
        isPaused: Bool
    ) async throws {
        try await RunningPortal.run { portal in
            let visitor = portal.browser()
            let (form, _) = try await portal.start(visitor)
            let wall = portal.clock.portal.wallSeconds()
            if isPaused {
                portal.clock.jump(to: wall + Self.week + 1)
            } else {
                // Seven days within one visit, for a visit ends with its time: the wall clock was put back.
                portal.clock.jump(to: wall - Self.week - 1)
            }
            portal.relay.fail(with: .unreachable)
            let refused = try await portal.send("kept text", from: form, visitor)
            #expect(refused.status == 503 && refused.text.contains("kept text"))
            let closed = try await portal.browser().get("/en/")
            #expect(closed.status == 503 && closed.text.contains("Closed for now"))
            #expect(portal.relay.envelopes.isEmpty)
            // As soon as it can look, by itself: ten seconds later.
            portal.relay.fail(with: nil)
            portal.clock.pass(.seconds(10))
            #expect(try await portal.send("kept text", from: refused, visitor).path == "/en/sent")
            #expect(portal.relay.envelopes.count == 1)
        }
    }

    @Test func `by the clock that does not jump a card serves a week without a look, and no longer`() async throws {
        let (relay, organisation, clock) = (FakeRelay(), TestOrganisation(), TurnedClock())
        let start = clock.portal.wallSeconds()
        try organisation.publishCard(version: 1, at: relay, issued: start)
        let door = OrganisationDoor(
            source: .fixed(organisation.link), relay: relay, clock: clock.portal, settings: PortalSettings(),
            counts: PortalCounts())
        await door.refresh()
        relay.fail(with: .unreachable)
        clock.pass(.seconds(Int64(Self.week)))
        guard case .open = await door.confirmedStatus() else {
            Issue.record("closed too early")
            return
        }
        clock.pass(.seconds(1))
        clock.jump(to: start)
        guard case .expired = await door.confirmedStatus() else {
            Issue.record("the wall clock stood still, and nobody may know whether the key is gone")
            return
        }
        relay.fail(with: nil)
        clock.pass(.seconds(10))
        let before = relay.slotQuestions.count
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { if case .open = await door.confirmedStatus() { true } else { false } }
            }
            for await isOpen in group { #expect(isOpen, "whoever comes meanwhile waits for the look") }
        }
        #expect(relay.slotQuestions.count == before + 1)
    }

    @Test func `the link is read from its file as soon as it is there`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "lifeboat-link-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = LinkSource.file(path: path)
        #expect(source.read() == nil)
        try "no link".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(source.read() == nil)
        let link = TestOrganisation().link
        try "\(link.text)\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(source.read() == link)
    }
}
