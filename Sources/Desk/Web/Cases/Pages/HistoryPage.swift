// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The signed log of a case in plain words, of every part that this desk can open, the newest first. What did not count stands where it
/// came, and says why: two who were apart learn there what became of both their steps.
struct HistoryPage {
    static let itemCount = 100

    struct Item {
        let id: String
        let time: String
        let machineTime: String
        let part: String
        let text: String
        let said: String?
        /// Why it did not count; nil of what did.
        let why: String?
        /// Where it is said who could know this.
        let who: String
    }

    let back: String
    let alias: String
    let summary: String
    let items: [Item]
    let older: String?
    let newer: String?

    /// - Parameter number: which page, from 1.
    init(_ scene: CaseScene, number: Int) {
        let words = scene.words
        back = DeskPath.case(scene.record.id)
        alias = scene.record.alias
        let lines = Self.lines(scene)
        let pageCount = max(1, (lines.count + Self.itemCount - 1) / Self.itemCount)
        let number = min(max(1, number), pageCount)
        items = lines.dropFirst((number - 1) * Self.itemCount).prefix(Self.itemCount).map { Self.item($0, scene) }
        summary = words.plural("history.summary", lines.count)
        older = number < pageCount ? "\(back)/history?page=\(number + 1)" : nil
        newer = number > 1 ? "\(back)/history?page=\(number - 1)" : nil
    }

    /// Where an entry stands, without a copy of it.
    private struct Line {
        let sequence: UInt64
        let part: Int
        /// In the part's log, or among all that did not count.
        let place: Int
        var isRefused = false
    }

    private static func lines(_ scene: CaseScene) -> [Line] {
        let counted = scene.record.parts.indices.flatMap { part in
            let log = scene.record.parts[part].log
            return log.indices.map { Line(sequence: log[$0].sequence, part: part, place: $0) }
        }
        return (counted + refused(scene)).sorted { $0.sequence > $1.sequence }
    }

    private static func refused(_ scene: CaseScene) -> [Line] {
        let homes = scene.record.parts.map(\.compartment)
        let refused = scene.state.refused
        return refused.indices.compactMap { place in
            guard !refused[place].isOrdinary,
                let part = homes.firstIndex(of: refused[place].entry.compartment)
            else { return nil }
            return Line(sequence: refused[place].entry.sequence, part: part, place: place, isRefused: true)
        }
    }

    private static func item(_ line: Line, _ scene: CaseScene) -> Item {
        let part = scene.record.parts[line.part]
        guard !line.isRefused else { return refused(scene.state.refused[line.place], of: part, scene) }
        let entry = part.log[line.place]
        let sentence = HistorySentence(entry, scene)
        return Item(
            id: "e\(entry.sequence)", time: LocalTime.text(second: entry.recordedAt),
            machineTime: LocalTime.machineText(second: entry.recordedAt),
            part: scene.words.name(of: part, in: scene.record), text: sentence.text,
            said: sentence.said.isEmpty ? nil : sentence.said, why: nil,
            who: DeskPath.who(entry.entry, in: part.compartment, of: scene.record.id))
    }

    private static func refused(_ refused: RefusedEvent, of part: PartRecord, _ scene: CaseScene) -> Item {
        let entry = RefusedEntry(refused, scene)
        return Item(
            id: "e\(refused.entry.sequence)", time: entry.when,
            machineTime: LocalTime.machineText(second: refused.entry.recordedAt),
            part: scene.words.name(of: part, in: scene.record), text: entry.sentence, said: entry.said,
            why: scene.words.text("history.refused", ["why": entry.why]), who: entry.access)
    }
}
