// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import RelayAPI

/// An answer that was read whole.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    /// A field that occurs once.
    subscript(_ name: String) -> String? {
        let values = headers[name]
        return values.count == 1 ? values[0] : nil
    }
}

/// Why no whole answer came.
enum TransportFailure: Error {
    /// A connection that stood broke under the call; or none was made, where `wasSent` is false.
    case broken(wasSent: Bool)
    case unreachable(wasSent: Bool)
    /// The answer is larger than any that the call can have.
    case malformedAnswer
}

extension TransportFailure {
    /// The same failure, of a call of whose body something was sent or nothing.
    fileprivate func knowing(wasSent: Bool) -> TransportFailure {
        switch self {
        case .broken: .broken(wasSent: wasSent)
        case .unreachable: .unreachable(wasSent: wasSent)
        case .malformedAnswer: .malformedAnswer
        }
    }

    /// Whether something of the call may have reached the relay.
    var wasSent: Bool {
        switch self {
        case .broken(let wasSent), .unreachable(let wasSent): wasSent
        case .malformedAnswer: true
        }
    }

    var isBroken: Bool {
        if case .broken = self { true } else { false }
    }
}

/// Kept connections to one relay. Timeouts allow for Tor.
struct Transport: Sendable {
    /// What moved, and when.
    let pulse = LinePulse()
    private let client: HTTPClient
    private let address: RelayAddress
    /// False where a connection would go astray: the proxy's address is not one, or an onion address has no proxy and
    /// would be asked of a resolver (RFC 7686, section 2).
    private let mayConnect: Bool

    private static let longestCall = TimeAmount.seconds(180)
    /// No blob that a relay accepts takes longer, at the slowest rate it accepts.
    private static let longestTransfer = TimeAmount.hours(240)

    init(address: RelayAddress, socks: String?, isApart: Bool) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(60), read: .seconds(120), write: .seconds(300)),
            connectionPool: .init(idleTimeout: .seconds(50), concurrentHTTP1ConnectionsPerHostSoftLimit: 64),
            proxy: socks.flatMap(Self.proxy), decompression: .disabled)
        mayConnect = socks.map { Self.proxy($0) != nil } ?? !address.isOnion
        configuration.httpVersion = .http1Only
        if isApart { configuration.localAddress = socks.flatMap(Self.addressApart) }
        // A caller learns at once that nobody listens, and decides itself when to try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.address = address
    }

    func shutdown() async { try? await client.shutdown() }

    /// Sends a call and reads its answer. A failure says whether any of the body has gone: nothing comes of a call whose
    /// body the relay does not have whole.
    func send(
        _ route: Route, _ body: ByteBuffer?, _ fields: [(String, String)], answerLimit: Int
    ) async throws(TransportFailure) -> Answer {
        // An empty body is never asked for.
        let watched = body.flatMap { $0.readableBytes > 0 ? WatchedBody($0, pulse) : nil }
        let sent: HTTPClientRequest.Body? =
            watched.map { .stream($0, length: .known(Int64($0.byteCount))) } ?? body.map { .bytes($0) }
        do {
            let response = try await open(route, sent, fields, deadline: Self.longestCall)
            return try await read(response, upTo: answerLimit)
        } catch {
            throw watched.map { error.knowing(wasSent: $0.wasTaken) } ?? error
        }
    }

    /// Sends a call whose body is as long as it likes.
    func stream(
        _ route: Route, _ body: HTTPClientRequest.Body, _ fields: [(String, String)]
    ) async throws(TransportFailure) -> Answer {
        let response = try await open(route, body, fields, deadline: Self.longestTransfer)
        return try await read(response, upTo: 65_536)
    }

    func open(
        _ route: Route, _ body: HTTPClientRequest.Body?, _ fields: [(String, String)],
        deadline: TimeAmount = longestTransfer
    ) async throws(TransportFailure) -> HTTPClientResponse {
        guard mayConnect else { throw .unreachable(wasSent: false) }
        var request = HTTPClientRequest(url: address.base + route.target)
        request.method = HTTPMethod(rawValue: route.method.rawValue)
        request.headers = HTTPHeaders(fields)
        request.body = body
        do {
            let response = try await client.execute(request, timeout: deadline)
            pulse.beat()
            return response
        } catch {
            throw Self.isBroken(error) ? .broken(wasSent: true) : .unreachable(wasSent: true)
        }
    }

    /// A refusal whose document is lost, because the relay closed the connection under it, is still a refusal: its
    /// status stands for it.
    func read(_ response: HTTPClientResponse, upTo limit: Int) async throws(TransportFailure) -> Answer {
        var body: [UInt8] = []
        do {
            for try await piece in response.body {
                pulse.beat()
                guard piece.readableBytes <= limit - body.count else { throw TransportFailure.malformedAnswer }
                body += piece.readableBytesView
            }
            return Answer(status: Int(response.status.code), headers: response.headers, body: body)
        } catch TransportFailure.malformedAnswer {
            throw .malformedAnswer
        } catch {
            guard response.status.code >= 400 else { throw .broken(wasSent: true) }
            return Answer(status: Int(response.status.code), headers: response.headers, body: [])
        }
    }

    private static func isBroken(_ error: any Error) -> Bool {
        if error is IOError || error is ChannelError { return true }
        return (error as? HTTPClientError) == .remoteConnectionClosed
    }

    /// `host:port` of a SOCKS5 proxy; the proxy resolves names, so that an onion address never reaches a resolver.
    private static func proxy(_ text: String) -> HTTPClient.Configuration.Proxy? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        let host = text[..<colon]
        guard !host.isEmpty, host.hasPrefix("[") == host.contains(":") else { return nil }
        return .socksServer(host: String(host), port: Int(port))
    }

    /// Some address of this machine's loopback network, where the proxy is on it too.
    private static func addressApart(for socks: String) -> String? {
        guard socks.hasPrefix("127.") else { return nil }
        var generator = SystemRandomNumberGenerator()
        return "127." + (0..<3).map { _ in String(UInt8.random(in: 1...254, using: &generator)) }.joined(separator: ".")
    }

    static func isProxy(_ text: String) -> Bool { proxy(text) != nil }
}
