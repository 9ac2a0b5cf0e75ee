// SPDX-License-Identifier: AGPL-3.0-or-later

/// Reads a header from bytes as they arrive, one line at a time, by the grammar in the age specification
/// ("ABNF definition of file header") and nothing wider.
struct HeaderParser: Sendable {
    private enum Expectation {
        case version
        case stanzaOrEnd
        case body
    }

    private var expectation = Expectation.version
    private var text: [UInt8] = []
    private var lineStart = 0
    private var stanzas: [Stanza] = []

    /// How many bytes a first line may have before it is certain that this is no age file.
    private static let longestVersionLine = 128
    private static let scryptType = Array("scrypt".utf8)

    /// Takes bytes from `input` at `position` up to the end of the header, which it returns, or of the input.
    mutating func consume(_ input: Span<UInt8>, from position: inout Int) throws(AgeError) -> Header? {
        while position < input.count {
            let byte = input[position]
            position += 1
            if byte == lineFeed {
                if let header = try finishLine() { return header }
            } else {
                text.append(byte)
                try checkBounds()
            }
        }
        return nil
    }

    /// What is wrong with a file that ends inside its header.
    var truncation: AgeError { .headerDamaged(text.isEmpty ? "the file is empty" : "the file ends inside its header") }

    private func checkBounds() throws(AgeError) {
        guard text.count < Header.maximumByteCount else { throw .headerDamaged("the header is too long") }
        guard expectation != .version || text.count <= Self.longestVersionLine else { throw Self.notAnAgeFile }
    }

    private static let notAnAgeFile = AgeError.headerDamaged("this is not an age file")

    private mutating func finishLine() throws(AgeError) -> Header? {
        let line = text[lineStart...]
        switch expectation {
        case .version:
            try checkVersion(line)
            expectation = .stanzaOrEnd
        case .stanzaOrEnd:
            if line.starts(with: Header.endMark) { return try end(line) }
            stanzas.append(try Stanza(parsing: line))
            expectation = .body
        case .body:
            try addBodyLine(line)
        }
        text.append(lineFeed)
        lineStart = text.count
        return nil
    }

    private func checkVersion(_ line: ArraySlice<UInt8>) throws(AgeError) {
        guard line.elementsEqual(Header.versionLine) else {
            guard line.starts(with: "age-encryption.org/".utf8) else { throw Self.notAnAgeFile }
            throw .headerDamaged("the file is in a version of age other than v1")
        }
    }

    private mutating func addBodyLine(_ line: ArraySlice<UInt8>) throws(AgeError) {
        guard line.count <= Stanza.lineByteCount else { throw .headerDamaged("a stanza has a line that is too long") }
        guard let bytes = Base64.decode(line) else {
            throw .headerDamaged("a stanza's body is not canonical base64 that ends with a short line")
        }
        stanzas[stanzas.count - 1].body.append(contentsOf: bytes)
        if line.count < Stanza.lineByteCount { expectation = .stanzaOrEnd }
    }

    private func end(_ line: ArraySlice<UInt8>) throws(AgeError) -> Header {
        let mark = Header.endMark + [UInt8(ascii: " ")]
        guard line.starts(with: mark), let mac = Base64.decode(line.dropFirst(mark.count)),
            mac.count == Header.macByteCount
        else { throw .headerDamaged("the header's last line is not a MAC") }
        guard !stanzas.isEmpty else { throw .headerDamaged("the header has no stanza") }
        // Else somebody who knows the passphrase could no longer be told from somebody who has a key.
        guard stanzas.count == 1 || !stanzas.contains(where: { $0.isOf(type: Self.scryptType) }) else {
            throw .headerDamaged("a passphrase stanza is not the only one")
        }
        let authenticated = text[..<(lineStart + Header.endMark.count)]
        return Header(stanzas: stanzas, mac: mac, authenticated: Array(authenticated))
    }
}
