// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import HTTPTypes
import Hummingbird
import Languages
import Pages

/// The parts that every handler works with.
struct PortalSite: Sendable {
    let settings: PortalSettings
    let clock: PortalClock
    let relay: any PortalRelay
    let catalogues: Catalogues
    let pages: PageMaker
    let sessions: Sessions
    let door: OrganisationDoor
    let places: UploadPlaces
    let counts: PortalCounts
    let cookie: SessionCookie
    /// See ``OwnFormsOnly``.
    let knock: SessionCookie
    /// Whose the pages are that answered forms.
    let again: SessionCookie
    let held: HeldPages

    init(
        settings: PortalSettings, relay: any PortalRelay, link: LinkSource, clock: PortalClock, counts: PortalCounts,
        onDoor: @escaping @Sendable (DoorTrouble?) -> Void = { _ in }
    ) throws {
        self.settings = settings
        self.clock = clock
        self.relay = relay
        self.counts = counts
        catalogues = try PortalCatalogues.load()
        pages = try PageMaker(settings: settings)
        sessions = Sessions(settings: settings, clock: clock)
        door = OrganisationDoor(
            source: link, relay: relay, clock: clock, settings: settings, counts: counts, tell: onDoor)
        places = UploadPlaces(count: settings.maximumUploadCount, patience: settings.uploadPatience)
        cookie = SessionCookie(name: "visit", isSecure: settings.isSecure)
        knock = SessionCookie(name: Knock.field, isSecure: settings.isSecure)
        again = SessionCookie(name: "again", isSecure: settings.isSecure)
        let elapsed = clock.elapsed
        let start = ContinuousClock.now
        held = HeldPages(maximumByteCount: settings.maximumHeldByteCount, lifetime: settings.sessionIdle) {
            start + elapsed()
        }
    }

    /// The language in a page's address; unknown ones have no pages.
    func catalogue(_ context: PortalContext) throws -> Catalogue {
        guard let tag = context.parameters.get("lang"), let catalogue = catalogues[tag], catalogue.language.tag == tag
        else { throw HTTPError(.notFound) }
        return catalogue
    }

    /// The language for a request whose address may say none.
    func negotiated(_ request: Request) -> Catalogue {
        let first = request.uri.path.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
        return catalogues[first] ?? catalogues.negotiate(acceptLanguage: request.headers[.acceptLanguage])
    }

    func token(_ request: Request) -> String? { cookie.value(in: request.headers) }

    var organisation: String? {
        guard case .open(let open) = door.status else { return nil }
        return open.card.name
    }

    func page(_ model: some PageModel, in catalogue: Catalogue, status: HTTPResponse.Status = .ok) -> Response {
        pages.response(model, in: catalogue, organisation: organisation, status: status)
    }

    /// The open door, or the page that says that it is closed.
    func openDoor(_ catalogue: Catalogue) async throws(ClosedDoor) -> OrganisationDoor.OpenDoor {
        switch await door.confirmedStatus() {
        case .open(let open): return open
        case .notOpen: throw closedDoor(isExpired: false, catalogue)
        case .expired: throw closedDoor(isExpired: true, catalogue)
        }
    }

    private func closedDoor(isExpired: Bool, _ catalogue: Catalogue) -> ClosedDoor {
        ClosedDoor(
            page: page(ClosedPage(isExpired: isExpired), in: catalogue, status: .serviceUnavailable),
            text: catalogue.text(isExpired ? "closed.expired_text" : "closed.text"))
    }

    /// Leads to another page of the site. 303: a reload of that page sends nothing again.
    func redirect(_ catalogue: Catalogue, _ path: String, cookie token: String? = nil) -> Response {
        var response = Response.redirect(to: "/\(catalogue.language.tag)/\(path)", type: .normal)
        if let token { response.headers[.setCookie] = cookie.setting(token) }
        return response
    }

    /// The page for someone whose visit is over, without anything to keep.
    func expired(_ catalogue: Catalogue) -> Response { redirect(catalogue, "return") }
}

/// The page to show instead of the one that was asked for.
struct ClosedDoor: ErrorWithPage {
    let page: Response
    /// The same on a page that keeps what was typed.
    let text: String
}
