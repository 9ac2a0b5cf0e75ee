// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// An entry that did not count, with its words: nothing that somebody wrote is lost because a colleague was first.
struct RefusedEntry {
    let when: String
    let who: String
    let why: String
    /// What it would have said.
    let sentence: String
    let said: String?
    /// Where it is said who could know these words.
    let access: String

    /// Of a part of a case.
    init(_ refused: RefusedEvent, _ scene: CaseScene) {
        let who = scene.state.author(of: refused.entry, scene.words)
        self.init(
            refused, who, HistorySentence(refused.entry.event, by: who, scene), scene.state, scene.words,
            access: DeskPath.who(refused.entry.id, in: refused.entry.compartment, of: scene.record.id))
    }

    /// Of the intake, or of the conversation of a case that carries a request on.
    init(intake refused: RefusedEvent, in state: CaseworkState, _ words: Catalogue) {
        let who = state.author(of: refused.entry, words)
        // Alone of all entries that did not count it has changed something.
        let first = state.firstAcceptance(before: refused).map {
            words.text("request.accepted-before", ["name": state.name(of: $0, words)])
        }
        let sentence = HistorySentence(intake: refused.entry.event, by: who, words)
        self.init(refused, who, sentence, state, words, why: first, access: state.wayToReaders(of: refused))
    }

    private init(
        _ refused: RefusedEvent, _ who: String, _ sentence: HistorySentence, _ state: CaseworkState, _ words: Catalogue,
        why: String? = nil, access: String
    ) {
        when = LocalTime.text(second: refused.entry.recordedAt)
        self.who = who
        self.why = why ?? words.why(refused, in: state)
        self.sentence = sentence.text
        self.access = access
        said = sentence.said.isEmpty ? nil : sentence.said
    }
}

extension Catalogue {
    /// Why it did not count; and where it gave somebody a key nevertheless, that it did.
    func why(_ refused: RefusedEvent, in state: CaseworkState) -> String {
        let why = text(refused.refusal.catalogueKey)
        guard let part = state.part(refused.entry.compartment),
            let key = state.strayedKeys(of: part).first(where: { $0.entry == refused.entry.id })
        else { return why }
        return text("refused.key-strayed", ["why": why, "name": state.name(of: key.member, self)])
    }
}

extension CaseworkState {
    /// Where it is said who could know the words of what did not count: on the same page, of what lies in the intake.
    fileprivate func wayToReaders(of refused: RefusedEvent) -> String {
        let entry = refused.entry
        guard let home = part(entry.compartment)?.case else { return "#who" }
        return DeskPath.who(entry.id, in: entry.compartment, of: home)
    }
}
