// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

@testable import Desk

/// Who is to have a key, who started it, and who had seen what.
@Suite struct KeyCircleTests {
    private let (anna, boris, vera): (ID<Member>, ID<Member>, ID<Member>)
    private let (one, two): (ID<Device>, ID<Device>)

    init() throws {
        func id<Subject>(_ number: UInt8) throws -> ID<Subject> {
            try #require(ID([UInt8](repeating: number, count: 16)))
        }
        (anna, boris, vera) = (try id(1), try id(2), try id(3))
        (one, two) = (try id(11), try id(12))
    }

    private func standing(_ sequence: UInt64, by author: ID<Device>, seen: UInt64) -> Standing {
        Standing(sequence: sequence, author: author, seenSize: seen)
    }

    /// Anna's desk opened it and granted it to Boris; both desks saw that.
    private var circle: KeyCircle {
        var circle = KeyCircle()
        circle.start(1, standing(10, by: one, seen: 10))
        circle.join(anna, standing(10, by: one, seen: 10))
        circle.join(boris, standing(11, by: one, seen: 10))
        return circle
    }

    @Test func `a key that everybody has who is to have it stays`() {
        #expect(!circle.needsEpoch(given: [:]))
        #expect(circle.currentEpoch == 1)
        #expect(circle.members(without: [:]) == [anna, boris])
    }

    @Test func `who left has the key until an epoch starts whose author saw them leave`() {
        var circle = circle
        circle.leave(boris, standing(20, by: one, seen: 15))
        #expect(circle.needsEpoch(given: [:]))
        circle.start(7, standing(21, by: two, seen: 18))
        #expect(circle.needsEpoch(given: [:]), "its author may have granted it to Boris")
        circle.start(8, standing(22, by: one, seen: 15))
        #expect(!circle.needsEpoch(given: [:]), "whoever ended the access knew of it")
        #expect(circle.currentEpoch == 8)
    }

    @Test func `who was removed from the organisation has left every circle`() {
        let removal = standing(20, by: two, seen: 15)
        #expect(circle.needsEpoch(given: [boris: removal]))
        #expect(!circle.needsEpoch(given: [vera: removal]), "she never had this key")
        var circle = circle
        circle.start(7, standing(30, by: one, seen: 21))
        #expect(!circle.needsEpoch(given: [boris: removal]))
        #expect(circle.members(without: [boris: removal]) == [anna])
    }

    @Test func `who was given the keys while an epoch started elsewhere lacks the new one`() {
        var circle = circle
        circle.start(7, standing(20, by: two, seen: 15))
        circle.join(vera, standing(21, by: one, seen: 15))
        #expect(circle.needsEpoch(given: [:]), "neither had seen the other")
        circle.start(8, standing(25, by: two, seen: 22))
        #expect(!circle.needsEpoch(given: [:]))
    }

    @Test func `who was given the keys by somebody who had the new one lacks nothing`() {
        var circle = circle
        circle.start(7, standing(20, by: two, seen: 15))
        circle.join(vera, standing(21, by: one, seen: 21))
        #expect(!circle.needsEpoch(given: [:]))
    }

    @Test func `whoever comes back is to have the keys again`() {
        var circle = circle
        circle.leave(boris, standing(20, by: one, seen: 15))
        circle.start(7, standing(21, by: one, seen: 15))
        circle.join(boris, standing(30, by: one, seen: 25))
        #expect(!circle.needsEpoch(given: [:]))
        #expect(circle.members(without: [:]) == [anna, boris])
    }

    @Test func `whoever seals with an older key lacks the epochs that they had seen start since`() {
        var circle = circle
        circle.start(7, standing(20, by: two, seen: 15))
        // Anna's desk saw the seventh and has no key of it: it goes on with one of its own.
        circle.start(8, standing(25, by: one, seen: 22), under: 1)
        #expect(circle.lacked(given: [:]) == [7])
        #expect(!circle.isExposed(given: [:]))
        circle.start(9, standing(30, by: two, seen: 26), under: 8)
        #expect(!circle.needsEpoch(given: [:]), "its author had the seventh, and knew that Anna did not")
    }

