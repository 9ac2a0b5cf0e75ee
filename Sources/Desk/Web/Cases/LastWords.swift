// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the person wrote last, beside every form by which something of them leaves: whoever lets it go has read it there.
enum LastWords {
    /// Nil where this desk has none of it.
    static func block(_ scene: CaseScene) -> Block? {
        let words = scene.words
        let last = scene.lastWords
        guard !last.isEmpty else { return nil }
        var block = Block(id: "last-words", heading: words.text("last-words.title"))
        block.summary = words.text("last-words.text")
        block.pairs = last.map { Pair(LocalTime.text(second: $0.at), $0.text) }
        return block
    }
}

extension CaseScene {
    /// Of each conversation what the person wrote last, the newest first. `at`: seconds since 1970.
    fileprivate var lastWords: [(at: UInt64, text: String)] {
        talks.compactMap { talk -> (at: UInt64, text: String)? in
            talk.timeline.lazy.reversed().compactMap { item -> (at: UInt64, text: String)? in
                guard case .message(let received) = item.content else { return nil }
                return (item.recordedAt, String(received.body.prefix(Self.mostLetters)))
            }.first
        }.sorted { $0.at > $1.at }
    }

    private static let mostLetters = 2_000
}
