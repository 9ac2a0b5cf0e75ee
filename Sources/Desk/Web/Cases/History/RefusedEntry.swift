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

    /// Of a part of a case.
    init(_ refused: RefusedEvent, _ scene: CaseScene) {
        let who = scene.state.author(of: refused.entry, scene.words)
        self.init(refused, who, HistorySentence(refused.entry.event, by: who, scene), scene.words)
    }

    /// Of the intake.
    init(intake refused: RefusedEvent, in state: CaseworkState, _ words: Catalogue) {
        let who = state.author(of: refused.entry, words)
        self.init(refused, who, HistorySentence(intake: refused.entry.event, by: who, words), words)
    }

    private init(_ refused: RefusedEvent, _ who: String, _ sentence: HistorySentence, _ words: Catalogue) {
        when = LocalTime.text(second: refused.entry.recordedAt)
        self.who = who
        why = words.text(refused.refusal.catalogueKey)
        self.sentence = sentence.text
        said = sentence.said.isEmpty ? nil : sentence.said
    }
}
