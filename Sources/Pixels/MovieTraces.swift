// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a film tells beside what is to be seen and heard: where it was taken, and with which device. Read are MP4, MOV and 3GP (ISO/IEC
/// 14496-12; Apple's QuickTime File Format, user data and metadata), of which the box `moov` describes the rest, at the beginning of the file or at its end.
///
/// Goes through a file of any length while its bytes pass, and keeps no more than that box. In it the names of what tells are looked for wherever they
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

    public init() {}

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
                if isKept { kept += part.prefix(Self.maximumByteCount - kept.count) }
                let now = left - UInt64(part.count)
                place = now == 0 ? .head([]) : .inside(left: now, isKept: isKept)
            }
        }
    }

    /// Where the first bytes of a box lead: eight of them, or sixteen where it is long.
    private mutating func next(_ head: [UInt8]) -> Place {
        guard head.count >= 8, let short = head.bigEndian(at: 0, byteCount: 4) else { return .head(head) }
        let name = head[4..<8]
        guard !isFirst || name.elementsEqual("ftyp".utf8) else { return .lost }
        var size = UInt64(short)
        if short == 1 {
            guard head.count >= 16 else { return .head(head) }
            size = head[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        }
        isFirst = false
        let isKept =
            name.elementsEqual("moov".utf8) || name.elementsEqual("meta".utf8) || name.elementsEqual("udta".utf8)
        // The last one may say that it reaches to the end.
        if size == 0 { return .inside(left: .max, isKept: isKept) }
        guard size >= UInt64(head.count) else { return .lost }
        return size == UInt64(head.count) ? .head([]) : .inside(left: size - UInt64(head.count), isKept: isKept)
    }

    public var found: FileTraces {
        var traces = FileTraces()
        traces.holdsPlace = Self.places.contains { Self.holds($0, in: kept) }
        traces.holdsDevice = Self.devices.contains { Self.holds($0, in: kept) }
        return traces
    }

    private static let places: [[UInt8]] = [
        [0xA9] + Array("xyz".utf8), Array("loci".utf8), Array("location.ISO6709".utf8), Array("GPSCoordinates".utf8),
    ]

    private static let devices: [[UInt8]] = [
        [0xA9] + Array("mak".utf8), [0xA9] + Array("mod".utf8), Array("quicktime.make".utf8),
        Array("quicktime.model".utf8), Array("com.android.manufacturer".utf8), Array("com.android.model".utf8),
        [0xA9] + Array("aut".utf8), Array("quicktime.author".utf8),
    ]

    private static func holds(_ name: [UInt8], in bytes: [UInt8]) -> Bool {
        guard let first = name.first, bytes.count >= name.count else { return false }
        var place = 0
        while let found = bytes[place...(bytes.count - name.count)].firstIndex(of: first) {
            if bytes[found..<(found + name.count)].elementsEqual(name) { return true }
            place = found + 1
            if place > bytes.count - name.count { return false }
        }
        return false
    }
}

extension MovieTraces: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MovieTraces[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
