// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes
import WebForms

/// A cookie that ends with the browser: HttpOnly, SameSite=Strict, for the whole site, never written with a lifetime.
public struct SessionCookie: Sendable {
    public let name: String
    private let isSecure: Bool

    /// - Parameter isSecure: the site is reached by https; the cookie is then bound to it by the `__Host-` prefix
    ///   (RFC 6265bis, section 4.1.3.2). Onion services and loopback are reached by http.
    public init(name: String, isSecure: Bool) {
        self.name = isSecure ? "__Host-\(name)" : name
        self.isSecure = isSecure
    }

    /// The value that a request carries.
    public func value(in headers: HTTPFields) -> String? { RequestCookies(parsing: headers[values: .cookie])[name] }

    /// The Set-Cookie header that gives the cookie. `value`: cookie octets only, which tokens are.
    public func setting(_ value: String) -> String { "\(name)=\(value)\(attributes)" }

    /// The Set-Cookie header that takes it away.
    public var expiring: String { "\(name)=; Max-Age=0\(attributes)" }

    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")" }
}
