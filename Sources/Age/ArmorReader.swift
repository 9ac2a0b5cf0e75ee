// SPDX-License-Identifier: AGPL-3.0-or-later

/// Push-style removal of armor, strict: a file has one armored form, but for LF or CRLF line ends and for white
/// space before and after.
public struct ArmorReader: Sendable {
    private enum Expectation {
        case begin
        case contentOrEnd
        case end
        case nothing
    }

    private var expectation = Expectation.begin
    private var line: [UInt8] = []
    private var whiteSpaceByteCount = 0
    private var failure: AgeError?

    public init() {}

    /// The content that became readable. When it comes before damage in the same call, it is returned and the next
    /// call throws ``AgeError/armorDamaged(_:)``; after a failure every call throws it again.
    public mutating func update(_ armored: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        if let failure { throw failure }
        var output: [UInt8] = []
        do throws(AgeError) {
            try withSpan(of: armored) { span throws(AgeError) in
                try take(span, into: &output)
            }
        } catch {
            failure = error
            if output.isEmpty { throw error }
        }
        return output
    }

    /// Confirms that the armor is complete, and returns what its last line held.
    public mutating func finish() throws(AgeError) -> [UInt8] {
        if let failure { throw failure }
        var output: [UInt8] = []
        // The last line may lack its line end.
        if !line.isEmpty, expectation != .nothing { try finishLine(into: &output) }
        guard expectation == .nothing else { throw .armorDamaged("the text ends before the line that ends it") }
        return output
    }

    private mutating func take(_ bytes: Span<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        var start = 0
        while start < bytes.count, expectation != .nothing {
            var end = start
            while end < bytes.count, bytes[end] != lineFeed { end += 1 }
            guard line.count + (end - start) <= longestLine else { throw .armorDamaged("a line is too long") }
            line.append(copying: bytes.extracting(start..<end))
            if end < bytes.count { try finishLine(into: &output) }
            start = end + 1
        }
        while start < bytes.count {
            guard Armor.isWhiteSpace(bytes[start]) else {
                throw .armorDamaged("something follows the line that ends it")
            }
            try countWhiteSpace(1)
            start += 1
        }
    }

    /// One more than a line of content has, for the CR of a CRLF.
    private var longestLine: Int {
        expectation == .begin ? Armor.maximumWhiteSpaceByteCount : Armor.lineByteCount + 1
    }

    private mutating func finishLine(into output: inout [UInt8]) throws(AgeError) {
        if line.last == carriageReturn { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        switch expectation {
        case .begin: try begin()
        case .contentOrEnd:
            if line == Armor.end { expectation = .nothing } else { try content(into: &output) }
        case .end:
            guard line == Armor.end else { throw .armorDamaged("a short line is not the last one") }
            expectation = .nothing
        case .nothing: break
        }
    }

    private mutating func begin() throws(AgeError) {
        if line.allSatisfy(Armor.isWhiteSpace) { return try countWhiteSpace(line.count + 1) }
        guard line == Armor.begin else {
            throw .armorDamaged("the first line is not -----BEGIN AGE ENCRYPTED FILE-----")
        }
        whiteSpaceByteCount = 0
        // Nothing between the lines is armor of nothing, which is then told as a file that is cut off in its header.
        expectation = .contentOrEnd
    }

    private mutating func content(into output: inout [UInt8]) throws(AgeError) {
        let start = output.count
        guard !line.isEmpty, line.count <= Armor.lineByteCount,
            Base64.append(decoding: line[...], padding: .required, to: &output)
        else {
            output.removeSubrange(start...)
            throw .armorDamaged("a line is not canonical base64")
        }
        expectation = output.count - start == Armor.lineContentByteCount ? .contentOrEnd : .end
    }

    private mutating func countWhiteSpace(_ count: Int) throws(AgeError) {
        whiteSpaceByteCount += count
        guard whiteSpaceByteCount <= Armor.maximumWhiteSpaceByteCount else {
            throw .armorDamaged("there is too much white space around it")
        }
    }
}
