// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird

extension Response {
    /// Go and get that page (RFC 9110, section 15.4.4).
    static func see(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