    @Test func `whoever begins with a key of their own lacks the earlier ones until somebody gives them`() {
        var circle = circle
        circle.leave(anna, standing(20, by: two, seen: 15))
        circle.leave(boris, standing(21, by: two, seen: 15))
        circle.join(vera, standing(22, by: two, seen: 15))
        circle.start(7, standing(23, by: two, seen: 15), under: 7)
        #expect(circle.lacked(given: [:]) == [1], "under no earlier key: she has none")
        #expect(!circle.isExposed(given: [:]))
        circle.start(8, standing(30, by: one, seen: 25), under: 7)
        #expect(!circle.needsEpoch(given: [:]), "its author had the first, and knew that Vera did not")
    }

    @Test func `two who begin apart give each other their keys`() {
        var circle = circle
        circle.leave(anna, standing(20, by: one, seen: 15))
        circle.leave(boris, standing(21, by: one, seen: 15))
        circle.join(vera, standing(22, by: one, seen: 22))
        circle.start(7, standing(23, by: one, seen: 22), under: 7)
        circle.join(anna, standing(24, by: two, seen: 22))
        circle.start(8, standing(25, by: two, seen: 22), under: 8)
        #expect(circle.lacked(given: [:]).isSuperset(of: [7, 8]))
        // Each gives what they have, and each had seen where the other began.
        circle.start(9, standing(26, by: one, seen: 26), under: 7)
        circle.start(10, standing(27, by: two, seen: 26), under: 8)
        circle.start(11, standing(30, by: one, seen: 28), under: 10)
        #expect(circle.lacked(given: [:]).isDisjoint(with: [7, 8, 9, 10, 11]))
        #expect(!circle.isExposed(given: [:]))
    }

    @Test func `whoever is let in by somebody without a key lacks it too`() {
        var circle = circle
        circle.start(7, standing(20, by: two, seen: 15))
        circle.join(vera, standing(25, by: one, seen: 22), under: 1)
        #expect(circle.lacked(given: [:]) == [7])
        circle.join(vera, standing(26, by: one, seen: 22), under: 7)
        #expect(circle.lacked(given: [:]).isEmpty)
    }

    @Test func `whoever was given the keys in vain has them until an epoch starts whose author had read of it`() {
        var circle = circle
        circle.stray(standing(20, by: two, seen: 15))
        #expect(circle.isExposed(given: [:]))
        circle.start(7, standing(22, by: two, seen: 15))
        #expect(circle.isExposed(given: [:]), "its author still thought that they were to have it")
        circle.start(8, standing(23, by: one, seen: 15))
        #expect(!circle.isExposed(given: [:]), "nobody else ever thought so")
        circle.stray(standing(24, by: two, seen: 15))
        #expect(!circle.isExposed(given: [:]), "who did not know of the key in use did not give it")
        circle.stray(standing(25, by: two, seen: 24), under: 1)
        #expect(!circle.isExposed(given: [:]), "who has not the key in use did not give it")
        circle.stray(standing(26, by: two, seen: 24), under: 8)
        #expect(circle.isExposed(given: [:]))
        circle.start(9, standing(27, by: two, seen: 27))
        #expect(!circle.isExposed(given: [:]))
    }

    @Test func `of keys that whoever named another history gave in vain nobody knows which they were`() {
        var circle = circle
        circle.start(7, standing(20, by: one, seen: 15))
        circle.stray(standing(24, by: two, seen: 0), isOurs: false)
        #expect(circle.isExposed(given: [:]))
        circle.start(8, standing(25, by: one, seen: 22))
        #expect(circle.isExposed(given: [:]), "its author had not read of it")
        circle.stray(standing(26, by: two, seen: 12), under: 1)
        #expect(circle.isExposed(given: [:]), "what they gave before is not taken back by it")
        circle.start(9, standing(27, by: one, seen: 27))
        #expect(!circle.isExposed(given: [:]))
    }

