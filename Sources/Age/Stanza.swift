// SPDX-License-Identifier: AGPL-3.0-or-later

/// One wrapping of the file key in the header: `-> TYPE ARGUMENT...` and a base64 body
/// (age specification, "Recipient stanza").
struct Stanza: Sendable, Equatable {
    /// The type and its arguments, each one or more visible ASCII characters.
    var arguments: [[UInt8]]
    var body: [UInt8] = []

    static let prefix = Array("-> ".utf8)
    static let lineByteCount = 64
    static let lineBodyByteCount = 48

    init(arguments: [[UInt8]], body: [UInt8] = []) {
        self.arguments = arguments
        self.body = body
    }

    /// Reads the line that opens a stanza, without its line feed.
    init(parsing line: ArraySlice<UInt8>) throws(AgeError) {
        guard line.starts(with: Self.prefix) else {
            throw .headerDamaged("a line is neither a stanza nor the end of the header")
        }
        arguments = line.dropFirst(Self.prefix.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { Array($0) }
        for argument in arguments {
            guard !argument.isEmpty, argument.allSatisfy({ (0x21...0x7e) ~= $0 }) else {
                throw .headerDamaged("a stanza has an empty or invalid argument")
            }
        }
    }

    /// Whether this is a stanza of the type, which is compared as written.
    func isOf(type: [UInt8]) -> Bool { arguments.first == type }

    /// The stanza as it stands in a header. The body always ends with a line shorter than 64 characters.
    func append(to header: inout [UInt8]) {
        header.append(contentsOf: Self.prefix)
        header.append(contentsOf: arguments.joined(separator: [UInt8(ascii: " ")]))
        header.append(lineFeed)
        let text = Base64.encode(body)
        var position = 0
        while text.count - position >= Self.lineByteCount {
            header.append(contentsOf: text[position..<position + Self.lineByteCount])
            header.append(lineFeed)
            position += Self.lineByteCount
        }
        header.append(contentsOf: text[position...])
        header.append(lineFeed)
    }
}

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
