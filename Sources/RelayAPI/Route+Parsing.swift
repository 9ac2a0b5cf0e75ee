// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes

/// Why a request line names no call.
public enum RouteError: Error, Hashable, Sendable {
    case notFound
    case methodNotAllowed(allowed: [HTTPRequest.Method])
    /// The path is a call's, but its query or the name in it is not.
    case malformed
}

extension Route {
    /// Reads a request line. A query must have each of its call's fields once and no other.
    /// - Parameter target: path and query, in origin form (RFC 9112, section 3.2.1).
    public init(method: HTTPRequest.Method, target: String) throws(RouteError) {
        guard target.utf8.count <= 256, target.utf8.first == UInt8(ascii: "/") else { throw .notFound }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count >= 2, segments[0] == "v1" else { throw .notFound }
        self = try Self.route(method, segments.dropFirst().map { $0 }, QueryFields(parts.count > 1 ? parts[1] : nil))
    }

    private static func route(
        _ method: HTTPRequest.Method, _ segments: [Substring], _ query: QueryFields
    ) throws(RouteError) -> Route {
        let route: Route =
            switch (segments[0], segments.count) {
            case ("intake", 1): try intake(method, query)
            case ("intake", 2) where segments[1] == "remove": try only(.post, method, .removeIntake)
            case ("slots", 2): try slot(method, segments[1])
            case ("ledger", 1): try ledger(method, query)
            case ("ledger", 2) where segments[1] == "erase": try only(.post, method, .eraseLedger)
            case ("checkpoint", 1): try only(.get, method, .checkpoint)
            case ("changes", 1): try only(.get, method, changes(query))
            case ("uploads", 2): try upload(method, segments[1])
            case ("blobs", 2): try blob(method, segments[1])
            case ("devices", 1): try only(.post, method, .enrol)
            case ("devices", 2): try device(method, segments[1])
            case ("keeping", 2): try keeping(method, segments[1])
            default: throw .notFound
            }
        guard route.query != nil || query.isAbsent else { throw .malformed }
        return route
    }

    private static func only(
        _ allowed: HTTPRequest.Method, _ method: HTTPRequest.Method,
        _ route: @autoclosure () throws(RouteError) -> Route
    ) throws(RouteError) -> Route {
        guard method == allowed else { throw .methodNotAllowed(allowed: [allowed]) }
        return try route()
    }

    private static func intake(_ method: HTTPRequest.Method, _ query: QueryFields) throws(RouteError) -> Route {
        switch method {
        case .post: return .deliver
        case .get:
            let values = try query.values("after", "limit")
            return .readIntake(after: values[0], limit: values[1])
        default: throw .methodNotAllowed(allowed: [.get, .post])
        }
    }

    private static func ledger(_ method: HTTPRequest.Method, _ query: QueryFields) throws(RouteError) -> Route {
        switch method {
        case .post: return .append(onto: query.isAbsent ? nil : try query.values("size")[0])
        case .get:
            let values = try query.values("from", "limit")
            return .readLedger(from: values[0], limit: values[1])
        default: throw .methodNotAllowed(allowed: [.get, .post])
        }
    }

    private static func changes(_ query: QueryFields) throws(RouteError) -> Route {
        let values = try query.values("intake", "ledger", "wait")
        return .changes(intake: values[0], ledger: values[1], wait: values[2])
    }

    private static func slot(_ method: HTTPRequest.Method, _ segment: Substring) throws(RouteError) -> Route {
        switch segment {
        case "fetch": return try only(.post, method, .fetchSlots)
        case "remove": return try only(.post, method, .removeSlots)
        default:
            guard let name = RelayName(hex: segment) else { throw .notFound }
            return try only(.put, method, .writeSlot(name))
        }
    }

    private static func upload(_ method: HTTPRequest.Method, _ segment: Substring) throws(RouteError) -> Route {
        guard let ticket = UploadTicket(base64URL: segment) else { throw .notFound }
        switch method {
        case .put: return .upload(ticket)
        case .head: return .uploadOffset(ticket)
        case .delete: return .cancelUpload(ticket)
        default: throw .methodNotAllowed(allowed: [.put, .head, .delete])
        }
    }

    private static func blob(_ method: HTTPRequest.Method, _ segment: Substring) throws(RouteError) -> Route {
        if segment == "keep" { return try only(.post, method, .keepBlobs) }
        guard let name = RelayName(hex: segment) else { throw .notFound }
        switch method {
        case .get: return .readBlob(name)
        case .head: return .findBlob(name)
        case .delete: return .removeBlob(name)
        default: throw .methodNotAllowed(allowed: [.get, .head, .delete])
        }
    }

    private static func device(_ method: HTTPRequest.Method, _ segment: Substring) throws(RouteError) -> Route {
        guard let key = RelayName(hex: segment) else { throw .notFound }
        switch method {
        case .put: return .admit(key)
        case .delete: return .expel(key)
        default: throw .methodNotAllowed(allowed: [.put, .delete])
        }
    }

    private static func keeping(_ method: HTTPRequest.Method, _ segment: Substring) throws(RouteError) -> Route {
        guard let key = RelayName(hex: segment) else { throw .notFound }
        return try only(.put, method, .announce(key))
    }
}

/// The decimal fields of a query.
private struct QueryFields {
    private let text: Substring?

    init(_ text: Substring?) { self.text = text }

    var isAbsent: Bool { text == nil }

    /// The values of exactly these fields, in this order; the query may have them in another.
    func values(_ names: String...) throws(RouteError) -> [UInt64] {
        guard let text else { throw .malformed }
        let fields = text.split(separator: "&", omittingEmptySubsequences: false)
        guard fields.count == names.count else { throw .malformed }
        var values: [UInt64] = []
        for name in names {
            let matching = fields.filter { $0.hasPrefix("\(name)=") }
            guard matching.count == 1, let value = Decimal.parse(matching[0].dropFirst(name.count + 1)) else {
                throw .malformed
            }
            values.append(value)
        }
        return values
    }
}

/// Decimal numbers in their one canonical form.
enum Decimal {
    static func parse(_ text: some StringProtocol) -> UInt64? {
        guard let value = UInt64(text), String(value) == text else { return nil }
        return value
    }
}
