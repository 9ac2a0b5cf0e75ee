// CONTRACT. Streaming multipart/form-data (RFC 7578, RFC 2046 section 5.1): a value type, bytes in, parts out, no I/O.

public enum MultipartError: Error, Equatable, Sendable {
    case noBoundary, malformed, headerTooLarge, tooManyParts, truncated
}

public enum MultipartPart: Equatable, Sendable {
    case begin(name: String, fileName: String?, mediaType: String?)
    case bytes([UInt8])
    case end
    /// After the closing boundary.
    case finished
}

public struct MultipartParser: Sendable {
    /// `contentType`: the value of the request's Content-Type header.
    public init(contentType: String) throws(MultipartError) { fatalError("awaiting") }
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(MultipartError) -> [MultipartPart] { fatalError("awaiting") }
    /// The body has ended: throws `truncated` unless the closing boundary was seen.
    public mutating func finish() throws(MultipartError) { fatalError("awaiting") }
}
