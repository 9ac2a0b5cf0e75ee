// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct WhereaboutsTests {
    private var office = Office.shared(.whereabouts)
    private static let during = Sample.day(2026, 9, 10)

    @Test mutating func `a place ends by itself, and then its words are gone from sight`() {
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
        #expect(office.whereabouts.current(on: Self.during).map(\.place) == ["Ереван"])
        #expect(office.whereabouts.current(on: Sample.day(2026, 8, 31)).isEmpty)
        #expect(office.whereabouts.current(on: Sample.day(2026, 10, 1)).isEmpty)
        #expect(office.whereabouts.places[0].shownPlace(on: Sample.day(2026, 9, 30)) == "Ереван")
        #expect(office.whereabouts.places[0].shownPlace(on: Sample.day(2026, 10, 1)) == nil)
    }

    @Test mutating func `somebody who left early is no longer there`() {
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
        office.say(.whereabouts(.ended(Sample.id(70), on: Self.during, reason: "moved on")))
        #expect(office.whereabouts.current(on: Self.during).isEmpty)
        #expect(office.whereabouts.places[0].isPast(on: Self.during))
        #expect(office.whereabouts.current(on: Sample.day(2026, 9, 9)).count == 1)
        office.say(.whereabouts(.ended(Sample.id(70), on: Self.during, reason: "again")))
        #expect(office.refusal == .forbiddenTransition)
    }

    @Test mutating func `two cities at once are shown side by side, a city in its country is not`() {
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))), by: 2)
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(71, .country, "Армения"))), by: 2)
        #expect(office.whereabouts.contested(on: Self.during).isEmpty)
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(72, .city, "Тбилиси"))), by: 3)
        #expect(office.whereabouts.contested(on: Self.during) == [.person])
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(73, .city, "Тула", of: .familyLeftBehind))))
        #expect(office.whereabouts.contested(on: Self.during) == [.person])
        office.say(.whereabouts(.ended(Sample.id(72), on: Sample.day(2026, 9, 2), reason: "a mistake")))
        #expect(office.whereabouts.contested(on: Self.during).isEmpty)
    }

    @Test mutating func `who was told stands with the place, also when it is past`() throws {
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
        office.say(
            .whereabouts(.told(Sample.id(70), to: "shelter", why: "a bed", precision: .city)), by: 2,
            on: Sample.day(2027, 1, 1))
        let told = try #require(office.whereabouts.place(Sample.id(70))?.told.first)
        #expect(told.by == Sample.id(2) && told.recipient == "shelter" && told.precision == .city)
    }

    static let refusals: [(WhereaboutsEvent, Refusal)] = [
        (
            .recorded(WhereaboutsSamples.place(70, .city, "Ереван", from: during, to: during, of: .person)),
            .alreadyRecorded
        ),
        (.recorded(WhereaboutsSamples.place(71, .city, " ", from: during, to: during, of: .person)), .textMissing),
        (
            .recorded(
                WhereaboutsSamples.place(71, .city, "Баку", from: during, to: Sample.day(2026, 9, 9), of: .person)),
            .endsBeforeItBegins
        ),
        (
            .recorded(
                WhereaboutsSamples.place(71, .exact, "дом 5", from: during, to: during.adding(days: 32), of: .person)),
            .standsTooLong
        ),
        (
            .recorded(
                WhereaboutsSamples.place(71, .city, "Баку", from: during, to: during.adding(days: 93), of: .person)),
            .standsTooLong
        ),
        (.ended(Sample.id(79), on: during, reason: ""), .unknownItem),
        (.told(Sample.id(79), to: "x", why: "x", precision: .city), .unknownItem),
        (.told(Sample.id(70), to: " ", why: "x", precision: .city), .reasonMissing),
        (.told(Sample.id(70), to: "x", why: "", precision: .city), .reasonMissing),
        (.told(Sample.id(70), to: "x", why: "x", precision: .exact), .finerThanKnown),
    ]

    @Test(arguments: refusals)
    mutating func `what does not fit is refused`(event: WhereaboutsEvent, refusal: Refusal) {
        office.say(.whereabouts(.recorded(WhereaboutsSamples.place(70))))
        let before = office.whereabouts
        office.say(.whereabouts(event))
        #expect(office.refusal == refusal && office.whereabouts == before)
    }

    @Test(arguments: PlacePrecision.allCases)
    func `the finer a place, the sooner it has to be stated again`(precision: PlacePrecision) {
        for coarser in PlacePrecision.allCases where coarser < precision {
            #expect(coarser.longestValidity > precision.longestValidity)
        }
        var office = Office.shared(.whereabouts)
        office.say(
            .whereabouts(
                .recorded(
                    WhereaboutsSamples.place(
                        70, precision, "x", from: Self.during, to: Self.during.adding(days: precision.longestValidity)))
            ))
        #expect(office.refusal == nil)
    }
}
