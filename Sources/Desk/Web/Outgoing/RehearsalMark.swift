// SPDX-License-Identifier: AGPL-3.0-or-later
import Languages

/// What stands first in everything that leaves a rehearsal, inside what is signed: a file outlives the page that it was taken from, and
/// whoever finds it one day must not take an invented person for a real one.
enum RehearsalMark {
    /// For programs (docs/protocol.md, section 9). Nothing that anybody typed can begin a line of those files.
    static let line = "Rehearsal: yes"

    /// For people, in their language, and for programs.
    static func lines(_ words: Catalogue) -> [String] { ["*** \(words.text("rehearsal.banner")) ***", line] }
}
