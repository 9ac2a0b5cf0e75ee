// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
public import HTTPTypes

/// A call to the relay (docs/protocol.md, section 8): printed by the client, parsed by the relay, so that the two
/// cannot disagree.
public enum Route: Hashable, Sendable {
    case deliver
    case readIntake(after: UInt64, limit: UInt64)
    case removeIntake
    case fetchSlots
    case writeSlot(RelayName)
    case removeSlots
    /// - Parameter onto: how many entries the ledger has to have, where anything in the body is new; nil for any number.
    case append(onto: UInt64?)
    case readLedger(from: UInt64, limit: UInt64)
    case eraseLedger
    case checkpoint
    case changes(intake: UInt64, ledger: UInt64, wait: UInt64)
    case upload(UploadTicket)
    case uploadOffset(UploadTicket)
    case cancelUpload(UploadTicket)
    case readBlob(RelayName)
    case findBlob(RelayName)
    case removeBlob(RelayName)
    case keepBlobs
    case enrol
    case admit(RelayName)
    case expel(RelayName)
    /// Takes a key to which ``keepBlobs`` counts.
    case announce(RelayName)

    /// What a caller must show.
    public enum Access: Hashable, Sendable {
        case nothing
        /// The signature of an admitted device.
        case deviceSignature
        /// The signature of a keeping key that a device announced; every desk has it, and a device's own does not count.
        case keepingSignature
        case enrolmentToken
    }

    public var access: Access {
        switch self {
        case .deliver, .fetchSlots, .checkpoint, .upload, .uploadOffset, .cancelUpload, .readBlob, .findBlob: .nothing
        case .readIntake, .removeIntake, .writeSlot, .removeSlots, .append, .readLedger, .eraseLedger, .changes,
            .removeBlob, .admit, .expel, .announce:
            .deviceSignature
        case .keepBlobs: .keepingSignature
        case .enrol: .enrolmentToken
        }
    }

    public var method: HTTPRequest.Method {
        switch self {
        case .deliver, .removeIntake, .fetchSlots, .removeSlots, .append, .eraseLedger, .keepBlobs, .enrol: .post
        case .readIntake, .readLedger, .checkpoint, .changes, .readBlob: .get
        case .writeSlot, .upload, .admit, .announce: .put
        case .uploadOffset, .findBlob: .head
        case .cancelUpload, .removeBlob, .expel: .delete
        }
    }

    /// The path, without a query.
    public var path: String {
        switch self {
        case .deliver, .readIntake: "/v1/intake"
        case .removeIntake: "/v1/intake/remove"
        case .fetchSlots: "/v1/slots/fetch"
        case .writeSlot(let name): "/v1/slots/\(name)"
        case .removeSlots: "/v1/slots/remove"
        case .append, .readLedger: "/v1/ledger"
        case .eraseLedger: "/v1/ledger/erase"
        case .checkpoint: "/v1/checkpoint"
        case .changes: "/v1/changes"
        case .upload(let ticket), .uploadOffset(let ticket), .cancelUpload(let ticket):
            "/v1/uploads/\(Base64URL.encode(ticket.exposed))"
        case .readBlob(let name), .findBlob(let name), .removeBlob(let name): "/v1/blobs/\(name)"
        case .keepBlobs: "/v1/blobs/keep"
        case .enrol: "/v1/devices"
        case .admit(let key), .expel(let key): "/v1/devices/\(key)"
        case .announce(let key): "/v1/keeping/\(key)"
        }
    }

    /// The query without its question mark, or nil.
    public var query: String? {
        switch self {
        case .readIntake(let after, let limit): "after=\(after)&limit=\(limit)"
        case .append(let size): size.map { "size=\($0)" }
        case .readLedger(let from, let limit): "from=\(from)&limit=\(limit)"
        case .changes(let intake, let ledger, let wait): "intake=\(intake)&ledger=\(ledger)&wait=\(wait)"
        default: nil
        }
    }

    /// Path and query, as they stand in a request line.
    public var target: String { query.map { "\(path)?\($0)" } ?? path }
}
