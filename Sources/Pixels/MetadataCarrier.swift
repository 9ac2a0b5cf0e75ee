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

    var traces: FileTraces {
        switch self {
        case .exif(let bytes): return TIFFFields(bytes)?.traces ?? FileTraces(look: .part)
        case .xmp(let bytes):
            // The names alone are looked for: what the packet says exactly is for people, who have it saved.
            var traces = FileTraces()
            traces.holdsPlace = Markup.holds(Self.xmpPlaces, in: bytes)
            traces.holdsDevice = Markup.holds(Self.xmpDevices, in: bytes) || Markup.holds(Self.xmpAuthors, in: bytes)
            return traces
        case .iptc(let bytes): return IPTCFields.traces(bytes)
        case .resources(let bytes): return IPTCFields.metadata(inResources: bytes).traces
        case .film(let bytes):
            // What is no film after all is a picture without one.
            var traces = MovieTraces.traces(of: Array(bytes))
            if traces.look == .none { traces.look = .whole }
            return traces
        case .told(let traces): return traces
        }
    }

    private static let xmpPlaces = [
        "exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSCoordinates", "exif:GPSAltitude", "exif:GPSDestLatitude",
        "exif:GPSDestLongitude", "exif:GPSAreaInformation", "photoshop:City", "photoshop:State", "photoshop:Country",
        "Iptc4xmpCore:Location", "Iptc4xmpCore:CountryCode", "Iptc4xmpExt:LocationCreated",
        "Iptc4xmpExt:LocationShown", "Iptc4xmpExt:City", "Iptc4xmpExt:Sublocation", "xmpDM:shotLocation",
        "drone-dji:GpsLatitude", "drone-dji:GpsLongitude", "drone-dji:GpsLongtitude",
    ].map { Array($0.utf8) }
    private static let xmpDevices = [
        "tiff:Model", "tiff:Make", "aux:SerialNumber", "aux:OwnerName", "exifEX:BodySerialNumber",
        "exifEX:CameraOwnerName", "exifEX:LensSerialNumber", "xmp:CreatorTool", "pdf:Producer",
    ].map { Array($0.utf8) }
    private static let xmpAuthors = [
        "dc:creator", "dc:contributor", "tiff:Artist", "xmpDM:artist", "xmpRights:Owner", "photoshop:AuthorsPosition",
        "photoshop:CaptionWriter", "photoshop:Credit", "Iptc4xmpCore:CreatorContactInfo", "pdfx:Company",
        "pdfx:Manager", "pdfx:SourceModifiedBy",
    ].map { Array($0.utf8) }
}

/// The pieces of a file that tell of it, and whether it was followed to its end.
struct HeldMetadata {
    /// More pieces than any camera writes are not looked at.
    static let mostPieces = 64

    var carriers: [MetadataCarrier] = []
    var isWhole = false

    /// What all of them tell.
    var traces: FileTraces {
        var traces = FileTraces(look: isWhole ? .whole : .part)
        for carrier in carriers { traces.add(carrier.traces) }
        return traces
    }

    /// A longer packet is looked at so far.
    private static let mostPacketBytes = 1 << 20
    private static let mostExifBytes = 1 << 16
    /// Of pictures within a document, or behind a picture.
    private static let mostEmbeddedPieces = 1_024

    /// How films begin that stand behind a picture: four bytes before that is their first box.
    private static let filmMarks = ["ftypmp4", "ftypisom", "ftypqt"].map { Array($0.utf8) }

    static func films(in bytes: ArraySlice<UInt8>) -> [MetadataCarrier] {
        filmMarks.compactMap { mark in
            bytes.index(of: mark, from: bytes.startIndex + 4).map { .film(bytes[($0 - 4)...]) }
        }
    }

    static let exifMark = Array("Exif\0\0".utf8)
    private static let packetBeginning = Array("<rdf:RDF".utf8)
    private static let packetEnd = Array("</rdf:RDF".utf8)

    /// Exif and XMP wherever they stand in it, by the marks that both have for that: in the pictures of a document, or behind a picture.
    static func embedded(in bytes: ArraySlice<UInt8>) -> HeldMetadata {
        var held = HeldMetadata(isWhole: true)
        var place = bytes.startIndex
        while let start = bytes.index(of: packetBeginning, from: place) {
            guard held.carriers.count < mostEmbeddedPieces else { return HeldMetadata(carriers: held.carriers) }
            let piece = bytes[start...].prefix(mostPacketBytes)
            let end = piece.index(of: packetEnd, from: start)
            held.carriers.append(.xmp(piece[..<(end ?? piece.endIndex)]))
            if end == nil { held.isWhole = false }
            place = end ?? piece.endIndex
        }
        let marks = bytes.indices(of: exifMark, most: mostEmbeddedPieces)
        if marks.count == mostEmbeddedPieces { held.isWhole = false }
        for mark in marks {
            let piece = bytes[(mark + exifMark.count)...].prefix(mostExifBytes)
            // These six bytes may stand in anything; what follows says whether they are meant.
            if TIFFFields(piece) != nil { held.carriers.append(.exif(piece)) }
        }
        return held
    }
}
