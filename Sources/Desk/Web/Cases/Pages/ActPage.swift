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
    /// What an organisation of one has to know before it begins with this; nil where one person can do it.
    let alone: Alone?
    /// The thing that it is about, as the case shows it; nil for a form that begins something.
    let thing: Block?
    let form: FormView
    let context: [Block]
    /// Whether the context has to be read before the form, on a narrow screen too: it says what cannot be taken back, or is what is signed.
    let isContextFirst: Bool

    /// - Parameter name: the form's, under which its words stand.
    init(
        _ name: String, form: FormView, back: String, backText: String? = nil, subject: String? = nil,
        about thing: Block? = nil, context: [Block] = [], isContextFirst: Bool = false, in state: CaseworkState? = nil,
        alone: Alone? = nil, _ words: Catalogue
    ) {
        self.back = back
        self.backText = backText ?? words.text("forms.back")
        // What a link beside a thing says in one word needs more of them at the head of a page.
        let title = "form.\(name).title"
        heading = words.text(words.keys.contains(title) ? title : "form.\(name).act")
        self.subject = subject
        let key = "form.\(name).intro"
        intro = words.keys.contains(key) ? words.text(key) : nil
        self.alone = alone ?? (Self.takesTwo.contains(name) ? state.flatMap { Alone("forms.alone", $0, words) } : nil)
        self.form = form
        self.thing = thing
        self.context = context.compactMap { $0.beside(thing, words) }
        self.isContextFirst = isContextFirst || (Self.signsWhatStands.contains(name) && !self.context.isEmpty)
    }

    /// Forms by which somebody answers for what is there already.
    private static let signsWhatStands: Set<String> = [
        "issue", "second", "revoke", "propose-closing", "confirm-closing", "request-erasure", "confirm-erasure",
    ]

    /// Forms that lead nowhere without a second member.
    private static let takesTwo: Set<String> = [
        "accept", "new-case", "assign-case", "propose-decline", "propose-closing", "request-erasure",
        "propose-taking-up",
    ]
}

/// That somebody is alone in the organisation, and what to do about it.
struct Alone {
    let text: String
    let next: Act

    /// Nil where there are others.
    init?(_ key: String, _ state: CaseworkState, _ words: Catalogue) {
        guard state.members.values.filter(\.isCurrent).count == 1 else { return nil }
        text = words.text(key)
        next = Act(href: DeskPath.members, text: words.text("forms.alone-next"))
    }
}
