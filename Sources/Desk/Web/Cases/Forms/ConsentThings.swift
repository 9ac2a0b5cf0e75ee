// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Single entries and files that a person can allow or refuse, beside whole kinds: this letter, that photograph. Only what this desk can
/// open is named; what it cannot open stands in a consent all the same, unseen and uncounted.
struct ConsentThings {
    /// A form takes no more: whoever allows more than that allows a kind.
    static let mostShown = 40

    struct Thing {
        let item: ConsentItem
        let text: String

        /// How a form names it.
        var value: String { "\(item.entry.hex).\(item.itemClass.rawValue)" }
    }

    /// What was allowed already first, then the newest.
    let things: [Thing]

    init(_ scene: CaseScene, allowed: [ConsentItem] = []) {
        var seen: Set<ConsentItem> = []
        let all = scene.record.parts.flatMap { part in
            part.releaseThings.reversed().filter { seen.insert($0.item).inserted }.map { ($0, part) }
        }
        let first = all.filter { allowed.contains($0.0.item) }
        let rest = all.filter { !allowed.contains($0.0.item) }
        things = (first + rest).prefix(Self.mostShown).map { released, part in
            Thing(item: released.item, text: Self.text(of: released.item, in: part, scene))
        }
    }

    /// Where it stands, what it is, when, and its first words or the names of its files.
    private static func text(of item: ConsentItem, in part: PartRecord, _ scene: CaseScene) -> String {
        let words = scene.words
        let logged = part.log.first { $0.entry == item.entry }
        let files =
            logged?.event.files.filter { $0.itemClass == item.itemClass }.map { SafeText.fileName($0.name) } ?? []
        let sentence = logged.map { HistorySentence($0, scene) }
        let said = sentence.map { $0.said.isEmpty ? $0.text : $0.said } ?? ""
        return [
            words.name(of: part, in: scene.record), words.name(of: item.itemClass),
            logged.map { Day(at: $0.recordedAt).iso } ?? "",
            files.isEmpty
                ? SafeText.firstLine(said, maximumCount: 70)
                : files.map { Bidirectional.isolated($0) }.joined(separator: ", "),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// Whether this desk can read what `terms` would let go: each single thing, and a part in which each kind of thing stands. Whoever signs for
    /// what leaves has read what it is.
    static func canRead(_ terms: ConsentTerms, _ scene: CaseScene) -> Bool {
        let readable = Set(scene.record.parts.filter { scene.ending(of: $0) == nil }.map(\.kind))
        return Set(terms.items).isSubset(of: ConsentThings(scene, allowed: terms.items).things.map(\.item))
            && terms.classes.allSatisfy { $0.homes.isEmpty || !$0.homes.isDisjoint(with: readable) }
    }

    var field: [FormField] {
        guard !things.isEmpty else { return [] }
        return [
            FormField("things", .ticks(things.map { FormOption(value: $0.value, text: $0.text) }), isRequired: false)
        ]
    }

    /// - Parameter before: what was allowed; of it, what this desk cannot name stays.
    func ticked(_ answers: FormAnswers, before: [ConsentItem] = []) -> [ConsentItem] {
        let named = Set(things.map(\.item))
        return before.filter { !named.contains($0) }
            + things.filter { answers.isTicked("things-\($0.value)") }.map(\.item)
    }
}

extension ItemClass {
    /// The parts in which things of the kind stand. Figures stand in none.
    fileprivate var homes: Set<CompartmentKind> {
        switch self {
        case .identityFacts: [.identity]
        case .statement: [.conversation, .evidence]
        case .document, .imageOrRecording: [.conversation, .identity, .whereabouts, .evidence, .legal]
        case .caseSummary: [.casework, .legal]
        case .attestation: [.evidence]
        case .contactDetails: [.whereabouts]
        case .figures: []
        }
    }
}

extension Catalogue {
    /// What may leave and how, with the single things that this desk can name.
    func summary(of terms: ConsentTerms, _ scene: CaseScene) -> String {
        ([summary(of: terms)] + lines(of: terms.items, scene)).joined(separator: "\n")
    }

    /// The same behind what it is for and who gets it. A sentence of the history says it of nothing that can itself be among the things.
    func whole(_ terms: ConsentTerms, _ scene: CaseScene) -> String {
        "\(text(of: terms.purpose)) → \(text(of: terms.recipient))\n\(summary(of: terms, scene))"
    }

    /// Single things of a consent that this desk can name, a line each.
    func lines(of items: [ConsentItem], _ scene: CaseScene) -> [String] {
        guard !items.isEmpty else { return [] }
        return ConsentThings(scene, allowed: items).things.filter { items.contains($0.item) }.map {
            text("consent.one-thing", ["what": $0.text])
        }
    }
}
