// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto

/// What a page may load, run and send: the value of Content-Security-Policy (CSP level 3). Starts from nothing.
public struct ContentPolicy: Sendable, Hashable {
    /// Source lists by directive, such as `["style-src": "'self'"]`.
    public var sources: [String: String]

    /// Nothing may be loaded and no script may run; forms go to this site only; no site may frame the page.
    public init(_ sources: [String: String] = [:]) { self.sources = sources }

    public var headerValue: String {
        let fixed = [
            "default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'",
        ]
        return fixed.merging(sources) { _, chosen in chosen }
            .sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }
            .joined(separator: "; ")
    }

    /// The source expression that allows exactly `text` as an inline style or script.
    public static func hash(of text: [UInt8]) -> String {
        "'sha256-\(Base64.encode(Array(SHA256.hash(data: text))))'"
    }
}
