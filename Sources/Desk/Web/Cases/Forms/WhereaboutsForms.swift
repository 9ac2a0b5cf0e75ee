// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

extension CaseForm {
    /// Where somebody is, and who was told.
    static let whereaboutsForms = [place, told, left]

    private static let place = CaseForm(
        "place", in: .whereabouts,
        fields: { scene in
            [
                .choice("place-of", of: PlaceSubject.self, initial: .person, scene.words),
                .choice("precision", of: PlacePrecision.self, scene.words), .line("where"),
                .day("from", initial: scene.day.iso), .day("until"), .prose("note", rows: 2, isRequired: false),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            [
                .whereabouts(
                    .recorded(
                        StatedPlace(
                            id: scene.newID(), subject: try answers.choice("place-of"),
                            precision: try answers.choice("precision"), place: try answers.line("where"),
                            validFrom: try answers.day("from"), validTo: try answers.day("until"),
                            note: answers.optionalProse("note"))))
            ]
        })

    private static let told = CaseForm(
        "told", in: .whereabouts, about: { $0.place != nil },
        fields: { scene in
            let known = PlacePrecision.allCases.filter { $0 <= scene.place?.precision ?? .country }
            return [
                .line("told-whom"), .prose("why", rows: 2),
                .choice("precision", of: PlacePrecision.self, among: known, scene.words),
            ]
        },
        events: { answers, scene throws(FormProblem) in
            guard let place = scene.place else { return [] }
            return [
                .whereabouts(
                    .told(
                        place.id, to: try answers.line("told-whom"), why: try answers.prose("why"),
                        precision: try answers.choice("precision")))
            ]
        })

    private static let left = CaseForm(
        "left", in: .whereabouts, about: { $0.place.map { $0.ended == nil } ?? false },
        fields: { scene in [.day("on", initial: scene.day.iso), .prose("reason", rows: 2, isRequired: false)] },
        events: { answers, scene throws(FormProblem) in
            guard let place = scene.place else { return [] }
            return [
                .whereabouts(.ended(place.id, on: try answers.day("on"), reason: answers.optionalProse("reason")))
            ]
        })
}

extension FormScene {
    fileprivate var place: PlaceRecord? { id(0, Place.self).flatMap { part.whereabouts?.place($0) } }
}
