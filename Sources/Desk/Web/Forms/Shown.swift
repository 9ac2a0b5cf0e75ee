// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird

/// What a page showed of what may change while a form stands open, as entries: the versions of a fact, the last step of a case, what the person
/// wrote last. The way to the form says it, and the form carries it back in one hidden field, whatever it is about: what it says takes the place
/// of these and of nothing that came behind them (docs/decisions/0058).
struct Shown: Equatable {
    /// The field's name, in addresses of forms too.
    static let field = "shown"

    let entries: [ID<Entry>]

    static let nothing = Shown([])

    init(_ entries: [ID<Entry>]) { self.entries = entries }

    /// Reads what a form or its address carries; what is no entry is nothing that a page of ours showed.
    init(_ text: some StringProtocol) { entries = text.split(separator: ".").compactMap { ID<Entry>(hex: String($0)) } }

    var text: String { entries.map(\.hex).joined(separator: ".") }
}

extension FormAnswers {
    /// What the form carried; nil where it carried nothing, which no page of ours sends where something is to be shown.
    var shown: Shown? { typed(Shown.field).map { Shown($0) } }
}

extension Request {
    /// What the page showed from which the way leads to a form; nil where the address says nothing of it.
    var shown: Shown? { uri.queryParameters[Shown.field[...]].map { Shown($0) } }
}

extension RequestRecord {
    /// What the person wrote last: nothing is done over what came behind it (docs/decisions/0086).
    var shown: Shown { Shown([lastMessage?.entry].compactMap(\.self)) }

    /// Whether the person wrote behind what a page showed: whoever puts somebody to rest has read what they say. A form that names nothing at all
    /// was sent by no page of ours.
    func holdsMore(than shown: Shown?) -> Bool {
        guard let shown, let now = lastMessage else { return false }
        return !shown.entries.contains(now.entry)
    }
}
