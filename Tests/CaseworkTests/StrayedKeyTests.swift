// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

/// Who has a key by a word that did not count is told like everybody who could know.
struct StrayedKeyTests {
    /// Members 1 and 2 hold the part. Member 1 ends the access of 2 and starts an epoch; 2, who has not seen that, gives 3 the keys.
    private func apart() -> (office: Office, seen: Int) {
        var office = Office()
        office.grant(to: 2)
        let seen = office.ledger.entries.count
        office.say(.access(.ended(member: Sample.id(2), reason: "handed over")))
        office.say(.access(.epochStarted(2)), seen: seen)
        office.say(.access(.granted(member: Sample.id(3), reason: "helps me")), by: 2, seen: seen)
        #expect(office.refusal == .notAHolder)
        return (office, seen)
    }

    private func strayed(_ office: Office, _ entry: ID<Entry>? = nil) -> [ID<Member>]? {
        let state = office.ledger.state
        let known =
            entry.map { WhoKnows(state, entry: $0, in: Office.team) } ?? WhoKnows(state, compartment: Office.team)
        return known?.strayed.map(\.member)
    }

    @Test func `a key that was given by a word that did not count is told, with who gave it and why`() throws {
        let (office, _) = apart()
        let known = try #require(WhoKnows(office.ledger.state, compartment: Office.team))
        #expect(known.readers.map(\.member) == [Sample.id(1)])
        #expect(known.pastReaders.map(\.member) == [Sample.id(2)])
        #expect(known.strayed.map(\.member) == [Sample.id(3)])
        #expect(known.strayed.first?.given.by == Sample.id(2) && known.strayed.first?.given.reason == "helps me")
        #expect(office.ledger.state.strayed(to: Sample.id(3)) == [Office.team])
        #expect(office.ledger.state.strayed(to: Sample.id(2)).isEmpty)
    }

    @Test
    func `it opens what was written before the new key, and what is written by whoever has not heard of that one`()
        throws
    {
        var (office, seen) = apart()
        let before = try #require(office.part?.log.first?.entry)
        office.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "ill"))))
        let after = try #require(office.part?.log.last?.entry)
        office.grant(to: 4)
        office.say(.access(.disclosed(Disclosure(what: "road", toWhom: "driver", why: "way"))), by: 4, seen: seen)
        let unheard = try #require(office.part?.log.last?.entry)
        #expect(strayed(office, before) == [Sample.id(3)])
        #expect(strayed(office, after) == [])
        #expect(strayed(office, unheard) == [Sample.id(3)])
        #expect(WhoKnows(office.ledger.state, entry: after, in: Office.team)?.pastReaders.isEmpty == true)
        #expect(
            WhoKnows(office.ledger.state, entry: unheard, in: Office.team)?.pastReaders.map(\.member) == [Sample.id(2)])
    }

    @Test func `an epoch whose author had not heard of an end keeps nothing from whoever was ended`() throws {
        var office = Office()
        office.grant(to: 2)
        office.grant(to: 3)
        let seen = office.ledger.entries.count
        office.say(.access(.ended(member: Sample.id(2), reason: "handed over")))
        office.say(.access(.epochStarted(2)), by: 3, seen: seen)
        office.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "ill"))))
        let fact = try #require(office.part?.log.last?.entry)
        #expect(
            WhoKnows(office.ledger.state, entry: fact, in: Office.team)?.pastReaders.map(\.member) == [Sample.id(2)])
    }

    @Test func `whoever gives the keys on with the next epoch too has given that one`() throws {
        var (office, seen) = apart()
        office.say(.access(.granted(member: Sample.id(2), reason: "is back")))
        office.say(.access(.epochStarted(3)), by: 2, seen: seen)
        office.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "ill"))))
        let fact = try #require(office.part?.log.last?.entry)
        // Epoch 2 closes it: its author had nothing to do with the grant. Of a part without that one, the giver's own does not.
        #expect(strayed(office, fact) == [])
        var other = Office()
        other.grant(to: 2)
        let had = other.ledger.entries.count
        other.say(.access(.ended(member: Sample.id(2), reason: "handed over")))
        other.say(.access(.granted(member: Sample.id(3), reason: "helps me")), by: 2, seen: had)
        other.grant(to: 2)
        other.say(.access(.epochStarted(3)), by: 2, seen: had)
        other.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "ill"))))
        #expect(strayed(other, try #require(other.part?.log.last?.entry)) == [Sample.id(3)])
    }

    @Test func `who was removed meanwhile is told, and who holds the part or got it since stands among those`() {
        var office = Office()
        let seen = office.ledger.entries.count
        office.ledger.add(.memberRemoved(member: Sample.id(3), reason: "left"))
        office.say(.access(.granted(member: Sample.id(3), reason: "helps")), seen: seen)
        #expect(office.refusal == .unknownMember)
        #expect(strayed(office) == [Sample.id(3)])

        var (later, _) = apart()
        later.grant(to: 3)
        #expect(strayed(later) == [])
        later.say(.access(.ended(member: Sample.id(3), reason: "done")))
        #expect(strayed(later) == [])

        var twice = Office()
        twice.grant(to: 2)
        twice.grant(to: 2)
        #expect(twice.refusal == .alreadyAHolder && strayed(twice) == [])
    }

    @Test func `what was given twice is told once, and another part says nothing of it`() {
        var (office, seen) = apart()
        office.say(.access(.granted(member: Sample.id(3), reason: "again")), by: 2, seen: seen)
        #expect(strayed(office) == [Sample.id(3)])
        office.open(.identity, as: 51)
        #expect(WhoKnows(office.ledger.state, compartment: Sample.id(51))?.strayed.isEmpty == true)
        var state = office.ledger.state
        state.forget(Office.team)
        #expect(state.strayed(to: Sample.id(3)).isEmpty)
    }
}

/// What left in a bag is what whoever let it go had seen.
struct BagOfFactsTests {
    private func told(_ bag: Int?) -> CompartmentEvent {
        let handed = bag.map {
            HandedBag(id: Sample.id($0), recipient: .named("paper", .newsroom), purpose: .newsroom(.identified))
        }
        return .access(.disclosed(Disclosure(what: "identity", toWhom: "paper", why: "story", bag: handed)))
    }

    @Test func `a bag that left before a fact was written, or by a desk that had not read it, does not include it`()
        throws
    {
        var office = Office()
        office.grant(to: 2)
        office.say(told(60))
        office.say(told(nil))
        let seen = office.ledger.entries.count
        office.say(.access(.disclosed(Disclosure(what: "town", toWhom: "doctor", why: "ill"))))
        let fact = try #require(office.part?.log.last?.entry)
        office.say(told(61), by: 2, seen: seen)
        office.say(told(62), by: 2)
        let known = try #require(WhoKnows(office.ledger.state, entry: fact, in: Office.team))
        let bags = known.perhapsTold.filter { $0.disclosure.toWhom == "paper" }.map(\.disclosure.bag?.id)
        #expect(bags == [nil, Sample.id(62)], "what was said in words may have been known before it was written")
        let whole = try #require(WhoKnows(office.ledger.state, compartment: Office.team))
        #expect(whole.told.count == 5)
    }
}
