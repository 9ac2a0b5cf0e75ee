// SPDX-License-Identifier: AGPL-3.0-or-later

/// A piece of a file that tells of it.
enum MetadataCarrier {
    /// From the first byte of the TIFF structure on.
    case exif(ArraySlice<UInt8>)
    /// A packet of XML.
    case xmp(ArraySlice<UInt8>)
    /// Records of the press (IPTC-IIM 4.2).
    case iptc(ArraySlice<UInt8>)
    /// Image resources, as Photoshop keeps them: the others stand among them.
    case resources(ArraySlice<UInt8>)
    /// A film that stands in or behind a picture, as telephones write a picture that moves.
    case film(ArraySlice<UInt8>)
    /// What was read already.
    case told(FileTraces)

    func traces(_ effort: inout Effort) -> FileTraces {
        switch self {
        case .exif(let bytes): return TIFFFields(bytes)?.traces(&effort) ?? FileTraces(look: .part)
        case .xmp(let bytes): return FileTraces(ofMarkup: bytes, .xmp, &effort)
        case .iptc(let bytes): return IPTCFields.traces(bytes, &effort)
        case .resources(let bytes): return IPTCFields.metadata(inResources: bytes, &effort).traces(&effort)
        case .film(let bytes):
            // What is no film after all is a picture without one.
            guard effort.spend(bytes.count) else { return FileTraces(look: .part) }
            var traces = MovieTraces.traces(of: Array(bytes), &effort)
            if traces.look == .none { traces.look = .whole }
            return traces
        case .told(let traces): return traces
        }
    }
}

/// The pieces of a file that tell of it, and whether it was followed to its end.
struct HeldMetadata {
    /// More pieces than any camera writes are not looked at.
    static let mostPieces = 64

    var carriers: [MetadataCarrier] = []
    var isWhole = false

    /// What all of them tell.
    func traces(_ effort: inout Effort) -> FileTraces {
        var traces = FileTraces(look: isWhole ? .whole : .part)
        for carrier in carriers { traces.add(carrier.traces(&effort)) }
        return traces
    }

    mutating func add(_ telling: Telling) { carriers.append(.told(FileTraces(telling))) }

    mutating func add(_ other: HeldMetadata) {
        carriers += other.carriers
        isWhole = isWhole && other.isWhole
    }

    /// A longer packet is looked at so far.
    private static let mostPacketBytes = 1 << 20
    private static let mostExifBytes = 1 << 16
    /// Of pictures within a document, or behind a picture.
    private static let mostEmbeddedPieces = 1_024

    /// How films begin that stand behind a picture: four bytes before that is their first box.
    static let filmMarks = WordSearch("ftypmp4", "ftypisom", "ftypqt")

    static func films(in bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> [MetadataCarrier] {
        let mark = filmMarks.next(in: bytes, from: bytes.startIndex + 4, &effort)
        return mark.map { [.film(bytes[($0.place - 4)...])] } ?? []
    }

    static let exifMark = Array("Exif\0\0".utf8)
    private static let pictureMark: [UInt8] = [0xFF, 0xD8, 0xFF]

    /// Exif and XMP wherever they stand in it, by the marks that both have for that: in the pictures of a document, or behind a picture. JPEG files, which
    /// stand whole in documents, are read as such.
    static func embedded(in bytes: ArraySlice<UInt8>, _ effort: inout Effort) -> HeldMetadata {
        var held = HeldMetadata(isWhole: true)
        var packet: Int?
        var place = bytes.startIndex
        while let mark = embeddedMarks.next(in: bytes, from: place, &effort) {
            guard held.carriers.count < mostEmbeddedPieces else { return HeldMetadata(carriers: held.carriers) }
            place = mark.place + 1
            switch mark.word {
            case 0:
                if packet == nil { packet = mark.place }
            case 1:
                if let start = packet {
                    held.add(packet: bytes[start..<mark.place])
                    packet = nil
                }
            case 2:
                let piece = bytes[(mark.place + exifMark.count)...].prefix(mostExifBytes)
                // These six bytes may stand in anything; what follows says whether they are meant.
                if TIFFFields(piece) != nil { held.carriers.append(.exif(piece)) }
            default:
                // So may these three: what begins as a picture and does not come to its pixels is none.
                let picture = segments(bytes, from: mark.place, &effort)
                if picture.reachesPixels {
                    held.add(picture.held)
                    place = picture.end
                }
            }
        }
        if let packet {
            held.add(packet: bytes[packet...])
            held.isWhole = false
        }
        return held
    }

    private static let embeddedMarks = WordSearch([
        Array("<rdf:RDF".utf8), Array("</rdf:RDF".utf8), exifMark, pictureMark,
    ])

    private mutating func add(packet: ArraySlice<UInt8>) {
        carriers.append(.xmp(packet.prefix(Self.mostPacketBytes)))
        if packet.count > Self.mostPacketBytes { isWhole = false }
    }
}
