// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a PDF file says of itself (ISO 32000-1, 14.3): author and programs by name, under which scanners, telephones and systems stand; XMP; and what
/// the pictures in it tell, which are whole JPEG files there. Looked for by their names wherever they stand, for earlier versions of the file stand in it
/// too; one that stands there by chance costs a question. Objects that are packed together are unpacked.
enum PDFTraces {
    private static let names = [
        "/Author", "/Creator", "/Producer", "/Company", "/Manager", "/LastModifiedBy", "/SourceModifiedBy",
    ].map { Array($0.utf8) }
    private static let mostStreams = 8_192
    /// Between a name in the dictionary of a stream and its bytes.
    private static let longestDictionary = 2_048

    static func traces(_ bytes: [UInt8], _ room: inout UnpackingRoom) -> FileTraces {
        let all = bytes[...]
        var traces = HeldMetadata.embedded(in: all).traces
        traces.holdsDevice = traces.holdsDevice || namesSomebody(all)
        // What is locked says nothing, and what is attached is files of its own.
        if all.holds(Array("/Encrypt".utf8)) || all.holds(Array("/EmbeddedFile".utf8)) { traces.lookedNoFurther() }
        let packed = streams(named: "/ObjStm", in: all)
        for stream in packed.starts {
            guard let objects = room.unpackZlib(all[stream...]) else {
                traces.lookedNoFurther()
                continue
            }
            if !objects.isWhole { traces.lookedNoFurther() }
            traces.holdsDevice = traces.holdsDevice || namesSomebody(objects.bytes[...])
        }
        let described = streams(named: "/XML", in: all)
        for stream in described.starts where !isMarkup(all[stream...]) {
            guard let packet = room.unpackZlib(all[stream...]) else {
                traces.lookedNoFurther()
                continue
            }
            if !packet.isWhole { traces.lookedNoFurther() }
            traces.add(MetadataCarrier.xmp(packet.bytes[...]).traces)
        }
        if !packed.isWhole || !described.isWhole { traces.lookedNoFurther() }
        return traces
    }

    /// Whether a packet stands there as it is, and was found for that.
    private static func isMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes
        return text.first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) } == UInt8(ascii: "<")
    }

    /// Whether one of the names has a value that is not empty.
    private static func namesSomebody(_ bytes: ArraySlice<UInt8>) -> Bool {
        names.contains { name in
            var place = bytes.startIndex
            while let found = bytes.index(of: name, from: place) {
                place = found + name.count
                let value = bytes[place...].drop { [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
                guard let next = value.first else { continue }
                switch next {
                case UInt8(ascii: "(") where value.dropFirst().first != UInt8(ascii: ")"),
                    UInt8(ascii: "<") where value.dropFirst().first != UInt8(ascii: ">"):
                    return true
                // It stands in another object.
                case UInt8(ascii: "0")...UInt8(ascii: "9") where value.startIndex > place: return true
                default: break
                }
            }
            return false
        }
    }

    /// Where the bytes begin of the streams in whose dictionary the name stands.
    private static func streams(named name: String, in bytes: ArraySlice<UInt8>) -> (starts: [Int], isWhole: Bool) {
        let places = bytes.indices(of: Array(name.utf8), most: mostStreams)
        var starts: [Int] = []
        var isWhole = places.count < mostStreams
        for place in places {
            let near = bytes[place...].prefix(longestDictionary)
            guard let word = near.index(of: Array("stream".utf8), from: place) else {
                isWhole = false
                continue
            }
            var start = word + 6
            if start < bytes.endIndex, bytes[start] == 0x0D { start += 1 }
            if start < bytes.endIndex, bytes[start] == 0x0A { start += 1 }
            starts.append(start)
        }
        return (starts, isWhole)
    }
}
