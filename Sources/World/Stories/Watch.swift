// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

/// What others wrote about people, as somebody finds it: a list of the wanted and an article. Both are invented.
struct Watch {
    let prose: Prose
    /// The world's today, in seconds since 1970.
    let end: UInt64
    var random: WorldRandom

    private static let strangerCount = 12

    /// When each of them happens, in seconds since 1970.
    var listSecond: UInt64 { end - min(end, 2 * Story.day) }
    var decisionSecond: UInt64 { listSecond + 5 * Story.hour }
    var textSecond: UInt64 { end - min(end, Story.day) }

    /// Strangers, and these people: all as their passports write them, and none with the right year.
    mutating func list(naming people: [Persona]) -> Deed {
        var rows: [String] = []
        for _ in 0..<Self.strangerCount {
            let stranger = Persona(0, theme: nil, prose.language, &random)
            rows.append(Self.row(stranger, year: random.number(1960...2004)))
        }
        for person in people {
            rows.insert(Self.row(person, year: 1971), at: random.number(0...rows.count - 1))
        }
        let table = rows.enumerated().map { "WL-\(1_001 + $0.offset),\($0.element)" }
        return .comparesList(
            DroppedList(
                title: prose.text("watch.list"), source: prose.text("watch.source"), date: Day(at: listSecond),
                licence: prose.text("watch.licence"), table: (["id,name,birth_date"] + table).joined(separator: "\n")))
    }

    func text(naming person: Persona) -> Deed {
        .comparesText(
            title: prose.text("watch.article"), date: Day(at: textSecond),
            text: prose.text("watch.text", of: person))
    }

    private static func row(_ persona: Persona, year: Int) -> String {
        "\"\(persona.family.latin.uppercased()), \(persona.given.latin)\",\(year)"
    }
}
