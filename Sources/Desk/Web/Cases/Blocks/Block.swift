// SPDX-License-Identifier: AGPL-3.0-or-later

/// One question that a case's page answers: who this is, what is planned, what was claimed. Blocks of every area have the
/// same shapes, so that a worker learns them once.
struct Block {
    var id: String
    var heading: String
    var badges: [Badge] = []
    /// A sentence below the heading.
    var summary: String?
    /// What stands there when there is nothing: it says that there is nothing, or how it begins.
    var calm: String?
    var pairs: [Pair] = []
    var matrix: RiskMatrix?
    var cards: [Card] = []
    var table: BlockTable?
    /// What only some readers need: what is over.
    var deeper: Deeper?
    /// What the worker can do here.
    var acts: [Act] = []
}

/// A word in a frame. The style adds to what the word says and never stands for it.
struct Badge: Equatable {
    enum Style: String {
        case plain = ""
        case grave, near, good, doubt
    }

    let text: String
    let style: String

    init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style.rawValue
    }
}

/// A name and what stands under it.
struct Pair: Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A way to a form or a page.
struct Act: Equatable {
    let href: String
    let text: String
    /// What it is about, for whoever hears the links of a page one after the other; nil where that stands in the text.
    var thing: String?
}

/// A day on which something is due, in words that also say how far off it is.
struct When: Equatable {
    enum Style: String {
        case late, near
        case far = ""
    }

    let text: String
    let style: String

    init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style.rawValue
    }
}

/// One thing within a block.
struct Card {
    enum Style: String {
        case plain = ""
        /// Somebody has to decide.
        case open
        /// No longer holds.
        case past
    }

    let id: String
    let title: String
    var style = ""
    var badges: [Badge] = []
    var when: When?
    /// Who and when, small.
    var note: String?
    /// In somebody's words.
    var said: String?
    /// What is to be compared.
    var beside: [Side] = []
    var isToDecide = false
    var pairs: [Pair] = []
    var questions: [Question] = []
    var acts: [Act] = []
    /// What only some readers need.
    var deeper: Deeper?

    init(_ id: String, _ title: String, style: Style = .plain) {
        self.id = id
        self.title = title
        self.style = style.rawValue
    }
}

/// One of several things that stand beside each other.
struct Side {
    let heading: String
    let said: String
    var note: String?
    var badges: [Badge] = []
    var acts: [Act] = []
}

/// A question as it was asked, and what was answered.
struct Question {
    let number: String
    let asked: String
    let answer: String
    let topic: String
    var badges: [Badge] = []
    /// Said on later days; what was answered stays.
    var additions: [String] = []
    var acts: [Act] = []
}

/// What unfolds.
struct Deeper {
    let summary: String
    var pairs: [Pair] = []
    var lines: [String] = []

    /// Nil where there is nothing to unfold.
    var ifAny: Deeper? { pairs.isEmpty && lines.isEmpty ? nil : self }
}

/// Rows that are read across.
struct BlockTable {
    struct Cell {
        let text: String
        var isHead = false
        var when: When?
        var badges: [Badge] = []
        /// What must not be, a line each, behind what may.
        var noes: [String] = []
        var acts: [Act] = []
    }

    struct Row {
        let style: String
        let cells: [Cell]
    }

    let headings: [String]
    let rows: [Row]
    /// The class of a table whose columns are not alike; empty for any other.
    var style = ""
}

/// Likelihood by impact, five by five, with the square in which an assessment lies.
struct RiskMatrix {
    struct Square {
        /// The class of its band: low, medium, high, critical.
        let band: String
        let score: String
        let isHere: Bool
    }

    struct Line {
        let likelihood: String
        let squares: [Square]
    }

    let caption: String
    let impacts: [String]
    let lines: [Line]
}

extension Block {
    /// For reading beside a form: nothing leads away from what is being typed.
    var withoutActs: Block {
        var block = self
        block.acts = []
        block.cards = cards.map(\.withoutActs)
        block.table = table.map { table in
            BlockTable(
                headings: table.headings,
                rows: table.rows.map { row in
                    BlockTable.Row(
                        style: row.style,
                        cells: row.cells.map {
                            BlockTable.Cell(
                                text: $0.text, isHead: $0.isHead, when: $0.when, badges: $0.badges, noes: $0.noes)
                        })
                }, style: table.style)
        }
        return block
    }
}

extension Card {
    fileprivate var withoutActs: Card {
        var card = self
        card.acts = []
        for index in card.beside.indices { card.beside[index].acts = [] }
        for index in card.questions.indices { card.questions[index].acts = [] }
        return card
    }
}
