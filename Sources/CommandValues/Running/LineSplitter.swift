// SPDX-License-Identifier: AGPL-3.0-or-later

/// Cuts a stream of bytes into lines; a line that grows without end is cut at 8 KiB.
public struct LineSplitter: Hashable, Sendable {
    static let longestByteCount = 8_192

    private var rest: [UInt8] = []

    public init() {}

    public mutating func feed(_ data: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in data {
            if byte == UInt8(ascii: "\n") || rest.count >= Self.longestByteCount { lines.append(take()) }
            if byte != UInt8(ascii: "\n") { rest.append(byte) }
        }
        return lines
    }

    /// The last line where the stream ended without a line end: often why a program died.
    public mutating func finish() -> String? { rest.isEmpty ? nil : take() }

    private mutating func take() -> String {
        defer { rest.removeAll(keepingCapacity: true) }
        return String(decoding: rest, as: UTF8.self)
    }
}
