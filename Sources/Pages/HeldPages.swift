// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
public import Hummingbird
import Synchronization

/// Pages that answer forms, until their browser has fetched them from an address of their own.
///
/// A browser keeps what a form sent for as long as its history has a page that answered it: on the disk, beyond its own end, and
/// `Back` sends it again. So no page answers a form. The page waits here, in memory, and the form is answered with the way to it
/// (303, RFC 9110, section 15.4.4), which leaves nothing but an address that says nothing.
public final class HeldPages: Sendable {
    /// The answer to the same form, made anew: nil where there is none any more.
    public typealias Remaking = @Sendable () async -> Response?

    private struct Held {
        let owner: String
        var page: Response
        let byteCount: Int
        let remake: Remaking?
        let end: ContinuousClock.Instant
    }

    private struct State {
        var pages: [String: Held] = [:]
        var byteCount = 0

        mutating func forget(where isGone: (Held) -> Bool) {
            for (name, held) in pages where isGone(held) {
                pages[name] = nil
                byteCount -= held.byteCount
            }
        }
    }

    private let maximumByteCount: Int
    private let lifetime: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    /// - Parameters:
    ///   - maximumByteCount: of all pages together.
    ///   - lifetime: how long each may be fetched, also again.
    public init(
        maximumByteCount: Int, lifetime: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.maximumByteCount = maximumByteCount
        self.lifetime = lifetime
        self.now = now
    }

    /// The way to what a form is answered with, where that is a page; nil where the answer is to go out as it is: it is no page, or
    /// there is no room, for nothing that was typed may be lost.
    /// - Parameters:
    ///   - owner: what only this browser knows.
    ///   - name: of the page, which nobody can guess.
    ///   - address: where it will be.
    ///   - form: what the form said, and how its answer is made anew; nil where that is not wanted. Its bytes count with the page's.
    public func way(
        to answer: Response, for owner: String, named name: String, at address: String,
        of form: (byteCount: Int, remake: Remaking)? = nil
    ) -> Response? {
        guard answer.status.kind != .redirection, answer.headers[.contentType]?.hasPrefix("text/html") == true,
            let pageByteCount = answer.body.contentLength
        else { return nil }
        let byteCount = pageByteCount + (form?.byteCount ?? 0)
        var page = answer
        page.headers[.setCookie] = nil
        page.headers[.connection] = nil
        let held = Held(
            owner: owner, page: page, byteCount: byteCount, remake: form?.remake, end: now() + lifetime)
        let isHeld = state.withLock { state in
            state.forget { $0.end <= now() }
            guard state.byteCount + byteCount <= maximumByteCount else { return false }
            state.pages[name] = held
            state.byteCount += byteCount
            return true
        }
        guard isHeld else { return nil }
        var way = Response.redirect(to: address, type: .normal)
        for cookie in answer.headers[values: .setCookie] {
            way.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        way.headers[.connection] = answer.headers[.connection]
        return way
    }

    /// The page, for whom it was made.
    public func page(_ name: String, for owner: String?) -> Response? {
        state.withLock { state in
            state.forget { $0.end <= now() }
            guard let owner, let held = state.pages[name], ConstantTime.areEqual(held.owner, owner) else { return nil }
            return held.page
        }
    }

    /// Makes a page anew, for whom it was made, as its browser wants it by now. Where that is no page it stays as it is, with what was typed.
    public func remake(_ name: String, for owner: String?) async {
        let remake = state.withLock { state -> Remaking? in
            guard let owner, let held = state.pages[name], ConstantTime.areEqual(held.owner, owner) else { return nil }
            return held.remake
        }
        guard let page = await remake?(), page.status.kind != .redirection,
            page.headers[.contentType]?.hasPrefix("text/html") == true
        else { return }
        var kept = page
        kept.headers[.setCookie] = nil
        kept.headers[.connection] = nil
        state.withLock { $0.pages[name]?.page = kept }
    }

    public func forget(_ owner: String) { state.withLock { $0.forget { $0.owner == owner } } }

    public func forgetAll() { state.withLock { $0.forget { _ in true } } }
}

extension Request {
    /// Whether a person sent it by a form, and not a script that reads the answer itself (Fetch Metadata; older browsers say nothing).
    public var isFormOfPerson: Bool {
        method == .post && (headers[.named("Sec-Fetch-Dest")] ?? "document") == "document"
    }
}
