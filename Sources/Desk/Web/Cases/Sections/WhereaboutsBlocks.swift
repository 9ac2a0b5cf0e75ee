// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Where somebody is: what holds today first, and a past place only to whoever unfolds it.
enum WhereaboutsBlocks {
    /// - Parameter isLeaving: without whom anybody told of it.
    static func blocks(
        _ part: WhereaboutsPart, in home: PartRecord, _ scene: CaseScene, isLeaving: Bool = false
    ) -> [Block] {
        let words = scene.words
        var block = Block(id: "places-\(home.compartment.hex)", heading: words.text("places.now"))
        let coming = part.places.filter { !$0.isPast(on: scene.day) }
        block.cards = coming.map { card($0, in: home, told: isLeaving ? [] : $0.told, scene) }
        if coming.isEmpty { block.calm = words.text("places.none") }
        let contested = part.contested(on: scene.day).map { words.name(of: $0) }
        if !contested.isEmpty {
            block.badges = [Badge(words.text("places.contested"), .near)]
            block.summary = words.text("places.contested-who", ["who": contested.joined(separator: ", ")])
        }
        if home.access.holders.count > WhereaboutsPart.largestCircle {
            block.badges.append(Badge(words.text("places.wide-circle"), .near))
        }
        block.acts = [scene.act("place", in: home.compartment)]
        let past = part.places.filter { $0.isPast(on: scene.day) }
        guard !past.isEmpty else { return [block] }
        var old = Block(id: "past-places-\(home.compartment.hex)", heading: words.text("places.past"))
        old.summary = words.plural("places.past-count", past.count)
        old.cards = past.map { pastCard($0, told: isLeaving ? [] : $0.told, scene) }
        return [block, old]
    }

    private static func card(
        _ place: PlaceRecord, in home: PartRecord, told: [PlaceDisclosure], _ scene: CaseScene
    ) -> Card {
        let words = scene.words
        var card = Card("place-\(place.id.hex)", words.name(of: place.subject))
        card.badges = [Badge(words.name(of: place.precision), place.precision == .exact ? .grave : .plain)]
        card.when = words.due(place.validTo, on: scene.day, nearDays: 3)
        card.said = place.shownPlace(on: scene.day)
        card.note = scene.byline(place.recordedBy, at: place.recordedAt)
        if place.validFrom > scene.day { card.pairs.append(Pair(words.text("places.from"), place.validFrom.iso)) }
        if !place.note.isEmpty { card.pairs.append(Pair(words.text("field.note"), place.note)) }
        card.deeper =
            Deeper(
                summary: words.plural("places.told", told.count), lines: told.map { line(of: $0, scene) }
            ).ifAny
        card.acts = [
            scene.act("told", in: home.compartment, about: place.id.hex),
            scene.act("left", in: home.compartment, about: place.id.hex),
        ]
        return card
    }

    /// The place itself stands only behind a fold: past places are for whoever has a reason to look.
    private static func pastCard(_ place: PlaceRecord, told: [PlaceDisclosure], _ scene: CaseScene) -> Card {
        let words = scene.words
        var card = Card("place-\(place.id.hex)", words.name(of: place.subject), style: .past)
        card.note = "\(place.validFrom.iso) – \((place.ended?.on ?? place.validTo).iso)"
        let ending = place.ended.map { [$0.reason] } ?? []
        card.deeper = Deeper(
            summary: words.text("places.unfold"),
            lines: ([place.place, place.note] + ending).filter { !$0.isEmpty } + told.map { line(of: $0, scene) })
        return card
    }

    private static func line(of disclosure: PlaceDisclosure, _ scene: CaseScene) -> String {
        scene.words.text(
            "places.told-line",
            [
                "who": disclosure.recipient, "precision": scene.words.name(of: disclosure.precision),
                "why": disclosure.why, "by": scene.byline(disclosure.by, at: disclosure.at),
            ])
    }
}
