// SPDX-License-Identifier: AGPL-3.0-or-later
import AsyncHTTPClient
import Bytes
import Crypto
import Glibc
import HTTPTypes
import NIOCore
@_exported public import RelayAPI
import Synchronization

/// Talks to one relay (docs/protocol.md, section 8). Anonymous calls need no key; the others are signed.
///
/// Connections are kept. Every call but ``enrol(token:)`` may be repeated without harm, so one that finds its kept
/// connection dead, as after a restart of the relay, is sent once more. A wrong clock and a relay that asks for work are
/// dealt with here.
public final class RelayClient: Sendable {
    let transport: Transport
    let accessKey: AccessKey?
    private let clock: @Sendable () -> Int64
    /// How long an upload waits for a relay that takes nothing and says nothing; nil for as long as connections do.
    let uploadPatience: Duration?
    /// When the relay is said to stand still.
    let patience: LinePatience
    /// Whether calls are given up then.
    private let givesUp: Bool
    private let limits = RelayLimits()
    private let learned: Mutex<Learned>

    /// What the client has learned of its relay.
    private struct Learned {
        var relay: RelayName?
        /// The relay's clock minus ours, in seconds.
        var clockDifference: Int64 = 0
        var diskUse: DiskUse?
        var refusesMessages = false
        /// What is added to our clock to sign: the relay judges calls by a clock of its own that never goes back.
        var signingDifference: Int64 = 0
    }

    /// Whether `text` is `host:port` of a proxy. A client with any other connects nowhere.
    public static func isProxy(_ text: String) -> Bool { Transport.isProxy(text) }

    /// - Parameters:
    ///   - socks: `host:port` of a SOCKS5 proxy (Tor) or nil.
    ///   - isApart: its connections to a proxy on this machine come from a loopback address of their own, by which Tor keeps them on
    ///     circuits that no other client's connections use (`IsolateClientAddr`, which is on unless it was switched off).
    ///   - relayKey: the relay's checkpoint key, if it is known from before; then no other relay is accepted.
    ///   - uploadPatience: how long an upload waits for a relay that takes nothing and says nothing before it is given up;
    ///     nil for as long as connections do.
    ///   - callPatience: the same of any other call whose answer is read whole; nil for as long as connections do.
    ///   - patience: when ``standstill()`` says that the relay stands still, where calls are not given up for it.
    ///   - clock: seconds since 1970; nil for the system's clock.
    public init(
        address: RelayAddress, access: AccessKey? = nil, socks: String? = nil, isApart: Bool = false,
        relayKey: [UInt8]? = nil,
        uploadPatience: Duration? = nil, callPatience: LinePatience? = nil, patience: LinePatience = .usual,
        clock: (@Sendable () -> Int64)? = nil
    ) {
        self.patience = callPatience ?? patience
        givesUp = callPatience != nil
        self.uploadPatience = uploadPatience
        transport = Transport(address: address, socks: socks, isApart: isApart)
        accessKey = access
        self.clock = clock ?? { Int64(time(nil)) }
        learned = Mutex(Learned(relay: relayKey.flatMap { RelayName($0) }))
    }

    /// Closes the connections. The client cannot be used afterwards.
    public func shutdown() async { await transport.shutdown() }

    /// The relay's clock minus ours, in seconds, as its last answer said; 0 before that.
    public var clockDifference: Int64 { learned.withLock { $0.clockDifference } }

    /// How full the relay's share of the disk is, as its last answer to a signed call said; nil where it did not say.
    public var diskUse: DiskUse? { learned.withLock { $0.diskUse } }

    /// Whether the relay said, with its last answer to ``fetchSlots(_:)``, that it has no room for a visitor's message.
    public var refusesMessages: Bool { learned.withLock { $0.refusesMessages } }

    /// The relay's checkpoint key: the pinned one, or the one that the relay showed first.
    public func relayKey() async throws(RelayClientError) -> [UInt8] { try await relay().bytes }

    /// The relay's signed tree head, checked.
    public func signedCheckpoint() async throws(RelayClientError) -> CheckpointNote {
        let answer = try await call(.checkpoint, expecting: 200)
        return try accept(note: String(decoding: answer.body, as: UTF8.self))
    }

    /// Checks a note and remembers whose it is.
    func accept(note text: String) throws(RelayClientError) -> CheckpointNote {
        do {
            let note = try CheckpointNote(verifying: text, relayKey: learned.withLock { $0.relay?.bytes })
            learned.withLock { $0.relay = RelayName(note.relayKey) }
            return note
        } catch .otherRelay {
            throw .otherRelay
        } catch {
            throw .malformedAnswer
        }
    }

    private func relay() async throws(RelayClientError) -> RelayName {
        if let relay = learned.withLock({ $0.relay }) { return relay }
        guard let relay = RelayName(try await signedCheckpoint().relayKey) else { throw .malformedAnswer }
        return relay
    }

    // MARK: Calls

    /// Makes a call and expects an answer with `status`.
    /// - Parameter offset: where the part of an upload begins.
    @discardableResult
    func call(
        _ route: Route, body: [UInt8] = [], fields: [(String, String)] = [], at offset: UInt64 = 0,
        expecting status: Int
    ) async throws(RelayClientError) -> Answer {
        let answer = try await answer(to: route, body: body, fields: fields, at: offset)
        guard answer.status == status else {
            throw (200..<300).contains(answer.status) ? .malformedAnswer : RelayClientError(answer)
        }
        return answer
    }

