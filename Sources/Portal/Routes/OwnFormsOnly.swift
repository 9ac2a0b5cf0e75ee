// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// Refuses forms that were sent from another site: whoever makes a visitor's browser open a visit with words of their own would read
/// what the visitor writes there.
///
/// Browsers say where a form comes from (Fetch Metadata), older ones in `Origin`. One that says `null` there says nothing:
/// then a form that needs no session has to bring back what its page was given beside a cookie that no other site can read or
/// set. What says nothing at all is no browser of the last years, and has no visitor's cookies.
struct OwnFormsOnly: RouterMiddleware {
    let cookie: SessionCookie

    func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        if let site = request.headers[.named("Sec-Fetch-Site")] {
            let isOwn = site == "same-origin" || site == "none"
            guard isOwn || request.method != .post else { throw HTTPError(.forbidden) }
            return try await next(request, context)
        }
        let held = cookie.value(in: request.headers)
        if request.method == .post, let origin = request.headers[.origin] {
            guard origin == "null" || Self.isOwn(origin, request) else { throw HTTPError(.forbidden) }
            if origin == "null", let page = Self.pageOfFormWithoutSession(request), !Self.brings(held, request) {
                return .redirect(to: page, type: .normal)
            }
        }
        let knock = held ?? Tokens.text()
        var response = try await Knock.$current.withValue(knock) { try await next(request, context) }
        // Not behind a page that forgets it, as the quick exit does.
        let isForgotten = response.headers[values: .setCookie].contains { $0.hasPrefix("\(cookie.name)=") }
        if held == nil, !isForgotten {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.setting(knock)))
        }
        return response
    }

    /// Whether an origin (RFC 6454, section 6.2) is that of the request's host. The scheme is the proxy's to know.
    private static func isOwn(_ origin: String, _ request: Request) -> Bool {
        guard let host = request.head.authority, let start = origin.firstRange(of: "://") else { return false }
        return origin[start.upperBound...].lowercased() == host.lowercased()
    }

    /// Where the form stands that begins a visit; nil for every other one, which is held to its session's token.
    private static func pageOfFormWithoutSession(_ request: Request) -> String? {
        let parts = request.uri.path.split(separator: "/")
        guard parts.count == 2 else { return nil }
        return switch parts[1] {
        case "start": "/\(parts[0])/"
        case "return": "/\(parts[0])/return"
        default: nil
        }
    }

    private static func brings(_ held: String?, _ request: Request) -> Bool {
        guard let held, let brought = request.uri.queryParameters.get(Knock.field) else { return false }
        return ConstantTime.areEqual(held, brought)
    }
}

/// What the page of a form without a session is given, for a browser that does not say where its forms come from.
enum Knock {
    static let field = "knock"

    /// Of the request that is being answered.
    @TaskLocal static var current: String?

    /// What stands behind the address of such a form.
    static var query: String { current.map { "?\(field)=\($0)" } ?? "" }
}
