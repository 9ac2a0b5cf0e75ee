// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence
import Hummingbird
import Languages
import Multipart
import NIOCore
import Pages
import PortalForms
import RelayConnection
import ServerChannels

/// One message on its way from a form to the relay. Text comes first and stays in memory whatever happens to the files
/// behind it; files go through, sealed; the envelope follows only when every file is durable.
struct MessageIntake: RedactedPrinting {
    enum Ending: Sendable {
        case sent(Receipt)
        /// Another request is sending the same form under this claim, and what it says may differ from what this one says.
        case beingSent(MessageID, claim: Int, MessageContent)
        case failed(MessageProblem)
    }

    struct Outcome: Sendable {
        let ending: Ending
        /// What was typed, to show it again.
        let draft: MessageDraft
        /// False when the rest of the form was not read: the connection cannot be used again.
        let isReadWhole: Bool
        /// The form's identifier where it can be sent again: what arrived of it already counts once.
        let form: MessageID?
    }

    private struct Claim {
        let form: MessageID
        let conversation: Conversation
    }

    /// After a refusal this much of a form is still read, so that the browser gets to the answer.
    private static let drainByteCount = 1 << 20
    /// How often a long upload counts as a use of its session.
    private static let touchByteCount = 1 << 20
    /// What a form holds beside files.
    private static let overheadByteCount: UInt64 = 1 << 20

    private let site: PortalSite
    private let token: String?
    private let language: String
    private let announcedByteCount: UInt64
    private var reader: MessageFormReader
    private var claim: Claim?
    /// The form that another request is sending: this one is only read, to know what it says.
    private var repeated: (form: MessageID, claim: Int)?
    private var hasPlace = false
    private var current: OutgoingFile?
    private var attachments: [Attachment] = []
    private var files: [MessageContent.File] = []
    private var untouchedByteCount = 0

    init(site: PortalSite, request: Request, language: String) {
        self.site = site
        self.language = language
        token = site.token(request)
        announcedByteCount = request.headers[.contentLength].flatMap { UInt64($0) } ?? 0
        reader = MessageFormReader(maximumTextCount: site.settings.maximumTextCount)
    }

    /// Reads, seals, stores and delivers. What was begun and cannot be finished is given up.
    mutating func receive(_ body: RequestBody, contentType: String) async -> Outcome {
        var ending: Ending?
        var drainedByteCount = 0
        var patience = site.settings.patience
        do {
            var parser = try MultipartParser(contentType: contentType)
            for try await buffer in body {
                guard patience.grants(buffer.readableBytes) else {
                    return await outcome(ending ?? .failed(.interrupted), isReadWhole: false)
                }
                guard ending == nil else {
                    drainedByteCount += buffer.readableBytes
                    if drainedByteCount > Self.drainByteCount { return await outcome(ending, isReadWhole: false) }
                    continue
                }
                do {
                    try await take(try parser.feed(buffer.readableBytesView))
                } catch {
                    ending = Self.ending(error)
                    await abandonFile()
                }
            }
            if ending == nil { try parser.finish() }
        } catch {
            ending = ending ?? .failed(.interrupted)
        }
        return await outcome(ending, isReadWhole: true)
    }

    private mutating func outcome(_ early: Ending?, isReadWhole: Bool) async -> Outcome {
        var ending = early ?? .failed(.failed)
        if early == nil {
            do { ending = .sent(try await deliver()) } catch { ending = Self.ending(error) }
        }
        await end(ending)
        return Outcome(
            ending: ending, draft: reader.draft, isReadWhole: isReadWhole, form: claim?.form ?? repeated?.form)
    }

    private mutating func take(_ parts: [MultipartPart]) async throws {
        for part in parts {
            for action in try reader.read(part) { try await perform(action) }
        }
    }

    private mutating func perform(_ action: MessageFormReader.Action) async throws {
        switch action {
        case .beginFile(let name, let mediaType): try await beginFile(name: name, mediaType: mediaType)
        case .fileBytes(let bytes):
            try countUse(bytes.count)
            try await current?.write(bytes)
        case .endFile:
            guard var file = current else { throw MessageProblem.interrupted }
            if let attachment = try await file.finish() { attachments.append(attachment) }
            files.append(file.content)
            current = nil
        }
    }

    private mutating func beginFile(name: String, mediaType: String) async throws {
        let settings = site.settings
        try await makeClaim()
        guard files.count < settings.maximumFileCount else { throw MessageProblem.tooManyFiles }
        let (most, overflow) = settings.maximumFileByteCount.multipliedReportingOverflow(
            by: UInt64(settings.maximumFileCount))
        // Whatever the files' sizes are: together they cannot all be within the limit.
        guard overflow || announcedByteCount <= most + Self.overheadByteCount else {
            throw MessageProblem.fileTooLarge(name: name)
        }
        if !hasPlace {
            guard try await site.places.enter() else { throw MessageProblem.busy }
            hasPlace = true
        }
        current = OutgoingFile(
            name: name, mediaType: mediaType, maximumByteCount: settings.maximumFileByteCount,
            upload: repeated == nil ? site.relay.beginUpload() : nil)
    }

