// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What is not over in a case that somebody is about to close, as far as this desk can see. Desks that hold other parts see more: the
/// second signature is another desk's.
enum UnfinishedBlock {
    static func blocks(_ scene: CaseScene) -> [Block] {
        let unfinished = scene.record.unfinished(on: scene.day)
        guard !unfinished.isEmpty else { return [] }
        var block = Block(id: "unfinished", heading: scene.words.text("unfinished.title"))
        block.summary = scene.words.text("unfinished.means")
        block.pairs = unfinished.map { line($0, scene) }
        return [block]
    }

    private static func line(_ unfinished: Unfinished, _ scene: CaseScene) -> Pair {
        let words = scene.words
        return switch unfinished {
        case .clock(_, _, let clock):
            Pair(
                words.text("unfinished.clock"),
                [words.name(of: clock), words.when(clock, on: scene.day)?.text]
                    .compactMap(\.self).joined(separator: ", "))
        case .task(_, let task):
            Pair(
                words.text("unfinished.task"),
                "\(words.title(of: task)), \(words.due(Day(at: task.due), on: scene.day).text)")
        case .overrideUntold(_, let override): Pair(words.text("unfinished.override"), override.why)
        }
    }
}
