// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a body is not taken. No case holds anything that the sender wrote.
public enum MultipartError: Error, Equatable, Sendable {
    /// The Content-Type is not `multipart/form-data` with one boundary of 1 to 70 allowed characters.
    case noBoundary
    case malformed(MultipartFault)
    case headerTooLarge
    case tooManyParts
    /// The body ended before the closing boundary.
    case truncated
}

/// What is wrong with a malformed body.
public enum MultipartFault: Equatable, Sendable {
    /// Something other than a line end or `--` follows a boundary.
    case boundaryLine
    /// More stands before the first boundary, or after the last one, than ``MultipartLimits`` allow.
    case preamble, epilogue
    /// A carriage return or a line feed alone, a control character, or a folded line in a part's header.
    case headerLine
    /// A header or a parameter that may stand once stands twice.
    case repeated
    /// No `Content-Disposition: form-data` with a name, or parameters that are none.
    case disposition
    /// A header that is not UTF-8.
    case encoding
    /// A Content-Transfer-Encoding that would have to be undone (RFC 7578, section 4.7, retired them).
    case transferEncoding
}

/// How much a body may have of what is not content.
public struct MultipartLimits: Sendable {
    public var partCount = 64
    /// Of one part's header, line ends included.
    public var headerByteCount = 8192
    public var preambleByteCount = 1024
    public var epilogueByteCount = 1024

    public init() {}
}
