// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

/// Why a call to a relay did not succeed.
public enum RelayClientError: Error, Equatable, Sendable {
    /// Nothing of the call has left for the relay, so nothing came of it.
    case notSent
    /// No connection, or it broke before an answer: what was asked was done, or it was not.
    case unreachable
    /// The relay asks for time (seconds), or for more work than a client does.
    case busy(retryAfter: Int)
    /// The relay's disk share is used up; it keeps what it has.
    case full
    /// What was sent is larger than `limit` bytes; 0 where the relay's word on it was lost.
    case tooLarge(limit: Int)
    /// The relay does not count this device among its own, or the token is not good.
    case notAuthorised
    /// The relay refuses the time of a call that was signed by the relay's own.
    case clock
    case notFound
    /// The name is used for other content, or the ledger has another size.
    case conflict
    case offsetMismatch(current: UInt64)
    /// The address leads to another relay than the one that was pinned.
    case otherRelay
    case malformedAnswer
    case refused(status: Int)

    init(_ failure: TransportFailure) { self.init(failure, wasSent: failure.wasSent) }

    /// - Parameter wasSent: whether this try or one before it sent something.
    init(_ failure: TransportFailure, wasSent: Bool) {
        self =
            switch failure {
            case .broken, .unreachable: wasSent ? .unreachable : .notSent
            case .malformedAnswer: .malformedAnswer
            }
    }

    init(_ answer: Answer) {
        self =
            switch ProblemDocument(parsing: answer.body)?.name ?? answer.usualProblem {
            case "full": .full
            case "too-large": .tooLarge(limit: answer.problemLimit)
            case "not-authorised", "replayed": .notAuthorised
            case "clock": .clock
            case "not-found": .notFound
            case "conflict": .conflict
            case "wrong-offset": answer.uploadOffset.map { .offsetMismatch(current: $0) } ?? .malformedAnswer
            case "busy": .busy(retryAfter: answer.retryAfter)
            case "work-required": .busy(retryAfter: 60)
            default: .refused(status: answer.status)
            }
    }
}

extension Answer {
    /// The problem that a status stands for where no document came: after a `HEAD`, or on a connection that broke.
    fileprivate var usualProblem: String? {
        switch status {
        case 401: "not-authorised"
        case 404: "not-found"
        case 409: uploadOffset == nil ? "conflict" : "wrong-offset"
        case 413: "too-large"
        case 429: "work-required"
        case 503: "busy"
        case 507: "full"
        default: nil
        }
    }

    fileprivate var problemLimit: Int { Int(clamping: ProblemDocument(parsing: body)?.limit ?? 0) }
    fileprivate var retryAfter: Int { self["Retry-After"].flatMap(Int.init).map { min(max($0, 1), 3600) } ?? 60 }
    var uploadOffset: UInt64? { self["Upload-Offset"].flatMap(UInt64.init) }
}