    /// The intake of an organisation whose second director (desk one) began anew and changed who is on duty `changes` times, starting an epoch each
    /// time. The founder's desk comes back and gives the earlier keys; the other has not read that and puts Vera on duty.
    private func book(isReadLive: Bool, changes: Int) -> EpochBook {
        var events: [(entry: LedgerEvent, key: UInt32?)] = []
        func add(
            _ event: Event, by author: ID<Device>, in home: ID<Compartment> = .organisation, under key: UInt32? = nil,
            seen: Int? = nil
        ) {
            let sequence = events.count
            guard let id = ID<Entry>([UInt8](repeating: UInt8(sequence + 1), count: 16)) else { return }
            let entry = LedgerEvent(
                compartment: home, sequence: UInt64(sequence), id: id, author: author, recordedAt: 0, event: event,
                seenSize: UInt64(seen ?? sequence))
            events.append((entry, key))
        }
        func begin(_ epoch: UInt32, under key: UInt32, by author: ID<Device>) {
            add(.inCompartment(.access(.epochStarted(epoch))), by: author, in: .intake, under: key)
        }
        add(.organisationFounded(name: "Ф", languages: ["ru"]), by: two)
        add(.rolesSet(member: boris, roles: [.director, .intake]), by: two)
        add(.memberRemoved(member: boris, reason: ""), by: one)
        add(.rolesSet(member: anna, roles: [.director, .intake]), by: one)
        begin(7, under: 7, by: one)
        for change in 0..<changes {
            add(.rolesSet(member: vera, roles: change.isMultiple(of: 2) ? [.intake] : []), by: one)
            begin(UInt32(20 + change), under: change == 0 ? 7 : UInt32(19 + change), by: one)
        }
        let seen = events.count
        begin(50, under: changes == 0 ? 7 : UInt32(19 + changes), by: two)
        add(.rolesSet(member: vera, roles: [.intake]), by: one, seen: seen)
        let ordered =
            isReadLive
            ? events
            : events.filter { $0.entry.compartment == .organisation }
                + events.filter { $0.entry.compartment == .intake }
        var book = EpochBook()
        for (entry, key) in ordered { book.take(entry, by: anna, under: key) }
        return book
    }

    @Test(arguments: [0, 2, 6, 8])
    func `what whoever began anew cannot give is lacking, in whichever order a desk reads it`(changes: Int) {
        let (live, restarted) = (book(isReadLive: true, changes: changes), book(isReadLive: false, changes: changes))
        #expect(live[.intake].lacked(given: live.removals) == [1, 50])
        #expect(restarted[.intake].lacked(given: restarted.removals) == [1, 50])
        #expect(live.needing == [.intake] && restarted.needing == [.intake])
    }

    @Test func `a desk that gives what nobody says that it has stops after some epochs, until somebody comes or goes`()
    {
        var circle = circle
        circle.leave(anna, standing(20, by: two, seen: 15))
        circle.leave(boris, standing(21, by: two, seen: 15))
        circle.join(vera, standing(22, by: one, seen: 22))
        circle.start(7, standing(23, by: one, seen: 23), under: 7)
        #expect(circle.countOfOwn(by: one) == 1 && circle.countOfOwn(by: two) == 0)
        for (place, epoch) in (8...10).enumerated() {
            let sequence = UInt64(24 + place)
            circle.start(UInt32(epoch), standing(sequence, by: one, seen: sequence), under: UInt32(epoch - 1))
            #expect(circle.lacked(given: [:]) == [1])
        }
        #expect(circle.countOfOwn(by: one) == 4)
        circle.join(anna, standing(30, by: one, seen: 30))
        #expect(circle.countOfOwn(by: one) == 0)
    }
}
