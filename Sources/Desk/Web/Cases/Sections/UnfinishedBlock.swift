// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What is not over in a case that somebody is about to close, as far as this desk can see. Desks that hold other parts see more: the
/// second signature is another desk's.
enum UnfinishedBlock {
    /// - Parameter isSaid: what stands on the page already.
    static func blocks(_ scene: CaseScene, leavingOut isSaid: (Unfinished) -> Bool = { _ in false }) -> [Block] {
        let unfinished = scene.person.unfinished(on: scene.day).filter { !isSaid($0) }
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
        case .overrideUntold(_, let override):
            Pair(
                words.text(
                    scene.person.hasLeft(under: override) ? "unfinished.override" : "unfinished.override-signed"),
                override.why)
        case .unanswered(_, let since):
            Pair(
                words.text("unfinished.person"),
                words.text("talk.waiting", ["time": words.waiting(since: since, at: scene.now)]))
        case .unread(_, let count):
            Pair(words.text("unfinished.person"), words.plural("requests.unread", count))
        case .recallToSend(_, let handed):
            Pair(
                words.text("unfinished.consent"),
                words.text("consent.to-recall", ["bag": words.line(of: handed, in: scene.person)]))
        case .recallOpen(_, let recall):
            Pair(words.text("unfinished.consent"), words.text("pending.recall-answer", ["who": recall.recipient]))
        case .consentOpen(_, let record):
            Pair(
                words.text(record.pending == nil ? "unfinished.asked" : "attention.consent-answer"),
                words.line(of: record))
        case .contradiction(_, let record): Pair(words.text("attention.contradiction"), record.note)
        case .withholding(_, let record):
            Pair(words.text("unfinished.withheld"), words.name(of: record.state))
        case .attestationShaken(_, let attestation):
            Pair(words.text("attention.shaken"), "\(words.text("vouching.title")) \(attestation.id.hex.prefix(8))")
        }
    }
}

extension Unfinished {
    /// The task that whoever records that another organisation has the case is doing: it ends with that.
    var isHandOver: Bool { if case .task(_, let task) = self { task.template == .handOver } else { false } }
}
