// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a file tells beside what is to be seen on it: where it was made, with which device and by whom, and what somebody wrote about it. Cameras, telephones and word processors write
/// that into it, nobody sees it, and whoever has the file can read it.
///
/// Read are Exif, IPTC and XMP where JPEG, PNG, WebP, GIF, HEIF (HEIC, AVIF) and TIFF keep them, the description of a film (MP4, MOV, 3GP), what PDF
/// files say of themselves, and the files in a ZIP archive, which documents of Office and OpenDocument are. Of a plain text everything is to be seen. That nothing was found is no proof that
/// nothing is there: makers have notes of their own, and some are packed. How much was looked at is told apart from what was found.
public struct FileTraces: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        /// In degrees; south and west are below zero.
        public let latitude: Double
        public let longitude: Double
    }

    /// How much of a file was looked at.
    public enum Look: Int, Sendable {
        /// Nothing here reads that kind of file.
        case none
        /// Some of it could not be read: packed, locked, broken, or too long.
        case part
        /// Everything that is read of its kind.
        case whole
    }

    public var holdsPlace = false
    /// Nil where it is held and cannot be read, or there is none.
    public var place: Place?
    /// Whether a device, its owner or an author is named, or a number of a device.
    public var holdsDevice = false
    /// The make and the model, as the device calls itself.
    public var device: String?
    /// Whether somebody wrote something about it that is not to be seen on it: a title, a description, a remark.
    public var holdsWords = false
    public var look = Look.whole

    public init() {}

    /// Of what was not looked at.
    public init(look: Look) { self.look = look }

    init(_ telling: Telling) { add(telling) }

    init(holdsPlace: Bool, holdsDevice: Bool) { (self.holdsPlace, self.holdsDevice) = (holdsPlace, holdsDevice) }

    /// Whether nothing was found, which says nothing where not the whole file was looked at.
    public var isEmpty: Bool { !holdsPlace && !holdsDevice && !holdsWords }

    /// Whether nothing has to be said of it: nothing was found, and everything was looked at.
    public var isQuiet: Bool { isEmpty && look == .whole }

    /// - Parameter isCut: whether these are only the first bytes of a file.
    public init(of bytes: [UInt8], isCut: Bool = false) {
        var effort = Effort(for: bytes.count)
        self = Self.traces(of: bytes, &effort)
        if isCut { lookedNoFurther() }
    }

    /// How many steps it took to look at a file, and the most that it may have taken: so many for each byte of it and for each that was unpacked.
    public static func steps(for bytes: [UInt8]) -> (taken: Int, most: Int) {
        var effort = Effort(for: bytes.count)
        _ = traces(of: bytes, &effort)
        return (
            effort.steps,
            Effort.fewestSteps + Effort.stepsPerByte * (bytes.count + effort.unpackedByteCount)
        )
    }

    static func traces(of bytes: [UInt8], _ effort: inout Effort) -> FileTraces {
        var traces = traces(of: bytes, isInside: false, &effort)
        // Whoever had to stop need not say so.
        if effort.isSpent { traces.lookedNoFurther() }
        return traces
    }

    /// Nothing in an archive is an archive again.
    static func traces(of bytes: [UInt8], isInside: Bool, _ effort: inout Effort) -> FileTraces {
        if ZipEntries.begin(bytes) { return isInside ? FileTraces(look: .none) : ArchiveTraces.traces(bytes, &effort) }
        let held: HeldMetadata
        switch FileKind(bytes) {
        case .jpeg: held = .ofJPEG(bytes, &effort)
        case .png: held = .ofPNG(bytes, &effort)
        case .webp: held = .ofWebP(bytes, &effort)
        case .heic, .avif: held = HEIFItems.metadata(bytes, &effort)
        case .tiff: held = HeldMetadata(carriers: [.exif(bytes[...])], isWhole: true)
        case .gif: held = .ofGIF(bytes, &effort)
        case .bmp: held = .ofBMP(bytes)
        case .pdf: return PDFTraces.traces(bytes, &effort)
        case nil:
            guard effort.spend(bytes.count) else { return FileTraces(look: .part) }
            var text = PlainText()
            text.add(bytes)
            return text.mayBeText ? FileTraces() : MovieTraces.traces(of: bytes, &effort)
        }
        return held.traces(&effort)
    }

    /// What another piece of the same file tells. Where that was not looked at as a whole, neither was this.
    mutating func add(_ other: FileTraces) {
        holdsPlace = holdsPlace || other.holdsPlace
        holdsDevice = holdsDevice || other.holdsDevice
        holdsWords = holdsWords || other.holdsWords
        place = place ?? other.place
        device = device ?? other.device
        if other.look != .whole { lookedNoFurther() }
    }

    mutating func lookedNoFurther() {
        if look == .whole { look = .part }
    }
}

extension FileTraces: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "FileTraces[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension FileTraces.Place: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Place[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
