// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import WebForms

/// The form with which a new worker asks to be admitted.
struct JoinPage {
    var invitation = ""
    var memberName = ""
    let passphraseHint: String
    var error: String?

    init(_ settings: DeskSettings, _ visit: Visit) {
        passphraseHint = visit.words.plural("passphrase.hint", settings.minimumPassphraseLength)
    }

    mutating func take(_ form: FormFields) {
        invitation = form["invitation"]?.trimmed ?? ""
        memberName = form.line("member")
    }

    /// Nil, with the reason in `error`, while something is missing.
    mutating func draft(_ form: FormFields, _ visit: Visit) -> JoinDraft? {
        error = PassphrasePair(form).problem.map { visit.words.text($0) }
        if invitation.isEmpty || memberName.isEmpty { error = visit.words.text("form.fill-in") }
        if !OneLine.holds(memberName) { error = visit.words.text("form.one-line") }
        guard error == nil else { return nil }
        return JoinDraft(invitation: invitation, name: memberName, passphrase: form["passphrase"] ?? "")
    }
}

/// What a machine shows while it waits to be admitted; after a restart it asks for the passphrase first.
struct JoiningPage {
    struct Waiting {
        let name: String
        let fingerprint: String
        let organisation: String

        init(_ desk: JoiningDesk) {
            name = desk.name
            fingerprint = desk.fingerprint
            organisation = desk.organisation
        }
    }

    let waiting: Waiting?
    let error: String?
}
