// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a picture tells beside what is to be seen on it: where it was taken, and with which device. Cameras and telephones write that into it,
/// nobody sees it, and whoever has the file can read it.
///
/// Read are Exif and XMP where JPEG, PNG, WebP, HEIF (HEIC, AVIF) and TIFF keep them. That nothing was found is no proof that nothing is there: makers
/// have notes of their own, and some are packed.
public struct FileTraces: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        /// In degrees; south and west are below zero.
        public let latitude: Double
        public let longitude: Double
    }

    public var holdsPlace = false
    /// Nil where it is held and cannot be read, or there is none.
    public var place: Place?
    /// Whether a device or its owner is named, or a number of it.
    public var holdsDevice = false
    /// The make and the model, as the device calls itself.
    public var device: String?

    public init() {}

    public var isEmpty: Bool { !holdsPlace && !holdsDevice }

    /// Of a whole file; nothing of what is no picture.
    public init(of bytes: [UInt8]) {
        let carriers: [MetadataCarrier]
        switch FileKind(bytes) {
        case .jpeg: carriers = MetadataCarrier.ofJPEG(bytes)
        case .png: carriers = MetadataCarrier.ofPNG(bytes)
        case .webp: carriers = MetadataCarrier.ofWebP(bytes)
        case .heic, .avif: carriers = HEIFItems.carriers(bytes)
        case .tiff: carriers = [.exif(bytes[...])]
        case .gif, .bmp, .pdf, nil: carriers = []
        }
        for carrier in carriers { add(carrier.traces) }
    }

    private mutating func add(_ other: FileTraces) {
        holdsPlace = holdsPlace || other.holdsPlace
        holdsDevice = holdsDevice || other.holdsDevice
        place = place ?? other.place
        device = device ?? other.device
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
