// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

@testable import Desk

/// A workspace for tests of pages: events are folded at once, files stay in memory.
actor PagesWork: DeskWork {
    static let passphrase = "correct horse battery staple"

    private(set) var phase: WorkspacePhase
    private(set) var state = CaseworkState()
    private(set) var status = SyncStatus.fresh
    private(set) var draft: OrganisationDraft?
    private(set) var continuedCount = 0
    private(set) var me: ID<Member>? = PagesWork.id(1)
    private(set) var mayVouch = true
    private(set) var imported: Set<[String]> = []
    var joining: JoiningDesk?
    var applicants: [Applicant] = []
    var arranged = ArrangedExposure()
    var admitted: [ID<Device>: Set<MemberRole>] = [:]
    var admittedAs: [ID<Device>: String] = [:]
    private(set) var isWelcome = false
    private(set) var opened: [ID<Casework.Request>] = []
    private(set) var files: [[UInt8]: [UInt8]] = [:]
    private var unsent: [UnsentReply] = []
    private(set) var resent: [UInt64] = []
    private var failure: WorkspaceError?
    private var callsBeforeFailure = 0
    /// What is written in the moment in which something leaves.
    private var overtaking: (event: CompartmentEvent, home: ID<Compartment>)?
    private(set) var changedAt = ContinuousClock.now
    private var listeners: [AsyncStream<Void>.Continuation] = []
    private var sequence: UInt64 = 0
    private var rewriting: @Sendable (Event) -> Event = { $0 }
    let identity: OrganisationIdentity? = OrganisationIdentity(
        fingerprint: "0123 4567 89ab cdef",
        wholeFingerprint: Array(repeating: "0123 4567 89ab cdef", count: 4).joined(separator: " "),
        link: "lifeboat1example")

    static let device = id(1) as ID<Device>
    static func id<Subject>(_ number: Int) -> ID<Subject> {
        guard let id = ID<Subject>((0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }) else {
            preconditionFailure("sixteen bytes")
        }
        return id
    }

    init(phase: WorkspacePhase = .unlocked, isRehearsal: Bool = false) {
        self.phase = phase
        status.connection = .online
        var founding = CaseworkState()
        for (number, plain) in Self.founding.enumerated() {
            var event = plain
            if isRehearsal, case .organisationFounded(let name, let languages, _) = plain {
                event = .organisationFounded(name: name, languages: languages, isRehearsal: true)
            }
            founding.apply(
                LedgerEvent(
                    compartment: .organisation, sequence: UInt64(number + 1), id: Self.id(number + 1),
                    author: Self.device, recordedAt: 1_000, event: event))
        }
        state = founding
        sequence = 2
    }

    static var founding: [Event] {
        [
            .memberAdmitted(
                member: id(1), name: "Анна", device: device, verificationKey: [UInt8](repeating: 1, count: 32),
                recipient: [], endorsement: [UInt8](repeating: 1, count: 96)),
            .organisationFounded(name: "Линия жизни", languages: ["ru", "en"]),
        ]
    }

    // What a test arranges.
    func fail(with error: WorkspaceError?, after calls: Int = 0) { (failure, callsBeforeFailure) = (error, calls) }
    func rewrite(_ rewriting: @escaping @Sendable (Event) -> Event) { self.rewriting = rewriting }
    func set(_ status: SyncStatus) { self.status = status; tell() }
    func record(_ event: Event, at time: UInt64 = 1_000_000, author: ID<Device> = device) {
        apply(event, in: event.request == nil ? .organisation : .intake, at: time, author: author)
        tell()
    }
    @discardableResult
    func apply(
        _ event: Event, in compartment: ID<Compartment>, at time: UInt64, author: ID<Device>, seen: UInt64? = nil
    ) -> Refusal? {
        sequence += 1
        return state.apply(
            LedgerEvent(
                compartment: compartment, sequence: sequence, id: Self.id(Int(sequence)), author: author,
                recordedAt: time, event: rewriting(event), seenSize: seen))
    }
    /// Whoever had everything until now had this many entries.
    var seenSize: UInt64 { sequence + 1 }
    /// The key of a compartment goes, and all that it opened.
    func drop(_ compartment: ID<Compartment>) { state.forget(compartment); tell() }
    /// What the intake had is destroyed.
    func destroyIntake() { state.forget(.intake) }
    /// Somebody else sits down at the desk.
    func sit(_ member: ID<Member>) { me = member }
    func forgetVouching() { mayVouch = false }
    /// Whether it is new.
    func note(imported cells: [String]) -> Bool { imported.insert(cells).inserted }
    func receive(
        _ number: Int, body: String, danger: DangerRating = .days, safeContact: String = "",
        at time: UInt64 = 1_000_000,
        language: String = "ru", files: [FileReference] = []
    ) {
        let message = ReceivedMessage(
            id: Self.id(Int(sequence) + 1), assurance: .c, sentHour: UInt32(clamping: time / 3_600), danger: danger,
            safeContact: safeContact, body: body, files: files)
        if state.request(Self.id(number)) == nil {
            record(
                .requestReceived(
                    request: Self.id(number), message: message, secret: [UInt8](repeating: 3, count: 32), recipient: [],
                    language: language), at: time)
        } else {
            record(.messageReceived(request: Self.id(number), message: message), at: time)
        }
    }
    func hold(_ bytes: [UInt8], as number: UInt8, name: String, mediaType: String) -> FileReference {
        let file = FileReference(
            blob: [UInt8](repeating: number, count: 32), seed: [UInt8](repeating: number, count: 32),
            byteCount: UInt64(bytes.count), name: name, mediaType: mediaType)
        files[file.blob] = bytes
        return file
    }

    func wait(_ desk: JoiningDesk) { (phase, joining) = (.joining, desk) }
    func welcome() { isWelcome = true }
    func enter() { phase = .unlocked }
    func leave() { (phase, joining) = (.empty, nil) }
    func ask(_ applicant: Applicant) { applicants.append(applicant) }

    // What pages ask.
    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        listeners.append(continuation)
        return stream
    }
    func overtakeDisclosure(by event: CompartmentEvent, in home: ID<Compartment>) { overtaking = (event, home) }
    func overtakeDisclosure() throws(WorkspaceError) {
        guard let (event, home) = overtaking else { return }
        overtaking = nil
        try say([event], in: home)
    }
    func tell() {
        changedAt = .now
        for listener in listeners { listener.yield() }
    }

    func check() throws(WorkspaceError) {
        guard let failure else { return }
        guard callsBeforeFailure > 0 else { throw failure }
        callsBeforeFailure -= 1
    }

    func create(_ draft: OrganisationDraft) throws(WorkspaceError) -> RecoverySheet {
        try check()
        guard draft.passphrase.count >= 12 else { throw .weakPassphrase(minimumLength: 12) }
        phase = .unlocked
        self.draft = draft
        status.isSheetUnconfirmed = true
        return RecoverySheet(
            organisation: draft.name, words: (1...24).map { "word\($0)" }, link: "lifeboat1abc",
            relay: "http://127.0.0.1:8391", fingerprint: "0123 4567 89ab cdef")
    }
    func confirmSheet() throws(WorkspaceError) {
        try check()
        status.isSheetUnconfirmed = false
    }
    func forgetDamaged(_ count: Int) throws(WorkspaceError) {
        try check()
        if count == status.damagedCount { status.damagedCount = 0 }
    }
    func recover(words: String, memberName: String, passphrase: String) throws(WorkspaceError) {
        guard words.split(separator: " ").count == 24 else { throw .wrongRecoveryWords }
        phase = .unlocked
    }
    func unlock(passphrase: String) throws(WorkspaceError) {
        guard passphrase == Self.passphrase else { throw .wrongPassphrase }
        phase = .unlocked
        tell()
    }
    func lock() {
        if phase == .unlocked { phase = .locked }
        tell()
    }
    func open(_ request: ID<Casework.Request>) throws(WorkspaceError) {
        try check()
        opened.append(request)
        record(.requestOpened(request: request))
    }
    func move(
        _ request: ID<Casework.Request>, to state: RequestState, reason: DeclineReason?, note: String
    ) throws(WorkspaceError) {
        try check()
        let before = self.state.refused.count
        record(.requestMoved(request: request, to: state, reason: reason, note: note))
        if self.state.refused.count > before, let refused = self.state.refused.last {
            throw .refused(refused.refusal.catalogueKey)
        }
    }
    func addNote(_ request: ID<Casework.Request>, body: String) throws(WorkspaceError) {
        try check()
        record(.noteAdded(request: request, body: body))
    }
    func attach(
        name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error> & Sendable
    ) async throws(WorkspaceError) -> ReplyFile {
        try check()
        var content: [UInt8] = []
        do { for try await piece in bytes { content += piece } } catch { throw .storage("cut off") }
        let number = UInt8(200 + files.count)
        let file = hold(content, as: number, name: name, mediaType: mediaType)
        guard
            let attachment = Attachment(
                blob: file.blob, seed: file.seed, byteCount: file.byteCount, name: name, mediaType: mediaType)
        else { throw .storage("name") }
        return ReplyFile(name: name, mediaType: mediaType, attachment: attachment)
    }
    func reply(_ request: ID<Casework.Request>, body: String, files: [ReplyFile]) throws(WorkspaceError) {
        try check()
        let number = (state.request(request)?.replyCount ?? 0) + 1
        record(
            .replySent(
                request: request, number: number, body: body,
                files: files.map {
                    FileReference(
                        blob: $0.attachment.blob, seed: $0.attachment.seed, byteCount: $0.attachment.byteCount,
                        name: $0.name, mediaType: $0.mediaType)
                }))
    }
    func keep(_ reply: UnsentReply, to request: ID<Casework.Request>) {
        unsent.append(reply)
        status.unsentTo.append(request)
        tell()
    }
    func unsentReplies(to request: ID<Casework.Request>) -> [UnsentReply] {
        status.unsentTo.contains(request) ? unsent : []
    }
    func resend(_ number: UInt64) throws(WorkspaceError) {
        try check()
        resent.append(number)
        unsent.removeAll { $0.number == number }
    }
    func withdraw(_ number: UInt64) throws(WorkspaceError) {
        try check()
        unsent.removeAll { $0.number == number }
    }
    func read(_ file: FileReference) throws(WorkspaceError) -> AsyncThrowingStream<[UInt8], any Error> {
        try check()
        guard let bytes = files[file.blob] else { throw .attachmentUnavailable }
        return AsyncThrowingStream { continuation in
            for start in stride(from: 0, to: bytes.count, by: 10_000) {
                continuation.yield(Array(bytes[start..<min(start + 10_000, bytes.count)]))
            }
            continuation.finish()
        }
    }
    func continueAfterAlarm() throws(WorkspaceError) {
        try check()
        continuedCount += 1
        status.connection = .connecting
        tell()
    }
    func search(_ query: String, limit: Int, in scope: SearchScope) -> [SearchHit] {
        state.requests.filter { scope.admits?(.request($0.id)) ?? true }.prefix(limit).compactMap { request in
            let text = request.firstMessage?.body ?? ""
            guard let match = text.firstRange(of: query) else { return nil }
            return SearchHit(
                subject: .request(request.id), excerpt: text, match: match, saidAt: request.receivedAt)
        }
    }
}

