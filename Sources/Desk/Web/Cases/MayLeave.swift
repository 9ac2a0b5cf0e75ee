// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What may leave a case, and what not, in a few words: who has to act today and reads nothing else knows by them what they must not tell.
/// Of the casework alone; what a part without a key holds is not in it.
enum MayLeave {
    static func text(_ part: CaseworkPart, _ ledger: ConsentLedger, _ scene: CaseScene) -> String {
        (stop(scene) + allowed(ledger, scene) + forbidden(ledger, scene) + speaking(part, scene))
            .joined(separator: " ")
    }

    private static func stop(_ scene: CaseScene) -> [String] {
        let words = scene.words
        return switch scene.known.releaseObstacle {
        case .onHold: [words.text("leave.on-hold")]
        case .erasurePending: [words.text("leave.erasure")]
        case .paused: [words.text("leave.paused")]
        case .notOpen: [words.text("leave.not-open")]
        case .caseworkUnread, .exclusion, nil: []
        }
    }

    private static func allowed(_ ledger: ConsentLedger, _ scene: CaseScene) -> [String] {
        let words = scene.words
        if ledger.standstill != nil { return [words.text("leave.frozen")] }
        let person = scene.person
        let yeses = ledger.records.filter { $0.state(on: scene.day).isInForce }.compactMap { record in
            record.terms.map { terms in
                let classes = person.classes(of: record, on: scene.day)
                guard !classes.isEmpty || terms.classes.isEmpty else {
                    return words.text("leave.outweighed", ["who": words.text(of: terms.recipient)])
                }
                let kinds = classes.sorted { $0.rawValue < $1.rawValue }.map { words.name(of: $0) }
                let things = terms.items.isEmpty ? [] : [words.text("leave.single-things")]
                let allowed = words.text(
                    "leave.allowed",
                    [
                        "who": words.text(of: terms.recipient), "what": (kinds + things).joined(separator: ", "),
                        "day": record.expires?.iso ?? "—",
                    ])
                let limits = limits(terms, words)
                return limits.isEmpty
                    ? allowed
                    : "\(allowed) \(words.text("leave.limits", ["limits": limits.joined(separator: "; ")]))"
            }
        }
        let overrides = ledger.overrides.filter {
            $0.secondedBy != nil && $0.ended == nil && $0.until >= scene.day
        }.map { words.text("leave.override", ["who": words.text(of: $0.terms.recipient), "day": $0.until.iso]) }
        return yeses.isEmpty && overrides.isEmpty ? [words.text("leave.nothing")] : yeses + overrides
    }

    /// What binds it: who tells more than that has told what the person did not allow.
    private static func limits(_ terms: ConsentTerms, _ words: Catalogue) -> [String] {
        let level = terms.identifiability == .explicitlyPersonal ? [] : [words.name(of: terms.identifiability)]
        let handling = terms.actions == .clear ? [] : [words.name(of: terms.actions)]
        let places =
            terms.territory.isEmpty
            ? [] : [words.text("leave.where", ["countries": terms.territory.map(\.letters).joined(separator: ", ")])]
        let facts = terms.excludedFacts.map { words.text("leave.without", ["what": $0]) }
        return terms.conditions.map { words.text(of: $0) } + level + handling + places + facts
    }

    /// A no and a name are said whatever has become of the question since: somebody may ask again.
    private static func forbidden(_ ledger: ConsentLedger, _ scene: CaseScene) -> [String] {
        let words = scene.words
        let noes = ledger.records.filter { [.refused, .withdrawn].contains($0.state(on: scene.day)) }.map {
            words.text("leave.no", ["what": words.line(of: $0)])
        }
        var seen: Set<String> = []
        let names = ledger.records.flatMap(\.excluded).filter { seen.insert($0).inserted }
        return noes + [words.never(names)].compactMap(\.self)
    }

    private static func speaking(_ part: CaseworkPart, _ scene: CaseScene) -> [String] {
        if let takenBack = part.clearance.takenBack {
            return [scene.words.text("leave.taken-back", ["day": Day(at: takenBack.at).iso])]
        }
        return part.clearance.given == nil ? [scene.words.text("leave.not-spoken-for")] : []
    }
}
