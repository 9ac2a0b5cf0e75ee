// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a body is made of, in order: for each part `begin`, any number of `bytes`, `end`; at last `finished`.
public enum MultipartPart: Equatable, Sendable {
    /// `mediaType` is what the sender wrote, parameters included; `fileName` likewise, so neither is to be trusted.
    case begin(name: String, fileName: String?, mediaType: String?)
    case bytes([UInt8])
    case end
    /// After the closing boundary.
    case finished
}

/// Takes a `multipart/form-data` body apart as it streams by (RFC 7578; RFC 2046, section 5.1.1): bytes in, parts out, no
/// I/O. Holds back no more than a boundary or one part's header. How the body is cut into chunks changes nothing but
/// where `bytes` are cut.
///
/// Strict where senders agree: line ends are CRLF, nothing stands on a boundary's line but the boundary, headers are not
/// folded. `filename*` is ignored, as RFC 7578, section 4.2, forbids it.
public struct MultipartParser: Sendable {
    private enum State {
        case preamble(byteCount: Int)
        /// After a boundary; up to two bytes tell what comes.
        case boundaryLine([UInt8])
        case header([UInt8])
        case content
        case epilogue(byteCount: Int)
        case failed(MultipartError)
    }

    private let limits: MultipartLimits
    private var scanner: DelimiterScanner
    private var state = State.preamble(byteCount: 0)
    private var partCount = 0

    /// - Parameter contentType: the value of the request's Content-Type header.
    public init(contentType: String, limits: MultipartLimits = MultipartLimits()) throws(MultipartError) {
        scanner = DelimiterScanner(boundary: try Boundary.parse(contentType))
        self.limits = limits
    }

    /// What the next bytes of the body complete. What came before an error is handed out first: the error is thrown where there
    /// is nothing more, and then by every further call and by `finish`.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(MultipartError) -> [MultipartPart] {
        let chunk = Array(bytes)
        var parts: [MultipartPart] = []
        do {
            try read(chunk, into: &parts)
        } catch {
            state = .failed(error)
            if parts.isEmpty { throw error }
        }
        return parts
    }

    /// The body has ended: throws `truncated` unless the closing boundary was seen.
    public mutating func finish() throws(MultipartError) {
        switch state {
        case .epilogue: return
        case .failed(let error): throw error
        case .preamble, .boundaryLine, .header, .content:
            state = .failed(.truncated)
            throw .truncated
        }
    }

    // MARK: - One state after the other

    private mutating func read(_ chunk: [UInt8], into parts: inout [MultipartPart]) throws(MultipartError) {
        if case .failed(let error) = state { throw error }
        var position = 0
        while position < chunk.count {
            switch state {
            case .preamble(let byteCount): try readPreamble(chunk, &position, byteCount)
            case .boundaryLine(let line): try readBoundaryLine(line + [chunk[position]], &position, &parts)
            case .header(let header): try readHeader(chunk, &position, header, &parts)
            case .content: readContent(chunk, &position, &parts)
            case .epilogue(let byteCount): try readEpilogue(chunk, &position, byteCount)
            case .failed(let error): throw error
            }
        }
    }

    private mutating func readPreamble(
        _ chunk: [UInt8], _ position: inout Int, _ byteCount: Int
    ) throws(MultipartError) {
        let scanned = scanner.scan(chunk, from: &position)
        let total = byteCount + scanned.heldBack + scanned.content.count
        guard total <= limits.preambleByteCount else { throw .malformed(.preamble) }
        state = scanned.isAtDelimiter ? .boundaryLine([]) : .preamble(byteCount: total)
    }

    private mutating func readBoundaryLine(
        _ line: [UInt8], _ position: inout Int, _ parts: inout [MultipartPart]
    ) throws(MultipartError) {
        position += 1
        switch line {
        case [0x0D], [0x2D]: state = .boundaryLine(line)
        case [0x0D, 0x0A]:
            partCount += 1
            guard partCount <= limits.partCount else { throw .tooManyParts }
            state = .header([])
        case [0x2D, 0x2D]:
            parts.append(.finished)
            state = .epilogue(byteCount: 0)
        default: throw .malformed(.boundaryLine)
        }
    }

    private mutating func readHeader(
        _ chunk: [UInt8], _ position: inout Int, _ header: [UInt8], _ parts: inout [MultipartPart]
    ) throws(MultipartError) {
        // Emptied, so that the block has one owner and grows in place.
        state = .header([])
        var header = header
        while position < chunk.count {
            header.append(chunk[position])
            position += 1
            guard header.count <= limits.headerByteCount else { throw .headerTooLarge }
            if header.last == 0x0A, header.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] || header == [0x0D, 0x0A] {
                parts.append(try PartHeader.parse(header).begin)
                state = .content
                return
            }
        }
        state = .header(header)
    }

    private mutating func readContent(_ chunk: [UInt8], _ position: inout Int, _ parts: inout [MultipartPart]) {
        let scanned = scanner.scan(chunk, from: &position)
        if scanned.heldBack > 0 { parts.append(.bytes(Array(scanner.delimiter.prefix(scanned.heldBack)))) }
        if scanned.content.count == chunk.count {
            parts.append(.bytes(chunk))
        } else if !scanned.content.isEmpty {
            parts.append(.bytes(Array(chunk[scanned.content])))
        }
        guard scanned.isAtDelimiter else { return }
        parts.append(.end)
        state = .boundaryLine([])
    }

    private mutating func readEpilogue(
        _ chunk: [UInt8], _ position: inout Int, _ byteCount: Int
    ) throws(MultipartError) {
        let total = byteCount + chunk.count - position
        position = chunk.count
        guard total <= limits.epilogueByteCount else { throw .malformed(.epilogue) }
        state = .epilogue(byteCount: total)
    }
}
