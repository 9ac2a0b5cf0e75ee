// SPDX-License-Identifier: AGPL-3.0-or-later
import FoundationEssentials
public import HTTPTypes

/// Why the relay refused a call, as an RFC 9457 problem document has it.
public enum Problem: Error, Hashable, Sendable {
    /// The request line, a field or the body is not in the form of docs/protocol.md.
    case malformed
    case notFound
    case methodNotAllowed(allowed: [HTTPRequest.Method])
    /// The body is larger than `limit` bytes.
    case tooLarge(limit: UInt64)
    /// The body is not of a bucket's size.
    case wrongSize
    /// The body did not arrive in time.
    case tooSlow
    /// The signature or the token does not count.
    case notAuthorised
    /// The signature's time is too far from the relay's, which stands in the `Date` field.
    case clock
    /// The signed call was seen before.
    case replayed
    /// The name is used for other content, or the ledger has another size.
    case conflict
    /// The upload stands at another offset.
    case wrongOffset(current: UInt64)
    /// No such part of the blob, which has `byteCount` bytes.
    case noSuchRange(byteCount: UInt64)
    case workRequired(WorkRequest)
    /// Come again in so many seconds.
    case busy(retryAfter: Int)
    /// The relay's share of the disk is used up.
    case full
    /// The relay failed; its operator's log says how.
    case broken

    /// The last part of the document's `type`.
    public var name: String {
        switch self {
        case .malformed: "malformed"
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .tooLarge: "too-large"
        case .wrongSize: "wrong-size"
        case .tooSlow: "too-slow"
        case .notAuthorised: "not-authorised"
        case .clock: "clock"
        case .replayed: "replayed"
        case .conflict: "conflict"
        case .wrongOffset: "wrong-offset"
        case .noSuchRange: "no-such-range"
        case .workRequired: "work-required"
        case .busy: "busy"
        case .full: "full"
        case .broken: "broken"
        }
    }

    public var status: HTTPResponse.Status {
        switch self {
        case .malformed, .wrongSize: .badRequest
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .notAuthorised, .clock, .replayed: .unauthorized
        case .conflict, .wrongOffset: .conflict
        case .noSuchRange: .rangeNotSatisfiable
        case .workRequired: .tooManyRequests
        case .busy: .serviceUnavailable
        case .full: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .broken: .internalServerError
        }
    }

    /// The fields that the answer carries beside the document.
    public var fields: HTTPFields {
        var fields: HTTPFields = [.contentType: "application/problem+json"]
        switch self {
        case .methodNotAllowed(let allowed): fields[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        case .wrongOffset(let current): fields[.uploadOffset] = String(current)
        case .noSuchRange(let byteCount): fields[.contentRange] = "bytes */\(byteCount)"
        case .workRequired(let work): fields[.lifeboatWork] = work.field
        case .busy(let seconds): fields[.retryAfter] = String(seconds)
        default: break
        }
        return fields
    }

    /// The document.
    public var body: String {
        let limit = if case .tooLarge(let limit) = self { #","limit":\#(limit)"# } else { "" }
        return #"{"type":"\#(ProblemDocument.prefix)\#(name)","status":\#(status.code)\#(limit)}"#
    }
}

/// A problem document as a client receives it.
public struct ProblemDocument: Hashable, Sendable {
    static let prefix = "urn:lifeboat:problem:"

    /// The last part of the `type`.
    public let name: String
    public let limit: UInt64?

    private struct Members: Decodable {
        let type: String
        let limit: UInt64?
    }

    /// Nil unless `body` is a problem document with one of Lifeboat's types. Unknown members are passed over
    /// (RFC 9457, section 3.2).
    public init?(parsing body: [UInt8]) {
        guard body.count <= 4096, let members = try? JSONDecoder().decode(Members.self, from: Data(body)),
            members.type.hasPrefix(Self.prefix)
        else { return nil }
        name = String(members.type.dropFirst(Self.prefix.count))
        limit = members.limit
    }
}
