// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
package import Hummingbird
import Languages
import Pages

extension DeskSite {
    /// What pages may load, run and send: their own style, script and pictures, nothing from anywhere else.
    static let policy = ContentPolicy([
        "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "connect-src": "'self'",
    ])

    /// Every page of the desk behind its protections.
    package func makeRouter() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self)
        router.add(middleware: SecurityHeaders<DeskContext>(policy: Self.policy))
        router.add(middleware: ErrorPages<DeskContext> { status, request in refusalPage(status, request) })
        router.add(middleware: LoopbackOnly(port: { port }))
        router.add(middleware: SameOriginOnly())
        EntryRoutes(desk: self).addRoutes(to: router)
        assets.addRoutes(to: router)

        let signedIn = router.group().add(middleware: SessionGate(desk: self))
        StartRoutes(desk: self).addRoutes(to: signedIn)
        FoundingRoutes(desk: self).addRoutes(to: signedIn)
        JoiningRoutes(desk: self).addRoutes(to: signedIn)
        LiveEvents(desk: self).addRoutes(to: signedIn)

        let pages = Router(context: DeskContext.self)
        addUnlockedRoutes(to: pages.group())
        let unlocked = signedIn.group().add(middleware: UnlockedOnly(desk: self))
            .add(middleware: AnswersElsewhere(desk: self, pages: pages.buildResponder()))
            .add(middleware: OncePerPage(desk: self))
            .add(middleware: ErrorPages<DeskContext> { status, request in refusalPage(status, request) })
        AgainRoutes(desk: self).addRoutes(to: unlocked)
        addUnlockedRoutes(to: unlocked)
        return router
    }

    /// What only an unlocked desk shows.
    private func addUnlockedRoutes(to unlocked: RouterGroup<DeskContext>) {
        CaseRoutes(desk: self).addRoutes(to: unlocked)
        OpeningRoutes(desk: self).addRoutes(to: unlocked)
        AccessRoutes(desk: self).addRoutes(to: unlocked)
        ExportRoutes(desk: self).addRoutes(to: unlocked)
        AttestationRoutes(desk: self).addRoutes(to: unlocked)
        CaseFormRoutes(desk: self).addRoutes(to: unlocked)
        ExposureRoutes(desk: self).addRoutes(to: unlocked)
        DuplicateRoutes(desk: self).addRoutes(to: unlocked)
        MemberRoutes(desk: self).addRoutes(to: unlocked)
        ImportRoutes(desk: self).addRoutes(to: unlocked)
        RequestListRoutes(desk: self).addRoutes(to: unlocked)
        SetApartRoutes(desk: self).addRoutes(to: unlocked)
        RequestRoutes(desk: self).addRoutes(to: unlocked)
        StepRoutes(desk: self).addRoutes(to: unlocked)
        ReplyRoutes(desk: self).addRoutes(to: unlocked)
        FileRoutes(desk: self).addRoutes(to: unlocked)
        SearchRoutes(desk: self).addRoutes(to: unlocked)
        StatusRoutes(desk: self).addRoutes(to: unlocked)
    }

    /// A page for what went wrong, chosen by the status alone.
    private func refusalPage(_ status: HTTPResponse.Status, _ request: Request) -> Response {
        struct Message {
            let heading: String
            let text: String
        }
        let words = words(for: nil, request)
        let name =
            switch status.code {
            case 401, 403, 404, 413, 421: "refused.\(status.code)"
            case 400..<500: "refused.400"
            default: "refused.500"
            }
        let message = Message(heading: words.text("\(name).title"), text: words.text("\(name).text"))
        return templates.page(
            "message",
            PageFrame(
                t: Words(words), lang: words.language.tag, title: message.heading, style: assets.path("desk.css"),
                script: assets.path("desk.js"), icon: assets.path("desk.svg"), token: "", once: "",
                address: DeskPath.start,
                organisation: nil, isUnlocked: false, isLive: false, since: 0, rehearsal: rehearsal(in: words),
                navigation: [], banner: nil, announcement: "", languages: [], page: message),
            status: status)
    }
}
