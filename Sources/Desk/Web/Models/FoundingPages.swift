// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import Languages
import Pages
import WebForms

/// The form that founds an organisation.
struct WelcomePage {
    struct Choice {
        let tag: String
        let name: String
        var isChosen: Bool
    }

    var name = ""
    var memberName = ""
    var languages: [Choice]
    let passphraseHint: String
    var error: String?

    /// The languages that the portal speaks.
    private static let visitorLanguages = [
        ("ru", "Русский"), ("uk", "Українська"), ("en", "English"), ("fr", "Français"), ("de", "Deutsch"),
    ]

    init(_ settings: DeskSettings, _ visit: Visit) {
        languages = Self.visitorLanguages.map { Choice(tag: $0, name: $1, isChosen: true) }
        passphraseHint = visit.words.plural("passphrase.hint", settings.minimumPassphraseLength)
    }

    mutating func take(_ form: FormFields) {
        name = form.line("name")
        memberName = form.line("member")
        for index in languages.indices { languages[index].isChosen = form["language-\(languages[index].tag)"] == "1" }
    }

    /// Nil, with the reason in `error`, while something is missing.
    mutating func draft(_ form: FormFields, _ visit: Visit) -> OrganisationDraft? {
        let chosen = languages.filter(\.isChosen).map(\.tag)
        error = PassphrasePair(form).problem.map { visit.words.text($0) }
        if chosen.isEmpty { error = visit.words.text("welcome.no-language") }
        if name.isEmpty || memberName.isEmpty { error = visit.words.text("form.fill-in") }
        if !OneLine.holds(name) || !OneLine.holds(memberName) { error = visit.words.text("form.one-line") }
        guard error == nil else { return nil }
        return OrganisationDraft(
            name: name, languages: chosen, memberName: memberName, passphrase: form["passphrase"] ?? "",
            sheetLanguage: visit.words.language.tag)
    }
}

/// The form that brings a desk back with the words of the recovery sheet.
struct RecoverPage {
    var words = ""
    var memberName = ""
    let passphraseHint: String
    var error: String?
    /// The words that are wrong, or may be, with those that are near.
    var suspects: [String] = []

    init(_ settings: DeskSettings, _ visit: Visit) {
        passphraseHint = visit.words.plural("passphrase.hint", settings.minimumPassphraseLength)
    }

    mutating func take(_ form: FormFields) {
        words = form["words"]?.trimmed ?? ""
        memberName = form.line("member")
    }

    mutating func isComplete(_ form: FormFields, _ visit: Visit) -> Bool {
        error = PassphrasePair(form).problem.map { visit.words.text($0) }
        if words.isEmpty || memberName.isEmpty { error = visit.words.text("form.fill-in") }
        if !OneLine.holds(memberName) { error = visit.words.text("form.one-line") }
        guard error == nil else { return false }
        do throws(CodephraseError) { _ = try RootKey(parsing: words) } catch { look(at: error, visit.words) }
        return error == nil
    }

    /// Whoever has the sheet before them looks at the one word that is wrong, and not at twenty-four.
    private mutating func look(at error: CodephraseError, _ catalogue: Catalogue) {
        func line(_ key: String, _ suspect: CodephraseError.Suspect) -> String {
            catalogue.text(
                suspect.near.isEmpty ? "recover.suspect-alone" : key,
                [
                    "number": "\(suspect.position)", "typed": Bidirectional.isolated(suspect.typed),
                    "near": suspect.near.joined(separator: ", "),
                ])
        }
        switch error {
        case .wordCount(let count): self.error = catalogue.text("recover.problem-count", ["count": "\(count)"])
        case .unknownLanguage: self.error = catalogue.text("recover.problem-language")
        case .unknownWords(let words):
            self.error = catalogue.text("recover.problem-unknown")
            suspects = words.map { line("recover.suspect", $0) }
        case .checksum(let repairs):
            self.error = catalogue.text("recover.problem-checksum")
            suspects = repairs.filter { !$0.near.isEmpty }.map { line("recover.repair", $0) }
        }
    }
}

extension FormFields {
    /// What was typed on one line, without what nobody sees of it.
    func line(_ name: String) -> String { OneLine.withoutUnseen(self[name] ?? "").trimmed }
}

/// A new passphrase, typed twice.
struct PassphrasePair {
    /// A catalogue key.
    let problem: String?

    init(_ form: FormFields) {
        let passphrase = form["passphrase"] ?? ""
        problem =
            passphrase.isEmpty ? "form.fill-in" : passphrase == form["repeat"] ? nil : "passphrase.different"
    }
}

/// What is printed once.
struct SheetPage {
    struct Word {
        let number: Int
        let word: String
    }

    let organisation: String
    let words: [Word]
    let link: String
    let relay: String
    let fingerprint: String
    let error: String?

    init(_ sheet: RecoverySheet, error: String?) {
        organisation = sheet.organisation
        words = sheet.words.enumerated().map { Word(number: $0.offset + 1, word: $0.element) }
        link = sheet.link
        relay = sheet.relay
        fingerprint = sheet.fingerprint
        self.error = error
    }
}
