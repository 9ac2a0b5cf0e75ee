// SPDX-License-Identifier: AGPL-3.0-or-later

/// Compares one word with all words of an index by edit distance, where a sound matches a place when it may stand
/// there. Nothing is left out, and the work does not depend on what is found.
///
/// The cells are Myers' (JACM 46(3), 1999): each holds only whether the distance rises or falls by one from its
/// neighbours. Here one bit of a machine word is one word of the index, so a cell of 256 words is a handful of
/// boolean operations and no table is looked up.
enum VocabularyScan {
    struct Near {
        let row: Int
        let distance: Int
        /// Where the row's sounds stand in the column of sounds.
        let units: Range<Int>
    }

    /// All words within reach, by number. The distance is the least one to any beginning of the word that is at
    /// most two sounds shorter than the pattern: words run together with the next one are met by their beginning.
    static func rows(near pattern: ScanPattern, in layout: IndexLayout) -> [Near] {
        guard pattern.count > 0 else { return [] }
        return unsafe layout.planes.withBuffer { planes in
            guard let start = planes.baseAddress else { return [] }
            return unsafe withUnsafeTemporaryAllocation(of: Lanes.self, capacity: BlockPass.capacity) { memory in
                unsafe pattern.sounds.withUnsafeBufferPointer { sounds in
                    unsafe pattern.starts.withUnsafeBufferPointer { starts in
                        let pass = unsafe BlockPass(pattern, sounds, starts, memory)
                        return unsafe scan(pass, pattern, UnsafeRawPointer(start), layout)
                    }
                }
            }
        }
    }

    typealias Lanes = SoundPlanes.Lanes

    private static func scan(
        _ pass: BlockPass, _ pattern: ScanPattern, _ planes: UnsafeRawPointer, _ layout: IndexLayout
    ) -> [Near] {
        var found: [Near] = []
        var offset = 0
        var unitOffset = 0
        for length in 1...IndexLayout.maximumSoundCount {
            let rows = Int(layout.groups[length])..<Int(layout.groups[length + 1])
            defer {
                offset += SoundPlanes.elementCount(rows: rows.count, length: length)
                unitOffset += rows.count * length
            }
            guard length >= pattern.count - pattern.reach, length <= pattern.count + pattern.reach + 3 else { continue }
            let stream = SoundPlanes.streamCount(rows: rows.count, length: length) * MemoryLayout<UInt64>.stride
            let group = unsafe planes + offset * MemoryLayout<UInt64>.stride
            for block in 0..<SoundPlanes.blockCount(rows.count) {
                let near = unsafe pass.run(group + block * length * MemoryLayout<Lanes>.stride, length, stream)
                guard near != Lanes() else { continue }
                let first = block * SoundPlanes.laneCount
                collect(near, lanes: min(rows.count - first, SoundPlanes.laneCount)) { lane in
                    let units = unitOffset + (first + lane) * length
                    let distance = unsafe pass.distance(of: lane)
                    found.append(
                        Near(row: rows.lowerBound + first + lane, distance: distance, units: units..<units + length))
                }
            }
        }
        return found
    }

    /// The lanes whose bit is set; the last block of a group has bits that are no word's.
    private static func collect(_ near: Lanes, lanes: Int, _ take: (Int) -> Void) {
        for part in 0..<Lanes.scalarCount {
            var bits = near[part]
            while bits != 0 {
                let lane = part * 64 + bits.trailingZeroBitCount
                bits &= bits - 1
                guard lane < lanes else { return }
                take(lane)
            }
        }
    }
}

/// One pattern against one block of words after another, in memory that all blocks share.
@unsafe private struct BlockPass {
    typealias Lanes = SoundPlanes.Lanes

    private let count: Int
    private let reach: Int
    private let sounds: UnsafeBufferPointer<UInt8>
    private let starts: UnsafeBufferPointer<Int>
    /// Whether the distance rises, or falls, from the place before.
    private let rises: UnsafeMutablePointer<Lanes>
    private let falls: UnsafeMutablePointer<Lanes>
    /// For each distance within reach, the words that have it at one of the ends that count.
    private let within: UnsafeMutablePointer<Lanes>

