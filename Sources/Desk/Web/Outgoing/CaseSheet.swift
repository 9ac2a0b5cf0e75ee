// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Pages

/// `case.html` of an exported case: the same for people, to be read and printed anywhere, without script and without asking anybody
/// for anything.
struct CaseSheet {
    struct Part {
        let heading: String
        let blocks: [Block]
        let entries: [Entry]
    }

    struct Entry {
        let time: String
        let machineTime: String
        let text: String
        let said: String?
    }

    struct File {
        let path: String?
        let name: String
        let size: String
    }

    let t: Words
    let lang: String
    /// The name of the bag: what colleagues call the case stays at home.
    let title: String
    let organisation: String
    /// That everything here is invented; nil where it is not.
    let rehearsal: String?
    let facts: [Pair]
    let parts: [Part]
    let files: [File]

    init(_ order: ExportOrder, files: [CaseDocument.File], fingerprint: String, _ scene: CaseScene) {
        let words = scene.words
        t = Words(words)
        lang = words.language.tag
        title = order.folder
        organisation = scene.state.organisation?.name ?? ""
        rehearsal = scene.state.organisation?.isRehearsal == true ? words.text("rehearsal.banner") : nil
        facts = [
            Pair(words.text("sheet-of-case.organisation"), organisation),
            Pair(words.text("vouching.fingerprint"), fingerprint),
            Pair(words.text("sheet-of-case.at"), LocalTime.text(second: scene.now)),
            Pair(words.text("sheet-of-case.by"), scene.me.map(scene.name) ?? ""),
            Pair(words.text("sheet-of-case.to"), order.recipientName),
            Pair(words.text("sheet-of-case.why"), order.why),
            Pair(
                words.text("sheet-of-case.parts"),
                order.parts.map { words.name(of: $0, among: order.parts) }.joined(separator: ", ")),
        ]
        parts = order.parts.map { part in
            Part(
                heading: words.name(of: part, among: order.parts),
                blocks: PartBlocks.leaving(part, scene).map(\.withoutActs),
                entries: order.log(of: part).map { item in
                    let sentence = HistorySentence(item, scene)
                    return Entry(
                        time: LocalTime.text(second: item.recordedAt),
                        machineTime: LocalTime.machineText(second: item.recordedAt), text: sentence.text,
                        said: sentence.said.isEmpty ? nil : sentence.said)
                })
        }
        self.files = files.map {
            File(path: $0.path, name: SafeText.fileName($0.name), size: words.size(byteCount: $0.byteCount))
        }
    }
}