    /// A visit that ends while a file is on its way ends the file too.
    private mutating func countUse(_ byteCount: Int) throws(MessageProblem) {
        untouchedByteCount += byteCount
        guard untouchedByteCount >= Self.touchByteCount else { return }
        untouchedByteCount = 0
        guard site.sessions.touch(token) else { throw .expired }
    }

    private mutating func deliver() async throws -> Receipt {
        guard !files.isEmpty || !reader.draft.isEmpty else { throw MessageProblem.empty }
        try await makeClaim()
        let content = MessageContent(reader.draft, files: files)
        if let repeated { throw Repetition(ending: .beingSent(repeated.form, claim: repeated.claim, content)) }
        guard let claim else { throw MessageProblem.expired }
        // Where the visit is over nobody knows any more what was tried before.
        let turn = (site.sessions.use(token) { $0.turn(of: claim.form, saying: content) } ?? nil) ?? .send(.random())
        let message: MessageID
        switch turn {
        case .sent(let receipt): return receipt
        case .send(let id): message = id
        }
        guard case .open(let open) = await site.door.confirmedStatus() else { throw MessageProblem.doorClosed }
        let hour = site.clock.hour
        let conversation = try await upToDate(claim.conversation, voices: open.card.voices)
        let envelope = try await seal(self.message(message, hour: hour), in: conversation, to: open)
        do { try await site.relay.deliver(envelope: envelope) } catch { throw MessageProblem(delivering: error) }
        site.counts.add(.messagesDelivered)
        site.counts.add(.filesStored, attachments.count)
        return Receipt(hour: hour, fileCount: attachments.count)
    }

    private func message(_ id: MessageID, hour: UInt32) -> VisitorMessage {
        let draft = reader.draft
        return VisitorMessage(
            id: id, assurance: .c, sentHour: hour, urgency: draft.urgency, safeContact: draft.contact, body: draft.body,
            attachments: attachments)
    }

    /// Nothing goes to the intake key because nobody has looked for an answer that says otherwise, and nothing to holders whose answers
    /// are gone by now.
    private func upToDate(_ claimed: Conversation, voices: [[UInt8]]) async throws(MessageProblem) -> Conversation {
        let newest = (site.sessions.use(token) { $0.conversation } ?? nil) ?? claimed
        do { return try await AnswerReader(relay: site.relay).beforeSealing(newest, voices: voices) } catch {
            throw MessageProblem(error)
        }
    }

    /// What goes to the intake introduces the conversation each time: the words may be older than any message that arrived, and whoever reads
    /// the intake today may have come on duty without the keys of those who read it before.
    private func seal(
        _ message: VisitorMessage, in conversation: Conversation, to open: OrganisationDoor.OpenDoor
    ) async throws -> [UInt8] {
        do {
            if let holders = conversation.writeTo?.place {
                return try message.sealedAsFollowUp(keys: conversation.keys, to: holders)
            }
            return try message.sealedAsFirst(keys: conversation.keys, language: language, to: open.card.intake)
        } catch EnvelopeError.tooLarge {
            throw MessageProblem.textTooLong
        } catch {
            await site.door.refreshAfterFailure()
            throw MessageProblem.failed
        }
    }

    private static func ending(_ error: any Error) -> Ending {
        switch error {
        case let problem as MessageProblem: .failed(problem)
        case let repetition as Repetition: repetition.ending
        case MessageFormReader.Refusal.textTooLong: .failed(.textCut)
        default: .failed(.interrupted)
        }
    }
}

extension MessageIntake {
    private enum Admission: Sendable {
        case admitted(Conversation)
        /// Another request is sending the same form, under this claim.
        case sending(Int)
        case refused
    }

    /// The same form came again.
    private struct Repetition: Error { let ending: Ending }

    /// Takes the form's one place; after that the message has an owner.
    private mutating func makeClaim() async throws {
        guard claim == nil, repeated == nil else { return }
        guard reader.draft.body.utf16.count <= site.settings.maximumTextCount else { throw MessageProblem.textTooLong }
        guard reader.draft.contact.utf16.count <= PortalSettings.maximumContactCount else {
            throw MessageProblem.contactTooLong
        }
        guard let form = Hex.decode(reader.form).flatMap({ MessageID($0) }) else { throw MessageProblem.expired }
        switch admission(of: form) {
        case .refused: throw MessageProblem.expired
        case .admitted(let conversation): claim = Claim(form: form, conversation: conversation)
        case .sending(let claim): repeated = (form, claim)
        }
    }

    private func admission(of form: MessageID) -> Admission {
        let csrf = reader.csrf
        return site.sessions.use(token) { session in
            guard ConstantTime.areEqual(session.csrf, csrf), let conversation = session.conversation,
                session.state(of: form) != nil
            else { return .refused }
            return session.claim(form) ? .admitted(conversation) : .sending(session.newestClaim(of: form))
        } ?? .refused
    }

    private mutating func abandonFile() async {
        await current?.cancel()
        current = nil
    }

    private mutating func end(_ ending: Ending) async {
        await abandonFile()
        if hasPlace { site.places.leave() }
        hasPlace = false
        if case .failed(let problem) = ending { site.counts.add(problem.isOurs ? .relayFailures : .refusals) }
        guard let claim else { return }
        var receipt: Receipt?
        if case .sent(let sent) = ending { receipt = sent }
        _ = site.sessions.use(token) { $0.release(claim.form, receipt: receipt) }
    }
}
