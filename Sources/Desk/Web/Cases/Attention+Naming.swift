// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension Catalogue {
    /// What is to be looked at, and the first words of the thing itself: a line that could stand in any case is read in none.
    func naming(_ key: String, _ subject: String, _ values: [String: String] = [:]) -> String {
        let line = text(key, values)
        let what = SafeText.firstLine(subject, maximumCount: 60)
        return what.isEmpty ? line : text("attention.named", ["line": line, "what": Bidirectional.isolated(what)])
    }
}

extension EvidencePart {
    /// What a contradiction is about: what whoever saw it says, or the later of the two.
    func subject(of record: ContradictionRecord) -> String {
        record.note.isEmpty
            ? words(of: record.later)?.split(separator: "\n").first.map(String.init) ?? "" : record.note
    }
}
