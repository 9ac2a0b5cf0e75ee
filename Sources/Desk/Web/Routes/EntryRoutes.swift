// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Pages

/// The way in: a one-time token becomes a session cookie, and the address is clean again.
struct EntryRoutes {
    let desk: DeskSite

    func addRoutes(to router: Router<DeskContext>) {
        router.get(RouterPath(DeskPath.enter)) { request, _ -> Response in
            if let token = request.uri.queryParameters["token"],
                let session = await desk.sessions.enter(token: String(token))
            {
                await desk.sessions.use(at: desk.clock())
                var answer = Response.see(DeskPath.start)
                answer.headers[.setCookie] = desk.cookie.setting(session.secret)
                return answer
            }
            // An address that this same browser has used already leads where it led.
            guard await desk.sessions.session(secret: desk.cookie.value(in: request.headers)) != nil else {
                throw HTTPError(.unauthorized)
            }
            return .see(DeskPath.start)
        }
    }
}
