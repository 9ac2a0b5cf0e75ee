// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// Who somebody is and where.
extension Story {
    mutating func tellsWhoTheyAre() {
        isNamed = true
        wait(hours: 1...9)
        let latin = persona.personName(.latin, .document)
        say(
            owner, .identity,
            [
                record(.name(persona.personName(.cyrillic, .own)), .selfStated),
                record(.name(latin), .documentSeen),
                record(.birthDate(persona.birth), .selfStated),
                record(.birthPlace(BirthPlace(place: text(persona.town), country: nil)), .selfStated),
            ])
        if let country = CountryCode(persona.nationality) {
            say(
                owner, .identity,
                [
                    record(.nationality(country), .documentSeen),
                    record(
                        .document(
                            IdentityDocument(
                                kind: random.one(of: [.passportBiometric, .passportNonBiometric, .militaryDocument]),
                                issuer: country, number: "00 000\(random.number(1_000...9_999))",
                                issuedOn: today.adding(months: -random.number(12...50)),
                                expiresOn: today.adding(months: random.number(2...60)))), .documentSeen),
                ])
        }
    }

    private mutating func record(_ fact: IdentityFact, _ source: FactSource) -> CompartmentEvent {
        .identity(.recorded(id(), fact, source: source, replaces: [], note: ""))
    }

    /// Two workers write down the same fact apart from each other; somebody decides; later it proves wrong all the same.
    mutating func isRecordedTwice() {
        let birth: ID<Fact> = id()
        let other = PartialDate(year: persona.birth.year + 1) ?? persona.birth
        say(
            owner, .identity,
            [.identity(.recorded(birth, .birthDate(persona.birth), source: .selfStated, replaces: [], note: ""))])
        wait(days: 1...3)
        say(
            deputy, .identity,
            [
                .identity(
                    .recorded(birth, .birthDate(other), source: .thirdParty, replaces: [], note: text("fact.other")))
            ])
        guard random.happens(50) else { return }
        wait(days: 1...3)
        say(owner, .identity, .factDecided(birth, reason: text("fact.decided")))
    }

    mutating func correctsTheRecord() {
        let (name, wrong): (ID<Fact>, ID<Fact>) = (id(), id())
        let alias = persona.personName(.latin, .alias)
        say(
            owner, .identity,
            [
                .identity(.recorded(name, .name(alias), source: .selfStated, replaces: [], note: "")),
                .identity(
                    .recorded(
                        wrong, .birthPlace(BirthPlace(place: text(persona.far), country: nil)), source: .thirdParty,
                        replaces: [], note: "")),
            ])
        wait(hours: 3...20)
        var better = alias
        better.given += " V."
        say(
            owner, .identity, .factCorrected(name, .name(better), .documentSeen, note: text("fact.better")),
            .factWithdrawn(wrong, reason: text("fact.wrong")))
        let twice: ID<Fact> = id()
        say(
            owner, .identity,
            [
                .identity(
                    .recorded(
                        twice, .name(persona.personName(.cyrillic, .former)), source: .selfStated, replaces: [],
                        note: ""))
            ])
        wait(hours: 3...20)
        say(
            deputy, .identity,
            [
                .identity(
                    .recorded(
                        twice, .name(persona.personName(.latin, .former)), source: .thirdParty, replaces: [],
                        note: text("fact.other")))
            ])
        wait(hours: 3...20)
        say(owner, .identity, .factDecided(twice, reason: text("fact.decided")))
    }

    /// A place that holds today, and who was told of it.
    mutating func isSomewhere(_ precision: PlacePrecision = .city, opening: Bool = true) {
        wait(hours: 1...9)
        if opening {
            act(owner, .opensPart(PartPlan(kind: .whereabouts, members: members(besides: owner), lines: [])))
        }
        let (first, second): (ID<Place>, ID<Place>) = (id(), id())
        say(
            owner, .whereabouts,
            [
                place(first, .person, precision, days: precision.longestValidity - 1),
                place(second, .familyLeftBehind, .city, days: 60),
            ])
        wait(hours: 2...20)
        say(
            owner, .whereabouts,
            [
                .whereabouts(
                    .told(first, to: text("partner.shelter"), why: text("told.why"), precision: min(precision, .city)))
            ])
    }

    mutating func moves() {
        let old: ID<Place> = id()
        say(owner, .whereabouts, [place(old, .companion, .region, days: 90)])
        wait(days: 2...6)
        say(owner, .whereabouts, [.whereabouts(.ended(old, on: today, reason: text("place.left")))])
    }

    private func place(
        _ id: ID<Place>, _ subject: PlaceSubject, _ precision: PlacePrecision, days: Int
    ) -> CompartmentEvent {
        let name = text(subject == .familyLeftBehind ? persona.town : persona.far)
        return .whereabouts(
            .recorded(
                StatedPlace(
                    id: id, subject: subject, precision: precision,
                    place: precision == .exact ? name + ", " + text("place.street") : name, validFrom: today,
                    validTo: today.adding(days: days), note: text("place.note"))))
    }
}
