// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird

/// The addresses of pages. None of them says anything: browsers keep a history on disk.
enum DeskPath {
    static let start = "/"
    static let enter = "/enter"
    static let welcome = "/welcome"
    static let recover = "/recover"
    static let sheet = "/sheet"
    static let unlock = "/unlock"
    static let lock = "/lock"
    static let requests = "/requests"
    static let search = "/search"
    static let status = "/status"
    static let sheetKept = "/status/sheet-kept"
    static let goOn = "/status/go-on"
    static let help = "/help"
    static let language = "/language"
    static let events = "/events"

    static func request(_ request: ID<Casework.Request>) -> String { "\(requests)/\(request.hex)" }
}

extension Response {
    /// Go and get that page (RFC 9110, section 15.4.4).
    static func see(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
