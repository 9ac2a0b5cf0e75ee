// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// A page with one form on it, and beside it what is known so far.
struct ActPage {
    let back: String
    let backText: String
    let heading: String
    /// What it is about.
    let subject: String?
    let intro: String?
    let form: FormView
    let context: [Block]

    /// - Parameter name: the form's, under which its words stand.
    init(
        _ name: String, form: FormView, back: String, backText: String? = nil, subject: String? = nil,
        context: [Block] = [], _ words: Catalogue
    ) {
        self.back = back
        self.backText = backText ?? words.text("forms.back")
        heading = words.text("form.\(name).act")
        self.subject = subject
        let key = "form.\(name).intro"
        intro = words.keys.contains(key) ? words.text(key) : nil
        self.form = form
        self.context = context
    }
}
