// SPDX-License-Identifier: AGPL-3.0-or-later

/// Unpacks DEFLATE (RFC 1951), as far as somebody asks. What does not hold together ends it, with what came before.
struct Inflater {
    struct Output {
        var bytes: [UInt8] = []
        /// Whether it came to its end.
        var isWhole = false
        /// How much of the input was read for it.
        var readByteCount = 0
        var blockCount = 0
    }

    private static let longestCode = 15

    private let input: ArraySlice<UInt8>
    private let most: Int
    private let mostBlocks: Int
    private var blockCount = 0
    private var place: Int
    /// Bits that were read and not taken yet, the next one lowest.
    private var held: UInt32 = 0
    private var heldCount = 0
    private var output: [UInt8] = []

    private init(_ input: ArraySlice<UInt8>, most: Int, blocks: Int) {
        self.input = input
        self.most = most
        mostBlocks = blocks
        place = input.startIndex
    }

    /// - Parameter blocks: of blocks that hold nothing no packer writes so many.
    static func unpack(_ input: ArraySlice<UInt8>, most: Int, blocks: Int = 1 << 16) -> Output {
        var inflater = Inflater(input, most: most, blocks: blocks)
        let isWhole = inflater.run()
        return Output(
            bytes: inflater.output, isWhole: isWhole, readByteCount: inflater.place - input.startIndex,
            blockCount: inflater.blockCount)
    }

    /// Whether the last block was read to its end.
    private mutating func run() -> Bool {
        while blockCount < mostBlocks {
            blockCount += 1
            guard let isLast = bits(1), let kind = bits(2) else { return false }
            let isRead: Bool
            switch kind {
            case 0: isRead = stored()
            case 1: isRead = packed(Self.fixedLiterals, Self.fixedDistances)
            case 2: isRead = ownCodes().map { packed($0, $1) } ?? false
            default: isRead = false
            }
            guard isRead else { return false }
            if isLast == 1 { return true }
        }
        return false
    }

    private mutating func bits(_ count: Int) -> Int? {
        while heldCount < count {
            guard place < input.endIndex else { return nil }
            held |= UInt32(input[place]) << UInt32(heldCount)
            heldCount += 8
            place += 1
        }
        let value = held & ((1 << UInt32(count)) - 1)
        held >>= UInt32(count)
        heldCount -= count
        return Int(value)
    }

    private mutating func stored() -> Bool {
        (held, heldCount) = (0, 0)
        guard let length = bits(16), let complement = bits(16), length ^ complement == 0xFFFF,
            length <= input.endIndex - place
        else { return false }
        let taken = min(length, most - output.count)
        output += input[place..<(place + taken)]
        place += length
        return taken == length
    }

    private mutating func packed(_ literals: Code, _ distances: Code) -> Bool {
        while let symbol = next(in: literals) {
            if symbol < 256 {
                guard output.count < most else { return false }
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return true }
            guard symbol - 257 < Self.lengths.count, let more = bits(Self.lengths[symbol - 257].more),
                let kind = next(in: distances), kind < Self.distances.count,
                let further = bits(Self.distances[kind].more)
            else { return false }
            let length = Self.lengths[symbol - 257].least + more
            let distance = Self.distances[kind].least + further
            guard distance <= output.count else { return false }
            for _ in 0..<min(length, most - output.count) { output.append(output[output.count - distance]) }
            if output.count == most { return false }
        }
        return false
    }

    /// The two codes that a block brings with it, themselves in a code.
    private mutating func ownCodes() -> (Code, Code)? {
        guard let literals = bits(5), let distances = bits(5), let count = bits(4), literals <= 29, distances <= 29
        else { return nil }
        var short = [UInt8](repeating: 0, count: 19)
        for order in Self.order.prefix(count + 4) {
            guard let length = bits(3) else { return nil }
            short[order] = UInt8(length)
        }
        guard let code = Code(short) else { return nil }
        let total = literals + 257 + distances + 1
        var lengths: [UInt8] = []
        while lengths.count < total {
            guard let symbol = next(in: code) else { return nil }
            switch symbol {
            case 0...15: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last, let more = bits(2) else { return nil }
                lengths += [UInt8](repeating: last, count: more + 3)
            case 17:
                guard let more = bits(3) else { return nil }
                lengths += [UInt8](repeating: 0, count: more + 3)
            default:
                guard let more = bits(7) else { return nil }
                lengths += [UInt8](repeating: 0, count: more + 11)
            }
        }
        guard lengths.count == total, let first = Code(Array(lengths.prefix(literals + 257))),
            let second = Code(Array(lengths.dropFirst(literals + 257)))
        else { return nil }
        return (first, second)
    }

    private mutating func next(in code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...Self.longestCode {
            guard let bit = bits(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + (value - first)] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    /// Symbols by the length of their codes, each length in order (RFC 1951, 3.2.2).
    private struct Code {
        private(set) var counts = [Int](repeating: 0, count: Inflater.longestCode + 1)
        private(set) var symbols: [Int]

        /// Nil where more codes are asked for than their lengths leave room for. Fewer are taken, as packers write them for one distance.
        init?(_ lengths: [UInt8]) {
            for length in lengths { counts[Int(length)] += 1 }
            counts[0] = 0
            var left = 1
            for length in 1...Inflater.longestCode {
                left = left << 1 - counts[length]
                guard left >= 0 else { return nil }
            }
            var starts = [Int](repeating: 0, count: Inflater.longestCode + 2)
            for length in 1...Inflater.longestCode { starts[length + 1] = starts[length] + counts[length] }
            symbols = [Int](repeating: 0, count: starts[Inflater.longestCode + 1])
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[starts[Int(length)]] = symbol
                starts[Int(length)] += 1
            }
        }
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// RFC 1951, 3.2.5: from which number on, and how many bits are added.
    private static let lengths: [(least: Int, more: Int)] = {
        let more = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]
        return steps(from: 3, more) + [(258, 0)]
    }()

    private static let distances: [(least: Int, more: Int)] = steps(from: 1, (0..<30).map { max(0, $0 / 2 - 1) })

    private static func steps(from first: Int, _ more: [Int]) -> [(least: Int, more: Int)] {
        var least = first
        return more.map { bits in
            defer { least += 1 << bits }
            return (least, bits)
        }
    }

    private static let fixedLiterals: Code = {
        let lengths: [UInt8] = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        guard let code = Code(lengths) else { preconditionFailure("the code of RFC 1951") }
        return code
    }()

    private static let fixedDistances: Code = {
        guard let code = Code([UInt8](repeating: 5, count: 30)) else { preconditionFailure("the code of RFC 1951") }
        return code
    }()
}
