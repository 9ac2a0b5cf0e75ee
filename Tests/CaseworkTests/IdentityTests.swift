// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct IdentityTests {
    static let fact: ID<Fact> = Sample.id(60)
    private var office = Office.shared(.identity)

    private static func born(_ year: Int) -> IdentityFact { .birthDate(Sample.date(year)) }

    /// Records it and gives back the entry that did.
    private mutating func record(
        _ fact: IdentityFact, replacing: [ID<Entry>] = [], by author: Int = 1, as id: ID<Fact> = Self.fact,
        source: FactSource = .selfStated
    ) -> ID<Entry> {
        let entry: ID<Entry> = Sample.id(office.next)
        office.say(.identity(.recorded(id, fact, source: source, replaces: replacing, note: "")), by: author)
        return entry
    }

    private var years: [Int] {
        (office.identity.fact(Self.fact)?.versions.current ?? []).compactMap {
            guard case .birthDate(let date)? = $0.value?.fact else { return nil }
            return date.year
        }
    }

    @Test mutating func `an edit replaces what its author saw`() {
        let first = record(Self.born(1990))
        let second = record(Self.born(1991), replacing: [first])
        #expect(years == [1991])
        #expect(office.identity.fact(Self.fact)?.settled == Self.born(1991))
        #expect(office.identity.fact(Self.fact)?.versions.past.map(\.entry) == [first])
        #expect(office.identity.fact(Self.fact)?.versions.all.map(\.entry) == [first, second])
    }

    @Test mutating func `edits that did not see each other stand side by side until a person decides`() {
        let first = record(Self.born(1990))
        let one = record(Self.born(1991), replacing: [first], by: 2)
        let other = record(Self.born(1992), replacing: [first], by: 3)
        #expect(years == [1991, 1992])
        #expect(office.identity.contested.map(\.id) == [Self.fact])
        #expect(office.identity.fact(Self.fact)?.settled == nil)
        office.say(.identity(.decided(Self.fact, kept: other, over: [one], reason: "the passport says so")))
        #expect(office.refusal == nil && years == [1992] && office.identity.contested.isEmpty)
        #expect(office.identity.fact(Self.fact)?.versions.current.first?.isDecision == true)
        #expect(office.identity.fact(Self.fact)?.versions.all.count == 4, "nothing that was said is lost")
    }

    @Test mutating func `two who decide differently stand side by side again`() {
        let one = record(Self.born(1991), by: 2)
        let other = record(Self.born(1992), by: 3)
        office.say(.identity(.decided(Self.fact, kept: one, over: [other], reason: "seen")), by: 2)
        office.say(.identity(.decided(Self.fact, kept: other, over: [one], reason: "heard")), by: 3)
        #expect(years == [1991, 1992] && office.identity.contested.count == 1)
    }

    @Test mutating func `an edit that a decision did not see stays`() {
        let one = record(Self.born(1991), by: 2)
        let other = record(Self.born(1992), by: 3)
        _ = record(Self.born(1993), replacing: [one], by: 4)
        office.say(.identity(.decided(Self.fact, kept: other, over: [one], reason: "seen")), by: 2)
        #expect(years == [1993, 1992])
    }

    @Test mutating func `the same fact from two sources is no contradiction`() {
        _ = record(Self.born(1991), by: 2, source: .selfStated)
        _ = record(Self.born(1991), by: 3, source: .documentSeen)
        #expect(office.identity.contested.isEmpty && office.identity.fact(Self.fact)?.settled == Self.born(1991))
    }

    @Test mutating func `two birth dates begun apart are shown, two names are not`() {
        _ = record(Self.born(1991))
        _ = record(Self.born(1992), as: Sample.id(61))
        _ = record(IdentitySamples.name, as: Sample.id(62))
        _ = record(.nationality(Sample.country("XXB")), as: Sample.id(63))
        _ = record(.nationality(Sample.country("RUS")), as: Sample.id(64))
        #expect(office.identity.doubled == [.birthDate])
    }

    @Test mutating func `what was withdrawn is gone from sight and kept`() {
        let first = record(Self.born(1991))
        office.say(.identity(.withdrawn(Self.fact, replaces: [first], reason: "somebody else's passport")))
        #expect(office.identity.fact(Self.fact)?.settled == nil && office.identity.contested.isEmpty)
        #expect(office.identity.fact(Self.fact)?.versions.all.count == 2)
    }

    static let refusals: [(IdentityEvent, Refusal)] = [
        (
            .recorded(fact, .nationality(Sample.country("RUS")), source: .verified, replaces: [], note: ""),
            .otherKindOfFact
        ),
        (.recorded(fact, born(1950), source: .verified, replaces: [Sample.id(999)], note: ""), .unknownVersion),
        (
            .recorded(Sample.id(61), born(1951), source: .verified, replaces: [Sample.id(999)], note: ""),
            .unknownVersion
        ),
        (.withdrawn(Sample.id(61), replaces: [Sample.id(999)], reason: "x"), .unknownItem),
        (.withdrawn(fact, replaces: [], reason: "x"), .unknownVersion),
        (.withdrawn(fact, replaces: [Sample.id(999)], reason: "x"), .unknownVersion),
        (.withdrawn(fact, replaces: [Sample.id(999)], reason: ""), .reasonMissing),
        (.decided(Sample.id(61), kept: Sample.id(1), over: [], reason: "x"), .unknownItem),
        (.decided(fact, kept: Sample.id(999), over: [Sample.id(998)], reason: "x"), .unknownVersion),
    ]

    @Test(arguments: refusals)
    mutating func `what does not fit is refused`(event: IdentityEvent, refusal: Refusal) {
        _ = record(Self.born(1991))
        let before = office.identity
        office.say(.identity(event))
        #expect(office.refusal == refusal && office.identity == before)
    }

    @Test mutating func `a decision needs something to decide, and a reason`() {
        let one = record(Self.born(1991))
        let other = record(Self.born(1992))
        for (over, reason, refusal) in [
            ([], "x", Refusal.nothingToDecide), ([one], "x", .nothingToDecide), ([other], "", .reasonMissing),
            ([Sample.id(999)], "x", .unknownVersion),
        ] {
            office.say(.identity(.decided(Self.fact, kept: one, over: over, reason: reason)))
            #expect(office.refusal == refusal)
        }
    }

    /// Each desk sees some of what came before and replaces just that. What nobody replaced stands, whatever the order.
    @Test(arguments: [UInt64(1), 17, 2_026])
    mutating func `what stands is what nobody who saw it replaced`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var known: [ID<Entry>] = []
        var replaced: Set<ID<Entry>> = []
        for year in 1950..<2010 {
            let seen = known.filter { _ in Bool.random(using: &generator) }
            known.append(record(Self.born(year), replacing: seen, by: Int.random(in: 1...4, using: &generator)))
            replaced.formUnion(seen)
            let versions = office.identity.fact(Self.fact)?.versions
            #expect(versions?.current.map(\.entry) == known.filter { !replaced.contains($0) }, "seed \(seed)")
            #expect(versions?.current.isEmpty == false && versions?.all.count == known.count)
        }
    }

    @Test func `a document says whether it has expired, if anybody knows`() {
        let passport = IdentityDocument(
            kind: .passportBiometric, issuer: Sample.country("RUS"), number: "1", issuedOn: nil,
            expiresOn: Sample.day(2026, 5, 1))
        #expect(passport.isExpired(on: Sample.day(2026, 5, 1)) == false)
        #expect(passport.isExpired(on: Sample.day(2026, 5, 2)) == true)
        #expect(CountryCode("ru") == nil && CountryCode("RU") == nil && CountryCode("РФИ") == nil)
    }
}
