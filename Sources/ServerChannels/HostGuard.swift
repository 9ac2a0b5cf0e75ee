// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
public import NIOCore
import NIOHTTP1
public import NIOHTTPTypes

/// Ends a connection at a request that does not name its host once and well, with status 400, as RFC 9112, section 3.2, asks: what
/// stands between a visitor and this server may go by another of two names than this server does.
///
/// What belongs before it in the same connection is answered first.
public final class HostGuard: ChannelInboundHandler, RemovableChannelHandler {
    public typealias InboundIn = HTTPRequestPart
    public typealias InboundOut = HTTPRequestPart

    private var hasRefused = false

    public init() {}

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let request) = unwrapInboundIn(data), !Self.isSound(request) {
            hasRefused = true
            // The web framework answers what the parser throws with 400, in its turn, and closes.
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            return
        }
        context.fireChannelRead(data)
    }

    /// The first `Host` is the request's authority here, and any other one is left among the fields.
    static func isSound(_ request: HTTPRequest) -> Bool {
        guard let authority = request.authority, let host = HTTPField.Name("Host") else { return false }
        return request.headerFields[values: host].isEmpty && isHost(authority)
    }

    /// Whether `text` has the form of `uri-host [":" port]` (RFC 3986, section 3.2.2), as far as its bytes go, or is empty.
    static func isHost(_ text: String) -> Bool {
        var host = text[...]
        if let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") {
            let port = host[host.index(after: colon)...]
            guard port.utf8.count <= 5, port.utf8.allSatisfy(isDigit) else { return false }
            host = host[..<colon]
        }
        if host.hasPrefix("[") {
            return host.hasSuffix("]") && host.count > 2
                && host.dropFirst().dropLast().utf8.allSatisfy { $0 == 0x3A || isNameByte($0) }
        }
        return host.utf8.count <= 255 && host.utf8.allSatisfy(isNameByte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters, digits and what else may stand in a registered name; no comma, as between two names that somebody joined.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "-._~%!$&'()*+;=".utf8.contains(byte)
    }
}
