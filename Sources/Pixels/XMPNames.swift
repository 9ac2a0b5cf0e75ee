// SPDX-License-Identifier: AGPL-3.0-or-later

extension MarkupNames {
    /// Of a packet of XMP (ISO 16684-1, and what programs add). What the packet says exactly is for people, who have it saved. A vocabulary that is not
    /// named here is not read.
    static let xmp = MarkupNames(
        [
            (
                [
                    "exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSCoordinates", "exif:GPSAltitude",
                    "exif:GPSDestLatitude", "exif:GPSDestLongitude", "exif:GPSAreaInformation", "photoshop:City",
                    "photoshop:State", "photoshop:Country", "Iptc4xmpCore:Location", "Iptc4xmpCore:CountryCode",
                    "Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown", "Iptc4xmpExt:City",
                    "Iptc4xmpExt:Sublocation", "xmpDM:shotLocation",
                ], .place
            ),
            (
                [
                    "tiff:Model", "tiff:Make", "tiff:Software", "tiff:Artist", "tiff:Copyright", "tiff:HostComputer",
                    "aux:SerialNumber", "aux:OwnerName", "aux:Lens", "aux:LensSerialNumber", "exifEX:BodySerialNumber",
                    "exifEX:CameraOwnerName", "exifEX:LensSerialNumber", "exifEX:LensModel", "exifEX:Photographer",
                    "exifEX:ImageEditor", "xmp:CreatorTool", "pdf:Producer", "dc:creator", "dc:contributor",
                    "dc:publisher", "dc:rights", "xmpDM:artist", "xmpRights:Owner", "photoshop:AuthorsPosition",
                    "photoshop:CaptionWriter", "photoshop:Credit", "photoshop:Source",
                    "Iptc4xmpCore:CreatorContactInfo", "pdfx:Company", "pdfx:Manager", "pdfx:SourceModifiedBy",
                    "stEvt:softwareAgent", "stRef:filePath", "crs:RawFileName",
                ], .device
            ),
            (
                [
                    "tiff:ImageDescription", "tiff:DocumentName", "exif:UserComment", "pdf:Keywords", "xmp:Nickname",
                    "xmp:Label", "xmp:BaseURL", "xmp:Identifier", "mwg-rs:Name", "mwg-rs:Description",
                ], .words
            ),
            (
                [
                    "dc:format", "dc:date", "dc:type", "dc:language", "photoshop:ColorMode", "photoshop:ICCProfile",
                    "photoshop:DateCreated", "photoshop:LegacyIPTCDigest", "photoshop:Urgency",
                    "photoshop:SidecarForExtension", "pdf:PDFVersion", "pdf:Trapped", "xmp:Thumbnails",
                    "exif:MakerNote",
                ], .quiet
            ),
        ],
        prefixes: [
            (
                [
                    "rdf", "x", "xml", "xmlns", "xmp", "xap", "xmpMM", "xapMM", "stEvt", "stRef", "stDim", "exif",
                    "exifEX", "tiff", "aux", "crs", "pdf", "pdfaid", "pdfuaid", "xmpTPg", "xmpG", "GPano", "GCamera",
                    "Container", "Item", "HDRGainMap", "hdrgm", "apdi", "xmpNote", "mwg-rs", "stArea", "xmpGImg",
                ], .quiet
            ),
            (["dc", "photoshop", "xmpRights", "lr", "digiKam", "MicrosoftPhoto", "MPReg", "acdsee", "pdfx"], .words),
            (["drone-dji", "Iptc4xmpExt", "Iptc4xmpCore"], .place),
        ], other: .unread)
}