    /// Makes a call; sets the clock right and does the relay's work where it asks. A device signs what opens a part of an upload
    /// only where work is asked: a relay that is not busy need not know that it was a device.
    private func answer(
        to route: Route, body: [UInt8], fields: [(String, String)], at offset: UInt64
    ) async throws(RelayClientError) -> Answer {
        var work: [(String, String)] = []
        var mayAdjustClock = true
        var mayWork = 2
        var maySign = route.isUpload && body.isEmpty && accessKey != nil
        var signs = route.access == .deviceSignature || route.access == .keepingSignature
        while true {
            let answer = try await send(route, body: body, fields: fields + work, signs: signs)
            let date = answer["Date"].flatMap(HTTPDate.parse)
            let problem = ProblemDocument(parsing: answer.status < 400 ? [] : answer.body)?.name
            switch (answer.status, problem ?? (isFar(date) ? "clock" : nil)) {
            case (401, "clock") where mayAdjustClock:
                mayAdjustClock = false
                guard let date else { throw .malformedAnswer }
                learned.withLock { $0.signingDifference = date - clock() }
            case (401, _) where signs && route.access == .nothing:
                // Not a device of this relay: it works as anyone does.
                signs = false
            case (429, "work-required") where maySign:
                (maySign, signs) = (false, true)
            case (429, "work-required") where mayWork > 0:
                mayWork -= 1
                let proof = try await solve(answer, subject: subject(of: route, body, at: offset))
                work = [("Lifeboat-Work", proof.field)]
            default:
                if answer.status < 300 { learn(from: answer, date, to: route) }
                return answer
            }
        }
    }

    /// Whether a call that was signed now would be refused by the relay's time: its document may be lost where it closed the connection.
    private func isFar(_ date: Int64?) -> Bool {
        guard let date else { return false }
        let signed = clock() + learned.withLock { $0.signingDifference }
        return (date - signed).magnitude > UInt64(RelayLimits.clockTolerance)
    }

    private func learn(from answer: Answer, _ date: Int64?, to route: Route) {
        learned.withLock { learned in
            if let date { learned.clockDifference = date - clock() }
            if route.access == .deviceSignature {
                learned.diskUse = answer["Lifeboat-Disk"].flatMap(DiskUse.init(parsing:))
            }
            if case .fetchSlots = route { learned.refusesMessages = answer["Lifeboat-Room"] == "?0" }
        }
    }

    /// Sends a call, and once more if a kept connection broke under it. That nothing was sent is said only where no try sent
    /// anything.
    private func send(
        _ route: Route, body: [UInt8], fields: [(String, String)], signs: Bool
    ) async throws(RelayClientError) -> Answer {
        var wasSent = false
        for mayRepeat in [route != .enrol, false] {
            let signed = signs ? try await signature(on: route, body: body) : []
            do { return try await sendOnce(route, body: body, fields: fields + signed) } catch {
                wasSent = wasSent || error.wasSent
                guard error.isBroken, mayRepeat else { throw RelayClientError(error, wasSent: wasSent) }
            }
        }
        throw .unreachable
    }

    private func sendOnce(
        _ route: Route, body: [UInt8], fields: [(String, String)]
    ) async throws(TransportFailure) -> Answer {
        let hasBody = !body.isEmpty || route.method == .post || route.method == .put
        let call = { @Sendable [transport, limits] () async throws(TransportFailure) -> Answer in
            try await transport.send(
                route, hasBody ? ByteBuffer(bytes: body) : nil, fields, answerLimit: limits.answerByteCount)
        }
        return givesUp ? try await unlessItStandsStill(call) : try await call()
    }

    private func signature(on route: Route, body: [UInt8]) async throws(RelayClientError) -> [(String, String)] {
        guard let accessKey else { throw .notAuthorised }
        let signature = DeviceSignature(
            method: route.method, target: route.target, body: body, relay: try await relay(),
            created: max(0, clock() + learned.withLock { $0.signingDifference }), nonce: Self.nonce(), with: accessKey)
        return signature.fields.map { ($0.name.rawName, $0.value) }
    }

    private static func nonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    // MARK: Work

    private func subject(of route: Route, _ body: [UInt8], at offset: UInt64) -> [UInt8] {
        if case .upload(let ticket) = route { return ticket.workSubject(at: offset) }
        return Array(SHA256.hash(data: body))
    }

    private func solve(_ answer: Answer, subject: [UInt8]) async throws(RelayClientError) -> WorkProof {
        guard let request = answer["Lifeboat-Work"].flatMap(WorkRequest.init(parsing:)) else { throw .malformedAnswer }
        guard request.difficulty <= WorkRequest.highestDifficulty else { throw .busy(retryAfter: 60) }
        guard let proof = await request.solveApart(subject: subject) else { throw .unreachable }
        return proof
    }
}

extension Route {
    fileprivate var isUpload: Bool {
        if case .upload = self { true } else { false }
    }
}
