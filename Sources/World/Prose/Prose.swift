// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Languages

/// The languages in which the fictional world is written.
public enum WorldLanguage: String, CaseIterable, Sendable {
    case en, ru
}

/// The words of the fictional world in one language. In them `{town}`, `{far}`, `{unit}` and `{name}` stand for the person's
/// own, and `[he|she]` for a word that follows their sex.
struct Prose: Sendable {
    let language: WorldLanguage
    private let catalogue: Catalogue

    static let keys = read(.en).keys

    init(_ language: WorldLanguage) {
        self.language = language
        catalogue = Self.read(language)
    }

    /// A text that is about nobody in particular.
    func text(_ key: String) -> String { catalogue.text(key) }

    func text(_ key: String, of persona: Persona) -> String {
        Self.choosing(persona.isWoman, in: catalogue.text(key, values(of: persona)))
    }

    /// What only this person's theme says.
    func own(_ key: String, of persona: Persona) -> String { text("\(persona.theme.name).\(key)", of: persona) }

    private func values(of persona: Persona) -> [String: String] {
        [
            "town": catalogue.text(persona.town), "far": catalogue.text(persona.far), "unit": persona.unit,
            "name": persona.name(in: language),
        ]
    }

    private static func choosing(_ second: Bool, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            result += rest[..<open]
            let ways = rest[rest.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
            result += (second ? ways.last : ways.first) ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func read(_ language: WorldLanguage) -> Catalogue {
        let bytes =
            switch language {
            case .en: PackageResources.world_en_json
            case .ru: PackageResources.world_ru_json
            }
        do { return try Catalogue(tag: language.rawValue, json: bytes) } catch {
            preconditionFailure("a test reads the world's words: \(error)")
        }
    }
}
