// SPDX-License-Identifier: AGPL-3.0-or-later
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for CRLF, `--` and the boundary in bytes that come in chunks.
///
/// A boundary has no carriage return (RFC 2046, section 5.1.1), so the only place where a match can begin inside a failed match
/// is the byte that failed it: no table of partial matches is needed.
struct DelimiterScanner: Sendable {
    /// What one chunk had up to the delimiter or its own end.
    struct Scan {
        /// How many bytes at the delimiter's start, held back from earlier chunks, turned out to be content.
        var heldBack = 0
        /// Where in the chunk there is content.
        var content: Range<Int>
        /// Whether the delimiter follows the content; the position is then behind it.
        var isAtDelimiter = false
    }

    let delimiter: [UInt8]
    /// How much of the delimiter the bytes so far end with.
    private var matched: Int

    /// The first delimiter may stand at the very beginning, as if a line had just ended.
    init(boundary: [UInt8]) {
        delimiter = Array("\r\n--".utf8) + boundary
        matched = 2
    }

    mutating func scan(_ chunk: [UInt8], from position: inout Int) -> Scan {
        var scan = Scan(content: position..<position)
        let start = position
        var carried = matched
        while position < chunk.count {
            if matched == 0 {
                position = Self.carriageReturn(in: chunk, from: position)
                if position < chunk.count {
                    matched = 1
                    position += 1
                }
            } else if chunk[position] == delimiter[matched] {
                matched += 1
                position += 1
                if matched == delimiter.count {
                    scan.isAtDelimiter = true
                    break
                }
            } else {
                scan.heldBack += carried
                carried = 0
                matched = 0
            }
        }
        scan.content = start..<position - (matched - carried)
        if scan.isAtDelimiter { matched = 0 }
        return scan
    }

    /// The index of the next carriage return, or the chunk's end.
    private static func carriageReturn(in chunk: [UInt8], from start: Int) -> Int {
        unsafe chunk.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, 0x0D, bytes.count - start)
            else { return bytes.count }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
