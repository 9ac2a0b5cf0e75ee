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

    /// Fragments of a day, and more.
    private static let mostBoxes = 1 << 20

    private enum Use {
        case passed, kept
        /// What was taken out of a film often stands on in a box that nobody plays.
        case filling
    }

    private enum Place {
        case head([UInt8])
        case inside(left: UInt64, Use)
        /// What is no film, or not whole.
        case lost
    }

    private var place = Place.head([])
    private var isFirst = true
    private var kept: [UInt8] = []
    /// Whether the box was seen without which nothing is a film.
    private var hasDescription = false
    private var isTooLong = false
    /// Whether there was something beside it that nothing here reads.
    private var holdsMore = false
    private var boxCount = 0

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
            case .inside(let left, let use):
                let part = rest.prefix(Int(clamping: left))
                rest = rest.dropFirst(part.count)
                switch use {
                case .passed: break
                case .kept: keep(part)
                case .filling: holdsMore = holdsMore || !part.isBlank
                }
                let now = left - UInt64(part.count)
                place = now == 0 ? .head([]) : .inside(left: now, use)
            }
        }
    }

    private mutating func keep(_ part: ArraySlice<UInt8>) {
        isTooLong = isTooLong || part.count > limit - kept.count
        kept += part.prefix(limit - kept.count)
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
        boxCount += 1
        guard boxCount <= Self.mostBoxes else { return .lost }
        let use: Use =
            Self.keptBoxes.contains(where: name.elementsEqual)
            ? .kept : Self.fillingBoxes.contains(where: name.elementsEqual) ? .filling : .passed
        hasDescription = hasDescription || name.elementsEqual("moov".utf8)
        if use == .passed, !Self.quietBoxes.contains(where: name.elementsEqual) { holdsMore = true }
        // The last one may say that it reaches to the end.
        guard size == 0 || size >= UInt64(head.count) else { return .lost }
        if use == .kept { keep(head[...]) }
        if size == 0 { return .inside(left: .max, use) }
        return size == UInt64(head.count) ? .head([]) : .inside(left: size - UInt64(head.count), use)
    }

    public var found: FileTraces {
        var effort = Effort(for: kept.count)
        var traces = found(&effort)
        if effort.isSpent { traces.lookedNoFurther() }
        return traces
    }

    func found(_ effort: inout Effort) -> FileTraces {
        var traces = HeldMetadata.embedded(in: kept[...], &effort).traces(&effort)
        traces.add(MovieDescription(kept[...], &effort).traces)
        var place = kept.startIndex
        while let name = Self.names.next(in: kept[...], from: place, &effort) {
            traces.add(Self.told[name.word].telling)
            place = name.place + 1
        }
        if holdsMore { traces.lookedNoFurther() }
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
    static func traces(of bytes: [UInt8], _ effort: inout Effort) -> FileTraces {
        guard effort.spend(bytes.count) else { return FileTraces(look: .none) }
        var movie = MovieTraces()
        movie.add(bytes)
        return movie.found(&effort)
    }

    /// Films of before 2001 do not say first what they are.
    private static let firstBoxes = ["ftyp", "wide", "mdat", "moov", "free", "skip", "pnot"].map { Array($0.utf8) }
    private static let keptBoxes = ["moov", "meta", "udta", "uuid"].map { Array($0.utf8) }
    private static let fillingBoxes = ["free", "skip"].map { Array($0.utf8) }
    private static let quietBoxes = [
        "ftyp", "wide", "mdat", "pnot", "PICT", "styp", "sidx", "ssix", "moof", "mfra", "prft", "pdin",
    ].map { Array($0.utf8) }

    /// Looked for wherever they stand in what is kept, in case the boxes do not hold together.
    private static let told: [(name: [UInt8], telling: Telling)] = [
        // Tracks that say it for every moment, and the block of a camera's own.
        (
            ["\u{A9}xyz", "loci", "location.ISO6709", "GPSCoordinates", "gpmd", "camm", "CMT4"],
            Telling.place
        ),
        (
            [
                "\u{A9}mak", "\u{A9}mod", "quicktime.make", "quicktime.model", "com.android.manufacturer",
                "com.android.model", "\u{A9}aut", "\u{A9}ART", "quicktime.author", "CMT1",
            ], .device
        ),
    ].flatMap { names, telling in
        names.map { name in (name.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, telling) }
    }
    private static let names = WordSearch(told.map(\.name))
}

extension MovieTraces: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MovieTraces[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
