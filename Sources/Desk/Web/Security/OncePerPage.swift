// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Crypto
import Hummingbird
import NIOCore
import Pages
import WebForms

/// Answers a form that comes twice from one page once: who presses a button twice means one hold and one note. The second is sent where
/// the first was. A page that comes back with a problem is another page, and what was changed on the same one is another form.
///
/// Forms with files are not among them: they are too large to be held, and desk.js lets go of them once.
struct OncePerPage: RouterMiddleware {
    let desk: DeskSite

    static let field = "once"
    private static let maximumByteCount = 1 << 20

    func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post, let owner = desk.cookie.value(in: request.headers),
            request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
        else { return try await next(request, context) }
        var request = request
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.maximumByteCount)
        } catch {
            throw HTTPError(.contentTooLarge)
        }
        request.body = RequestBody(buffer: body)
        guard let name = name(of: body, request.uri.string, owner) else { return try await next(request, context) }
        if let location = await desk.answered.begin(name) { return .see(location) }
        do {
            let answer = try await next(request, context)
            await desk.answered.end(name, at: answer.status == .seeOther ? answer.headers[.location] : nil)
            return answer
        } catch {
            await desk.answered.end(name, at: nil)
            throw error
        }
    }

    /// Nil for a form that does not say of which page it is.
    private func name(of body: ByteBuffer, _ address: String, _ owner: String) -> [UInt8]? {
        guard String(buffer: body).split(separator: "&").contains(where: { $0.hasPrefix("\(Self.field)=") }) else {
            return nil
        }
        var hash = SHA256()
        for part in [owner, address] { hash.update(data: Array(part.utf8) + [0]) }
        hash.update(data: body.readableBytesView)
        return Array(hash.finalize())
    }
}

/// Where forms were answered, the last of them; nothing of what they said.
actor AnsweredForms {
    private static let mostForms = 256

    private enum Answer {
        case pending([CheckedContinuation<Void, Never>])
        /// Where it led.
        case given(String)
    }

    private var answers: [[UInt8]: Answer] = [:]
    /// The oldest first.
    private var order: [[UInt8]] = []

    /// Where the same form led; nil where whoever asks is to answer it, and to say so with ``end(_:at:)``. Waits for whoever is at it.
    func begin(_ name: [UInt8]) async -> String? {
        while true {
            switch answers[name] {
            case .given(let location): return location
            case .pending(var waiting):
                await withCheckedContinuation { continuation in
                    waiting.append(continuation)
                    answers[name] = .pending(waiting)
                }
            case nil:
                answers[name] = .pending([])
                return nil
            }
        }
    }

    /// - Parameter location: nil where the form was not taken, and may come again.
    func end(_ name: [UInt8], at location: String?) {
        guard case .pending(let waiting)? = answers[name] else { return }
        answers[name] = location.map { .given($0) }
        if location != nil { order.append(name) }
        if order.count > Self.mostForms { answers[order.removeFirst()] = nil }
        for each in waiting { each.resume() }
    }
}
