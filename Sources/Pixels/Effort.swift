// SPDX-License-Identifier: AGPL-3.0-or-later

/// How much is still done for one file, whatever stands in it: a bomb does not go off, no loop goes on for longer than the file has bytes for, and nothing is
/// read a hundred times over. Everything that walks through a file spends from the same; who cannot pay stops, and then not the whole of the file was
/// looked at. A step is about as long as looking at one byte.
struct Effort {
    /// Honest files take four to ten: each pass over a byte is one.
    static let stepsPerByte = 16
    /// What short files have beside that.
    static let fewestSteps = 1 << 18
    static let mostUnpackedBytes = 64 << 20
    private static let mostPieces = 8_192
    /// To read the codes that a packed block brings with it.
    private static let stepsPerBlock = 512

    /// How much was done.
    private(set) var steps = 0
    private(set) var stepsLeft: Int
    private var wasRefused = false
    /// Whether something may have been left because nothing was left to do it with.
    var isSpent: Bool { wasRefused || stepsLeft == 0 }

    private(set) var unpackedLeft = mostUnpackedBytes
    /// Nothing honest has more packed in it than it is long.
    private var packedLeft: Int
    private var piecesLeft = mostPieces

    init(for byteCount: Int) {
        packedLeft = byteCount
        stepsLeft = Self.fewestSteps + Self.stepsPerByte * byteCount
    }

    var unpackedByteCount: Int { Self.mostUnpackedBytes - unpackedLeft }

    /// Before something is done: whether it may be. What cannot be paid for is not begun, and nothing after it.
    mutating func spend(_ count: Int) -> Bool {
        guard !wasRefused, count <= stepsLeft else {
            (wasRefused, stepsLeft) = (true, 0)
            return false
        }
        steps += count
        stepsLeft -= count
        return true
    }

    /// Nil where there is no room left. `packed` may go on behind its end.
    mutating func unpack(_ packed: ArraySlice<UInt8>) -> Inflater.Output? {
        guard piecesLeft > 0, unpackedLeft > 0, packedLeft > 0, spend(1) else { return nil }
        piecesLeft -= 1
        let output = Inflater.unpack(
            packed.prefix(packedLeft), most: unpackedLeft, blocks: stepsLeft / Self.stepsPerBlock)
        packedLeft -= output.readByteCount
        guard spend(output.blockCount * Self.stepsPerBlock) else { return nil }
        admit(output.bytes.count)
        return output
    }

    /// What is in the two bytes more that zlib puts in front (RFC 1950); nil also where they are something else.
    mutating func unpackZlib(_ packed: ArraySlice<UInt8>) -> Inflater.Output? {
        guard let head = packed.bigEndian(at: 0, byteCount: 2), head % 31 == 0, head >> 8 & 15 == 8, head & 32 == 0
        else { return nil }
        return unpack(packed.dropFirst(2))
    }

    /// What is not packed takes room too.
    mutating func take(_ stored: ArraySlice<UInt8>) -> [UInt8]? {
        guard piecesLeft > 0, stored.count <= packedLeft, stored.count <= unpackedLeft else { return nil }
        piecesLeft -= 1
        packedLeft -= stored.count
        admit(stored.count)
        return Array(stored)
    }

    private mutating func admit(_ byteCount: Int) {
        unpackedLeft -= byteCount
        if !wasRefused { stepsLeft += Self.stepsPerByte * byteCount }
    }
}
