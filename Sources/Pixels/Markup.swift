// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a name in a file means, where something stands under it.
enum Telling: Sendable {
    case place
    /// A device, a program, an author, an owner, or where something lay on somebody's machine.
    case device
    /// What somebody wrote about it.
    case words
    /// Nothing that tells of anybody.
    case quiet
    /// Nothing here reads it.
    case unread
}

extension FileTraces {
    mutating func add(_ telling: Telling) {
        switch telling {
        case .place: holdsPlace = true
        case .device: holdsDevice = true
        case .words: holdsWords = true
        case .quiet: break
        case .unread: lookedNoFurther()
        }
    }
}

/// Names of elements and attributes, as far as they say something of a file.
struct MarkupNames: Sendable {
    /// With the part before the colon.
    var full: NameTable<Telling>
    /// By the part before the colon, of names that are not in the list.
    var prefixes: NameTable<Telling>
    /// By the part behind the colon, whatever stands before it.
    var local: NameTable<Telling>
    let other: Telling

    init(
        _ full: [([String], Telling)] = [], prefixes: [([String], Telling)] = [], local: [([String], Telling)] = [],
        other: Telling
    ) {
        self.full = NameTable(full)
        self.prefixes = NameTable(prefixes)
        self.local = NameTable(local)
        self.other = other
    }

    func telling(_ name: MarkupReader.Name) -> Telling {
        full[name.full] ?? local[name.local] ?? name.prefix.flatMap { prefixes[$0] } ?? other
    }
}

/// Goes through markup once, from name to name. What does not hold together ends it.
struct MarkupReader {
    struct Name {
        var full = NameNumber()
        var local = NameNumber()
        var prefix: NameNumber?
        /// Whether something stands under it: in the element, or in its attributes where it has nothing else; behind the attribute.
        var isFilled = false
        /// Whether something stands in the element.
        var hasContent = false
        /// What the attribute says; empty of an element.
        var value: ArraySlice<UInt8> = []
        /// How many steps it took to say so, beside its own bytes.
        var steps = 4
    }

    private let bytes: ArraySlice<UInt8>
    private var place: Int
    private var isInTag = false
    /// Whether it ended where something began that has no end.
    private(set) var isBroken = false

    /// Its whole length is to be paid for before it is read.
    init?(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) {
        guard effort.spend(2 * bytes.count) else { return nil }
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// The next element that begins, or the next attribute.
    mutating func next() -> Name? {
        while place < bytes.endIndex {
            if isInTag {
                skip { Self.isSpace($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
                guard place < bytes.endIndex else { break }
                if bytes[place] == UInt8(ascii: ">") {
                    (isInTag, place) = (false, place + 1)
                } else if Self.isOfName(bytes[place]) {
                    return attribute()
                } else {
                    place += 1
                }
                continue
            }
            skip { $0 != UInt8(ascii: "<") }
            guard place + 1 < bytes.endIndex else { break }
            place += 1
            switch bytes[place] {
            case UInt8(ascii: "/"): skip { $0 != UInt8(ascii: ">") }
            case UInt8(ascii: "?"): skip { $0 != UInt8(ascii: ">") }
            case UInt8(ascii: "!"): skipDeclaration()
            default: if Self.isOfName(bytes[place]) { return element() }
            }
        }
        isBroken = isBroken || isInTag
        place = bytes.endIndex
        return nil
    }

    private mutating func skipDeclaration() {
        let isRemark = bytes[place...].starts(with: Array("!--".utf8))
        let isText = bytes[place...].starts(with: Array("![CDATA[".utf8))
        let end = isText ? UInt8(ascii: "]") : UInt8(ascii: "-")
        repeat {
            skip { $0 != UInt8(ascii: ">") }
            guard isRemark || isText else { return }
            if place < bytes.endIndex, bytes[place - 1] == end, bytes[place - 2] == end { return }
            place += 1
        } while place < bytes.endIndex
        isBroken = true
        place = bytes.endIndex
    }

    private mutating func skip(while isSkipped: (UInt8) -> Bool) {
        while place < bytes.endIndex, isSkipped(bytes[place]) { place += 1 }
    }

    private mutating func name() -> Name {
        var name = Name()
        while place < bytes.endIndex, Self.isOfName(bytes[place]) {
            if bytes[place] == UInt8(ascii: ":") {
                name.prefix = name.full
                name.local = NameNumber()
            } else {
                name.local.add(bytes[place])
            }
            name.full.add(bytes[place])
            place += 1
        }
        return name
    }

    /// Filled where something stands in it. A look ahead, and not far: nobody writes many spaces there, and who does has written something.
    private mutating func element() -> Name {
        var name = name()
        isInTag = true
        var ahead = bytes[place...].prefix(Self.farthest)
        var quote: UInt8?
        var hasAttributes = false
        while let byte = ahead.popFirst() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                (quote, hasAttributes) = (byte, true)
            } else if byte == UInt8(ascii: ">") {
                let isEmpty = bytes[ahead.startIndex - 2] == UInt8(ascii: "/")
                let content = ahead.drop(while: Self.isSpace)
                name.steps += ahead.startIndex - place
                name.hasContent = !isEmpty && !content.starts(with: [UInt8(ascii: "<"), UInt8(ascii: "/")])
                name.isFilled = name.hasContent || isEmpty && hasAttributes
                return name
            }
        }
        name.steps += Self.farthest
        (name.isFilled, name.hasContent) = (true, true)
        return name
    }

    private static let farthest = 512

    private mutating func attribute() -> Name {
        var name = name()
        skip(while: Self.isSpace)
        guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "=") else { return name }
        place += 1
        skip(while: Self.isSpace)
        guard place < bytes.endIndex, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[place]) else {
            name.isFilled = true
            return name
        }
        let quote = bytes[place]
        place += 1
        let start = place
        skip { $0 != quote }
        name.isFilled = place > start
        name.value = bytes[start..<place]
        isBroken = isBroken || place == bytes.endIndex
        place = min(place + 1, bytes.endIndex)
        return name
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }
}

extension FileTraces {
    private static let decidingMarkup = 64

    /// What the names in a piece of markup tell.
    init(ofMarkup bytes: ArraySlice<UInt8>, _ names: MarkupNames, _ effort: inout Effort) {
        self.init()
        // Letters of two bytes are not read.
        if bytes.prefix(Self.decidingMarkup).contains(0) { lookedNoFurther() }
        guard var reader = MarkupReader(bytes, &effort) else { return }
        while let name = reader.next() {
            guard effort.spend(name.steps) else { return }
            if name.isFilled { add(names.telling(name)) }
        }
        if reader.isBroken { lookedNoFurther() }
    }
}
