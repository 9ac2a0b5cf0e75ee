// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a film tells beside what is to be seen and heard: where it was taken, and with which device. Read are MP4, MOV and 3GP (ISO/IEC
/// 14496-12; Apple's QuickTime File Format, user data and metadata), of which the box `moov` describes the rest, at the beginning of the file or at its end,
/// and XMP, which stands there or in a box `uuid` beside it.
///
/// Goes through a file of any length while its bytes pass, and keeps no more than those boxes. In them the names of what tells are looked for wherever they
/// stand: makers do not agree on where, and a name that stands there by chance costs a question.
public struct MovieTraces: Sendable {
    /// Of a longer description the rest is not looked at.
    static let maximumByteCount = 16 << 20

    private enum Place {
        case head([UInt8])
        case inside(left: UInt64, isKept: Bool)
        /// What is no film, or not whole.
        case lost
    }

    private var place = Place.head([])
    private var isFirst = true
    private var kept: [UInt8] = []
    /// Whether the box was seen without which nothing is a film.
    private var hasDescription = false
    private var isTooLong = false

    private let limit: Int

    public init() { self.init(limit: Self.maximumByteCount) }

    init(limit: Int) { self.limit = limit }

    /// Whether the bytes so far may still be a film.
    public var mayBeMovie: Bool { if case .lost = place { false } else { true } }

    public mutating func add(_ piece: [UInt8]) {
        var rest = piece[...]
        while !rest.isEmpty {
            switch place {
            case .lost: return
            case .head(var head):
                head.append(rest.removeFirst())
                place = next(head)
            case .inside(let left, let isKept):
                let part = rest.prefix(Int(clamping: left))
                rest = rest.dropFirst(part.count)
                if isKept {
                    isTooLong = isTooLong || part.count > limit - kept.count
                    kept += part.prefix(limit - kept.count)
                }
                let now = left - UInt64(part.count)
                place = now == 0 ? .head([]) : .inside(left: now, isKept: isKept)
            }
        }
    }

    /// Where the first bytes of a box lead: eight of them, or sixteen where it is long.
    private mutating func next(_ head: [UInt8]) -> Place {
        guard head.count >= 8, let short = head.bigEndian(at: 0, byteCount: 4) else { return .head(head) }
        let name = head[4..<8]
        guard !isFirst || Self.firstBoxes.contains(where: name.elementsEqual) else { return .lost }
        var size = UInt64(short)
        if short == 1 {
            guard head.count >= 16 else { return .head(head) }
            size = head[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        }
        isFirst = false
        let isKept = Self.keptBoxes.contains(where: name.elementsEqual)
        hasDescription = hasDescription || name.elementsEqual("moov".utf8)
        // The last one may say that it reaches to the end.
        if size == 0 { return .inside(left: .max, isKept: isKept) }
        guard size >= UInt64(head.count) else { return .lost }
        return size == UInt64(head.count) ? .head([]) : .inside(left: size - UInt64(head.count), isKept: isKept)
    }

    public var found: FileTraces {
        var traces = HeldMetadata.embedded(in: kept[...]).traces
        traces.holdsPlace = traces.holdsPlace || Self.places.contains { kept[...].holds($0) }
        traces.holdsDevice = traces.holdsDevice || Self.devices.contains { kept[...].holds($0) }
        if !isAtItsEnd || isTooLong { traces.look = hasDescription ? .part : .none }
        return traces
    }

    /// Whether one box followed the other up to here, and one of them was the film's.
    private var isAtItsEnd: Bool {
        switch place {
        case .head(let head): head.isEmpty && hasDescription
        // A last box without a length reaches as far as the file.
        case .inside(let left, _): left > .max / 2 && hasDescription
        case .lost: false
        }
    }

    /// Of a whole file.
    static func traces(of bytes: [UInt8]) -> FileTraces {
        var movie = MovieTraces()
        movie.add(bytes)
        return movie.found
    }

    /// Films of before 2001 do not say first what they are.
    private static let firstBoxes = ["ftyp", "wide", "mdat", "moov", "free", "skip", "pnot"].map { Array($0.utf8) }
    private static let keptBoxes = ["moov", "meta", "udta", "uuid"].map { Array($0.utf8) }

    private static let places: [[UInt8]] = [
        [0xA9] + Array("xyz".utf8), Array("loci".utf8), Array("location.ISO6709".utf8), Array("GPSCoordinates".utf8),
        // Tracks that say it for every moment, and the block of a camera's own.
        Array("gpmd".utf8), Array("camm".utf8), Array("CMT4".utf8),
    ]

    private static let devices: [[UInt8]] = [
        [0xA9] + Array("mak".utf8), [0xA9] + Array("mod".utf8), Array("quicktime.make".utf8),
        Array("quicktime.model".utf8), Array("com.android.manufacturer".utf8), Array("com.android.model".utf8),
        [0xA9] + Array("aut".utf8), Array("quicktime.author".utf8), Array("CMT1".utf8),
    ]
}

extension MovieTraces: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MovieTraces[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
