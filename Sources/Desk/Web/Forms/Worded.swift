// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// A controlled vocabulary whose words stand in the catalogues.
protocol Worded: CaseIterable, RawRepresentable<UInt8>, Sendable {
    /// The beginning of its keys, with the dot; a word's own name follows.
    static var wordKey: String { get }
}

extension Worded {
    var wordKey: String { "\(Self.wordKey)\(self)" }
}

extension Catalogue {
    func name(of word: some Worded) -> String { text(word.wordKey) }
}
