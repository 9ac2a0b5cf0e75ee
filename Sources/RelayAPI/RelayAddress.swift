// SPDX-License-Identifier: AGPL-3.0-or-later

/// A relay's address, as given in settings: `http://127.0.0.1:8391`, or an onion address reached through a SOCKS proxy.
public struct RelayAddress: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port, without a slash at the end.
    public let base: String

    /// Nil unless `text` is `http://` or `https://`, a host, perhaps a port, and nothing else but one slash.
    public init?(parsing text: String) {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        let scheme = ["http://", "https://"].first { base.hasPrefix($0) }
        guard let scheme, base.utf8.count <= 512, Self.isAuthority(base.dropFirst(scheme.count)) else { return nil }
        self.base = base
    }

    /// Whether the host is an onion service, which no resolver knows.
    public var isOnion: Bool {
        let host = base.split(separator: "/").last?.split(separator: ":").first ?? ""
        return host.lowercased().hasSuffix(".onion")
    }

    public var description: String { base }

    private static func isAuthority(_ text: Substring) -> Bool {
        var host = text
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            host = text[..<colon]
            guard let port = UInt16(text[text.index(after: colon)...]), port > 0 else { return false }
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.count > 2 && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" }
        }
        return !host.isEmpty && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
    }
}
