// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads the tables of ``GivenNames``: lines of a gender and of names between semicolons, whose forms stand between
/// spaces, the short ones behind a slash.
///
/// Byte by byte, for it is done whenever the program starts.
struct GivenNameLines {
    /// What stands there, in order.
    enum Part {
        /// A name begins; the forms behind it are its own.
        case name(GivenNames.Gender)
        /// Where a form stands.
        case form(Range<Int>, isShort: Bool)
    }

    private var gender: GivenNames.Gender?
    private var isInName = false
    private var isShort = false

    static func read(_ table: Span<UInt8>, _ see: (Part) -> Void) {
        var lines = GivenNameLines()
        var place = 0
        while place < table.count { lines.next(in: table, at: &place, see) }
    }

    /// Reads one sign or one form.
    private mutating func next(in table: Span<UInt8>, at place: inout Int, _ see: (Part) -> Void) {
        let byte = table[place]
        if byte == UInt8(ascii: "\n") {
            self = GivenNameLines()
            place += 1
            return
        }
        guard let gender else {
            self.gender = byte == UInt8(ascii: "f") ? .female : .male
            place += 1
            return
        }
        if byte == UInt8(ascii: ";") {
            isInName = false
            place += 1
            return
        }
        if !isInName {
            see(.name(gender))
            isInName = true
            isShort = false
        }
        let start = place
        while place < table.count, !Self.endsForm(table[place]) { place += 1 }
        if place == start {
            place += 1
        } else if place == start + 1, byte == UInt8(ascii: "/") {
            isShort = true
        } else {
            see(.form(start..<place, isShort: isShort))
        }
    }

    private static func endsForm(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\n")
    }
}
