// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import LifeboatTestSupport
import RelayConnection
import Synchronization
import Testing

@testable import Portal

/// What the operator of a portal is told of its door.
struct DoorReportTests {
    private final class Told: Sendable {
        private let heard = Mutex<[DoorTrouble?]>([])
        var all: [DoorTrouble?] { heard.withLock { $0 } }
        func hear(_ why: DoorTrouble?) { heard.withLock { $0.append(why) } }
    }

    private let relay = FakeRelay()
    private let organisation = TestOrganisation()
    private let clock = TurnedClock()
    private let told = Told()

    private func door(_ link: LinkSource? = nil) -> OrganisationDoor {
        OrganisationDoor(
            source: link ?? .fixed(organisation.link), relay: relay, clock: clock.portal, settings: PortalSettings(),
            counts: PortalCounts(), tell: { [told] in told.hear($0) })
    }

    private func publish(_ version: UInt32, issued: UInt64? = nil, isRehearsal: Bool = false) throws {
        try organisation.publishCard(
            version: version, at: relay, issued: issued ?? clock.portal.wallSeconds(), isRehearsal: isRehearsal)
    }

    @Test func `the operator learns once why the door is closed, and again when that changes`() async throws {
        let door = door()
        relay.fail(with: .unreachable)
        for _ in 0..<3 { await door.look() }
        #expect(told.all == [.relayAway])
        relay.fail(with: nil)
        for _ in 0..<3 { await door.look() }
        #expect(told.all == [.relayAway, .noCard])
        try publish(1)
        for _ in 0..<3 { await door.look() }
        #expect(told.all == [.relayAway, .noCard, nil])
        // A relay that is away for a while closes no door.
        relay.fail(with: .unreachable)
        await door.look()
        relay.fail(with: nil)
        await door.look()
        #expect(told.all.count == 3)
        clock.jump(to: clock.portal.wallSeconds() + OrganisationCard.longestValidity + 1)
        for _ in 0..<3 { await door.look() }
        #expect(told.all.dropFirst(3) == [.expired])
        try publish(2)
        await door.look()
        #expect(told.all.dropFirst(4) == [nil])
    }

    @Test func `a door that opens at once says nothing`() async throws {
        try publish(1)
        let door = door()
        await door.look()
        #expect(told.all.isEmpty)
    }

    @Test func `a missing link, a card of the other kind, of another time or of nobody are told apart`() async throws {
        await door(.file(path: "/nowhere/link")).look()
        #expect(told.all == [.noLink])
        try publish(1, isRehearsal: true)
        await door().look()
        #expect(told.all.last == .otherKind)
        try publish(1, issued: clock.portal.wallSeconds() - OrganisationCard.longestValidity - 86_400)
        await door().look()
        #expect(told.all.last == .expired)
        try publish(1, issued: clock.portal.wallSeconds() + 30 * 86_400)
        await door().look()
        #expect(told.all.last == .notYetValid)
        relay.put(slot: organisation.link.cardSlotName(version: 1).bytes, [UInt8](repeating: 7, count: 4_096))
        await door().look()
        #expect(told.all.last == .refused)
    }

    @Test func `every reason says what to do, and each says something else`() {
        #expect(Set(DoorTrouble.allCases.map(\.words)).count == DoorTrouble.allCases.count)
        for why in DoorTrouble.allCases { #expect(why.words.split(separator: ".").count > 1, "\(why)") }
    }
}