/// A browser in front of a desk, without a network: it keeps the cookie and follows no redirect.
struct WebDesk {
    static let second: UInt64 = 1_003_600
    let work: PagesWork
    let site: DeskSite
    let clock = TurnedClock()
    private let responder: any HTTPResponder<DeskContext>
    /// A desk with keys, where it is not one for pages alone.
    private(set) var real: (any DeskWork)?
    private(set) var cookie: String?
    private(set) var token = ""

    init(
        work: PagesWork = PagesWork(), settings: DeskSettings = DeskSettings(), isSignedIn: Bool = true,
        now: UInt64 = Self.second
    ) async throws {
        self.work = work
        site = try DeskSite(settings: settings, work: work, now: { now }, clock: { [clock] in clock.now })
        responder = site.makeRouter().buildResponder()
        if isSignedIn { try await signIn() }
    }

    /// In front of a desk with keys. `now`: seconds since 1970.
    init(over real: any DeskWork, now: UInt64) async throws {
        work = PagesWork()
        self.real = real
        site = try DeskSite(settings: DeskSettings(), work: real, now: { now }, clock: { [clock] in clock.now })
        responder = site.makeRouter().buildResponder()
        try await signIn()
    }

    mutating func signIn() async throws {
        let address = await site.makeEntryAddress()
        let path = String(address.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })
        let answer = await get(path)
        cookie = answer.headers[.setCookie]?.split(separator: ";").first.map(String.init)
        token = await get("/").isRedirect ? await formToken() : ""
    }

    /// The token that stands in the forms of this browser's pages.
    private func formToken() async -> String {
        let start = await get("/").headers[.location] ?? "/"
        return await get(start).text.firstMatch(of: /name="token" value="([^"]+)"/).map { String($0.1) } ?? ""
    }

    func get(_ path: String, headers: [String: String] = [:]) async -> Page {
        await send(.get, path, headers: headers)
    }

    func post(
        _ path: String, _ fields: KeyValuePairs<String, String> = [:],
        headers: [String: String] = ["Sec-Fetch-Site": "same-origin"],
        withToken: Bool = true
    ) async -> Page {
        var pairs = fields.map { "\($0.key)=\(Self.encoded($0.value))" }
        if withToken { pairs.append("token=\(Self.encoded(token))") }
        return await submit(path, pairs.joined(separator: "&"), headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        authority: String? = "127.0.0.1:8390"
    ) async -> Page {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            head.headerFields[name] = value
        }
        if let cookie { head.headerFields[.cookie] = cookie }
        do {
            let response = try await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))), context: DeskContext())
            let collected = CollectedBody()
            try await response.body.write(collected)
            // A page that answers a form waits at an address of its own, and browsers fetch it there.
            if response.status == .seeOther, let way = response.headers[.location], way.hasPrefix("/again/") {
                return await get(way)
            }
            return Page(status: response.status.code, headers: response.headers, bytes: collected.bytes)
        } catch {
            return Page(status: 599, headers: [:], bytes: Array("\(error)".utf8))
        }
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// What came back.
struct Page {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isRedirect: Bool { status == 303 }
    var location: String? { headers[.location] }
    func says(_ words: String) -> Bool { text.contains(words) }
}

private final class CollectedBody: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])
    var bytes: [UInt8] { collected.withLock { $0 } }
    func write(_ buffer: ByteBuffer) async throws { collected.withLock { $0 += Array(buffer.readableBytesView) } }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
