// SPDX-License-Identifier: AGPL-3.0-or-later

/// The boxes that describe a film (ISO/IEC 14496-12; Apple's QuickTime File Format), one within the other. Of most is known that they tell of nobody; what
/// is known to tell does; and what is neither is not read.
struct MovieDescription {
    private enum Meaning {
        /// Holds other boxes; so many bytes come before them.
        case holds(head: Int)
        /// What a person or a program wrote, in boxes of their own.
        case data, items, keys
        /// A packet of XMP, which is found by its own mark, or whatever a maker wrote.
        case packet
        /// What kind of a track it is. One that says something for every moment is not read.
        case handler
        case told(Telling)
    }

    private static let deepest = 12
    private static let stepsPerBox = 48

    private let bytes: ArraySlice<UInt8>
    private(set) var traces = FileTraces()

    /// - Parameter bytes: one box after the other.
    init(_ bytes: ArraySlice<UInt8>, _ effort: inout Effort) {
        self.bytes = bytes
        read(bytes, depth: 0, isSaid: false, &effort)
    }

    /// - Parameter isSaid: whether this is what somebody said of the film, where each box is a name.
    private mutating func read(_ range: ArraySlice<UInt8>, depth: Int, isSaid: Bool, _ effort: inout Effort) {
        guard depth < Self.deepest else { return traces.lookedNoFurther() }
        var rest = range
        while rest.count >= 8, effort.spend(Self.stepsPerBox) {
            guard let short = rest.bigEndian(at: 0, byteCount: 4), let name = rest.piece(at: 4, byteCount: 4) else {
                break
            }
            var (size, head) = (short, 8)
            if short == 0 { size = rest.count }
            if short == 1, let long = rest.bigEndian(at: 12, byteCount: 4), rest.bigEndian(at: 8, byteCount: 4) == 0 {
                (size, head) = (long, 16)
            }
            guard size >= head, let box = rest.piece(at: 0, byteCount: size) else {
                return traces.lookedNoFurther()
            }
            read(box.dropFirst(head), named: name, depth, isSaid, &effort)
            rest = rest.dropFirst(size)
        }
        // Four zeros end what a person wrote into a film of QuickTime.
        if !rest.allSatisfy({ $0 == 0 }) || rest.count >= 8 { traces.lookedNoFurther() }
    }

    private mutating func read(
        _ content: ArraySlice<UInt8>, named name: ArraySlice<UInt8>, _ depth: Int, _ isSaid: Bool,
        _ effort: inout Effort
    ) {
        guard let meaning = Self.meanings[NameNumber(name)] else {
            // What is said under the number of a key was told with the key.
            guard !content.isEmpty, !isSaid || name.first != 0 else { return }
            return isSaid && name.first == 0xA9 ? traces.add(.words) : traces.lookedNoFurther()
        }
        switch meaning {
        case .told(let telling): if !content.isEmpty { traces.add(telling) }
        case .holds(let head): read(content.dropFirst(head), depth: depth + 1, isSaid: isSaid, &effort)
        case .data: read(content, depth: depth + 1, isSaid: true, &effort)
        // Of QuickTime's own the box has no version in front.
        case .items:
            let isFull = content.bigEndian(at: 0, byteCount: 4) == 0
            read(content.dropFirst(isFull ? 4 : 0), depth: depth + 1, isSaid: true, &effort)
        case .keys: readKeys(content, &effort)
        case .handler:
            if content.piece(at: 8, byteCount: 4)?.elementsEqual("meta".utf8) == true { traces.lookedNoFurther() }
        case .packet: if !Self.packetMark.stands(in: content, &effort) { traces.lookedNoFurther() }
        }
    }

    /// Names of what is said, each with its length and its vocabulary in front.
    private mutating func readKeys(_ content: ArraySlice<UInt8>, _ effort: inout Effort) {
        var rest = content.dropFirst(8)
        while rest.count >= 8, effort.spend(Self.stepsPerBox) {
            guard let size = rest.bigEndian(at: 0, byteCount: 4), size >= 8,
                let key = rest.piece(at: 8, byteCount: size - 8),
                effort.spend(key.count)
            else { return traces.lookedNoFurther() }
            traces.add(Self.keys[NameNumber(key)] ?? .words)
            rest = rest.dropFirst(size)
        }
        if !rest.isEmpty { traces.lookedNoFurther() }
    }

    private static let packetMark = WordSearch("<rdf:RDF")

    private static let keys = NameTable<Telling>([
        (["com.apple.quicktime.location.ISO6709", "com.apple.quicktime.location.name"], .place),
        (
            [
                "com.apple.quicktime.make", "com.apple.quicktime.model", "com.apple.quicktime.software",
                "com.apple.quicktime.author", "com.apple.quicktime.artist", "com.apple.quicktime.copyright",
                "com.android.version", "com.android.manufacturer", "com.android.model",
            ], .device
        ),
        (
            [
                "com.apple.quicktime.creationdate", "com.android.capture.fps", "com.apple.quicktime.live-photo.auto",
                "com.apple.quicktime.live-photo.vitality-score",
            ], .quiet
        ),
    ])

    private static let meanings = NameTable<Meaning>([
        (["moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "gmhd", "tapt"], .holds(head: 0)),
        (["udta", "ilst"], .data),
        (["meta"], .items),
        (["keys"], .keys),
        (["uuid", "XMP_"], .packet),
        (["hdlr"], .handler),
        (
            [
                "mvhd", "iods", "tkhd", "elst", "mdhd", "vmhd", "smhd", "hmhd", "nmhd", "sthd", "gmin", "dref",
                "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "stps", "sdtp", "sbgp",
                "sgpd", "subs", "saiz", "saio", "trex", "mehd", "trep", "tref", "load", "clef", "prof", "enof", "tmcd",
                "text", "WLOC", "LOOP", "SelO", "AllF", "play", "ptv ", "\u{A9}day", "trkn", "disk", "tmpo", "cpil",
                "pgap", "stik", "rtng", "gnre",
            ], .told(.quiet)
        ),
        (["\u{A9}xyz", "loci"], .told(.place)),
        (
            [
                "\u{A9}mak", "\u{A9}mod", "\u{A9}aut", "\u{A9}ART", "\u{A9}art", "\u{A9}swr", "\u{A9}too", "\u{A9}enc",
                "\u{A9}cpy", "\u{A9}wrt", "\u{A9}dir", "\u{A9}prd", "\u{A9}prf", "\u{A9}hst", "\u{A9}req", "aART",
                "auth", "perf", "cprt", "model", "manu", "modl",
            ], .told(.device)
        ),
        (
            ["desc", "ldes", "titl", "dscp", "kywd", "albm", "name", "chpl", "----", "tvsh", "tven", "sonm", "soar"],
            .told(.words)
        ),
    ])
}
