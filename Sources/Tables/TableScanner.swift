// SPDX-License-Identifier: AGPL-3.0-or-later

/// Cuts text into records and records into fields (RFC 4180, section 2). The separator is the one that the first line uses most. Empty
/// lines are passed over. After a broken record it goes on with the next line, so that one quote does not swallow the rest.
struct TableScanner {
    struct Record {
        /// From 1.
        let line: Int
        let content: Result<[String], Table.Problem.Reason>
    }

    private let text: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let tab = UInt8(ascii: "\t")

    /// `text` is UTF-8.
    init(_ text: [UInt8]) {
        self.text = text
        let first = text.prefix { $0 != Self.newline }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), Self.tab]
        let counts = candidates.map { candidate in first.count { $0 == candidate } }
        separator = candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }

    /// Nil at the end.
    /// - Parameter columnCount: as many as the heading has. A record of several lines with another number is what two stray quotes
    ///   enclose: the lines behind the first are read anew.
    mutating func next(columnCount: Int? = nil) -> Record? {
        while place < text.count, let length = breakLength(at: place) {
            place += length
            line += 1
        }
        guard place < text.count else { return nil }
        let (begin, start) = (line, place)
        do throws(Table.Problem.Reason) {
            let fields = try fields()
            let isSeveral = text[start..<place].dropLast().contains(Self.newline)
            if isSeveral, let columnCount, fields.count != columnCount { throw .unclosedQuote }
            return Record(line: begin, content: .success(fields))
        } catch {
            // Whatever was open is closed: the next line begins anew.
            (place, line) = (start, begin)
            skipLine()
            return Record(line: begin, content: .failure(error))
        }
    }

    /// The length of a line break here; nil where there is none.
    private func breakLength(at place: Int) -> Int? {
        if text[place] == Self.newline { return 1 }
        let isPair = text[place] == Self.carriageReturn && place + 1 < text.count && text[place + 1] == Self.newline
        return isPair ? 2 : nil
    }

    private mutating func skipLine() {
        while place < text.count, text[place] != Self.newline { place += 1 }
        if place < text.count { place += 1 }
        line += 1
    }

    private mutating func fields() throws(Table.Problem.Reason) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try place < text.count && text[place] == Self.quote ? quoted() : plain())
            guard place < text.count, text[place] == separator else { break }
            place += 1
        }
        if place < text.count, let length = breakLength(at: place) {
            place += length
            line += 1
        }
        return fields
    }

    private mutating func plain() throws(Table.Problem.Reason) -> String {
        let start = place
        while place < text.count, text[place] != separator, breakLength(at: place) == nil {
            guard text[place] != Self.quote else { throw .strayQuote }
            guard isText(text[place]) else { throw .controlCharacter }
            place += 1
        }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    private mutating func quoted() throws(Table.Problem.Reason) -> String {
        var content: [UInt8] = []
        place += 1
        while true {
            // A quote that nothing closes must not make every line behind it be read to the end.
            guard place < text.count, content.count < Table.maximumFieldByteCount else { throw .unclosedQuote }
            let byte = text[place]
            if byte == Self.quote {
                place += 1
                guard place < text.count, text[place] == Self.quote else { break }
                content.append(Self.quote)
                place += 1
                continue
            }
            if let length = breakLength(at: place) {
                content.append(Self.newline)
                place += length
                line += 1
                continue
            }
            guard isText(byte) else { throw .controlCharacter }
            content.append(byte)
            place += 1
        }
        guard place == text.count || text[place] == separator || breakLength(at: place) != nil else {
            throw .strayQuote
        }
        return String(decoding: content, as: UTF8.self)
    }

    private func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == Self.tab }
}
