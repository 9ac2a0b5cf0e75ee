// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the witnesses of a yes say of it, beside the yes: that nobody has asked them, that they were there, or that they deny it.
enum WitnessLines {
    static func lines(_ record: ConsentRecord, in home: PartRecord, _ scene: CaseScene) -> [String] {
        record.witnessings.flatMap { witnessing in
            lines(witnessing, in: home, scene)
        }
    }

    private static func lines(
        _ witnessing: Witnessing, in home: PartRecord, _ scene: CaseScene
    ) -> [String] {
        let words = scene.words
        let name = scene.name(witnessing.witness)
        let denials = witnessing.denials.flatMap { denial in
            [
                words.text(
                    "consent.witness-denied",
                    ["name": name, "when": LocalTime.text(second: denial.at), "why": denial.note])
            ]
                + (denial.settled.map {
                    [words.text("consent.denial-settled", ["who": scene.byline($0.by, at: $0.at), "why": $0.why])]
                } ?? [])
        }
        if let at = witnessing.confirmedAt, witnessing.openDenials.isEmpty {
            return denials
                + [words.text("consent.witness-confirmed", ["name": name, "when": LocalTime.text(second: at)])]
        }
        guard witnessing.isOpen else { return denials }
        if scene.state.members[witnessing.witness] == nil { return [words.text("consent.witness-stranger")] }
        let isReader = home.isReadable(by: witnessing.witness, without: scene.state.formerMembers)
        return [words.text(isReader ? "consent.witness-open" : "consent.witness-unreachable", ["name": name])]
    }

    static func badges(_ record: ConsentRecord, on day: Day, _ words: Catalogue) -> [Badge] {
        if record.isDenied { return [Badge(words.text("consent.denied"), .grave)] }
        guard record.asksWitnesses(on: day), record.witnessings.contains(where: \.isOpen) else { return [] }
        return [Badge(words.text("consent.not-confirmed"), .near)]
    }

    static func acts(_ record: ConsentRecord, in home: PartRecord, _ scene: CaseScene) -> [Act] {
        guard record.asksWitnesses(on: scene.day) else { return [] }
        return record.witnessings.flatMap { witnessing -> [Act] in
            let own =
                witnessing.witness == scene.me && (witnessing.isOpen || !witnessing.openDenials.isEmpty)
                ? [
                    scene.act(
                        "witness-consent", in: home.compartment, about: "\(record.id.hex).\(witnessing.answer.hex)")
                ]
                : []
            guard witnessing.recordedBy != scene.me else { return own }
            return own
                + witnessing.openDenials.map {
                    scene.act("settle-denial", in: home.compartment, about: "\(record.id.hex).\($0.entry.hex)")
                }
        }
    }
}
