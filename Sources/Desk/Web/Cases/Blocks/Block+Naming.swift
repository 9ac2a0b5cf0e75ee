// SPDX-License-Identifier: AGPL-3.0-or-later

extension Block {
    /// The same, each link with the name of its thing: "Correct" six times is nothing to choose from for whoever hears a list of links.
    var naming: Block {
        var block = self
        block.cards = cards.map(\.naming)
        block.table = table.map { table in
            BlockTable(
                headings: table.headings,
                rows: table.rows.map { row in
                    let thing = row.cells.first { $0.isHead }?.text ?? ""
                    return BlockTable.Row(
                        style: row.style,
                        cells: row.cells.map { cell in
                            var cell = cell
                            cell.acts = cell.acts.about(thing)
                            return cell
                        })
                }, style: table.style)
        }
        return block
    }
}

extension Card {
    fileprivate var naming: Card {
        var card = self
        let thing = [title, said ?? beside.first?.said ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        card.acts = acts.about(thing)
        for index in card.beside.indices {
            let side = beside[index]
            card.beside[index].acts = side.acts.about("\(title), \(side.heading), \(side.said)")
        }
        for index in card.questions.indices {
            card.questions[index].acts = questions[index].acts.about(questions[index].asked)
        }
        return card
    }
}

extension [Act] {
    fileprivate func about(_ thing: String) -> [Act] {
        let name = SafeText.firstLine(thing, maximumCount: 60)
        guard !name.isEmpty else { return self }
        return map { act in
            var act = act
            act.thing = act.thing ?? name
            return act
        }
    }
}
