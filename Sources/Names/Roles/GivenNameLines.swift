// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads the tables of ``GivenNames``: lines of a gender and of names between semicolons, whose forms stand between
/// spaces, the short ones behind a slash.
enum GivenNameLines {
    /// What stands there, in order.
    enum Part {
        /// A name begins; the forms behind it are its own.
        case name(GivenNames.Gender)
        case form(Substring, isShort: Bool)
    }

    static func read(_ tables: [String], _ see: (Part) -> Void) {
        for table in tables {
            for line in table.utf8.split(separator: UInt8(ascii: "\n")) {
                let gender: GivenNames.Gender = line.first == UInt8(ascii: "f") ? .female : .male
                for name in line.dropFirst().split(separator: UInt8(ascii: ";")) {
                    see(.name(gender))
                    var isShort = false
                    for word in name.split(separator: UInt8(ascii: " ")) {
                        if word.elementsEqual("/".utf8) {
                            isShort = true
                            continue
                        }
                        see(.form(Substring(word), isShort: isShort))
                    }
                }
            }
        }
    }
}
