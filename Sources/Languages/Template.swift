// SPDX-License-Identifier: AGPL-3.0-or-later

/// A text with `{name}` placeholders. Names are letters, digits and hyphens; any other brace is a brace.
struct Template {
    private enum Piece {
        case text(Substring)
        case placeholder(Substring)
    }

    private let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let inside = rest[rest.index(after: open)...]
            let name = inside.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            guard !name.isEmpty, name.endIndex < inside.endIndex, inside[name.endIndex] == "}" else {
                pieces.append(.text(rest[...open]))
                rest = inside
                continue
            }
            pieces.append(.text(rest[..<open]))
            pieces.append(.placeholder(name))
            rest = inside[inside.index(after: name.endIndex)...]
        }
        pieces.append(.text(rest))
        self.pieces = pieces
    }

    var names: [String] {
        pieces.compactMap { piece in
            switch piece {
            case .text: nil
            case .placeholder(let name): String(name)
            }
        }
    }

    /// What `values` do not name stays as it is. Values are not looked at again: braces in them are text, and they turn nothing around that
    /// stands behind them.
    func filled(with values: [String: String]) -> String {
        pieces.reduce(into: "") { result, piece in
            switch piece {
            case .text(let text): result += text
            case .placeholder(let name): result += values[String(name)].map(Bidirectional.isolated) ?? "{\(name)}"
            }
        }
    }
}