    /// Lanes of memory that a pass needs.
    static let capacity = 2 * IndexLayout.maximumSoundCount + ScanPattern.maximumReach + 1

    init(
        _ pattern: ScanPattern, _ sounds: UnsafeBufferPointer<UInt8>, _ starts: UnsafeBufferPointer<Int>,
        _ memory: UnsafeMutableBufferPointer<Lanes>
    ) {
        guard let start = memory.baseAddress else { preconditionFailure("no memory for a scan") }
        unsafe memory.initialize(repeating: Lanes())
        unsafe count = pattern.count
        unsafe reach = pattern.reach
        unsafe self.sounds = sounds
        unsafe self.starts = starts
        unsafe rises = start
        unsafe falls = start + IndexLayout.maximumSoundCount
        unsafe within = start + 2 * IndexLayout.maximumSoundCount
    }

    /// The least distance of a word that ``run(_:_:)`` has found near.
    func distance(of lane: Int) -> Int {
        let found = unsafe (0...reach).first { unsafe within[$0][lane / 64] >> UInt64(lane % 64) & 1 != 0 }
        return unsafe found ?? reach
    }

    /// Which words of the block are within reach. From one sound's planes to the next one's are `stream` bytes.
    func run(_ planes: UnsafeRawPointer, _ length: Int, _ stream: Int) -> Lanes {
        let count = unsafe self.count
        let reach = unsafe self.reach
        for place in 0..<count {
            unsafe rises[place] = ~Lanes()
            unsafe falls[place] = Lanes()
        }
        for level in 0...reach { unsafe within[level] = Lanes() }
        var distance = Counter(count)
        for column in 0..<length {
            let (up, down) = unsafe step(planes + column * MemoryLayout<Lanes>.stride, stream, count)
            distance.change(up, down)
            guard column + 3 >= count || column == length - 1 else { continue }
            for level in 0...reach { unsafe within[level] |= distance.equals(level) }
        }
        return (0...reach).reduce(Lanes()) { unsafe $0 | within[$1] }
    }

    /// One more sound of every word; returns whether the distance to the whole pattern rises or falls by it.
    @inline(__always)
    private func step(_ planes: UnsafeRawPointer, _ stream: Int, _ count: Int) -> (up: Lanes, down: Lanes) {
        var up = ~Lanes()
        var down = Lanes()
        for place in 0..<count {
            var equal = Lanes()
            for sound in unsafe starts[place]..<starts[place + 1] {
                equal |= unsafe planes.load(fromByteOffset: Int(sounds[sound]) * stream, as: Lanes.self)
            }
            let rise = unsafe rises[place]
            let fall = unsafe falls[place]
            let vertical = equal | fall
            let horizontal = equal | down
            unsafe rises[place] = down | ~(vertical | up)
            unsafe falls[place] = up & vertical
            up = fall | ~(horizontal | rise)
            down = rise & horizontal
        }
        return (up, down)
    }

    /// A number for each word, its bits in five lanes.
    private struct Counter {
        private var one, two, four, eight, sixteen: Lanes

        init(_ value: Int) {
            func lanes(_ bit: Int) -> Lanes { value & bit != 0 ? ~Lanes() : Lanes() }
            (one, two, four, eight, sixteen) = (lanes(1), lanes(2), lanes(4), lanes(8), lanes(16))
        }

        /// Adds one where `up` is set and takes one away where `down` is.
        @inline(__always)
        mutating func change(_ up: Lanes, _ down: Lanes) {
            var carry = up | down
            func flip(_ bit: inout Lanes) {
                let passes = carry & (bit ^ down)
                bit ^= carry
                carry = passes
            }
            flip(&one)
            flip(&two)
            flip(&four)
            flip(&eight)
            flip(&sixteen)
        }

        @inline(__always)
        func equals(_ value: Int) -> Lanes {
            let low = (value & 1 != 0 ? one : ~one) & (value & 2 != 0 ? two : ~two)
            let high = (value & 4 != 0 ? four : ~four) & (value & 8 != 0 ? eight : ~eight)
            return low & high & ~sixteen
        }
    }
}
