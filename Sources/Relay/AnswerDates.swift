// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import RelayAPI

extension HTTPServerBuilder {
    /// Connections on which a relay answers, and dates its answers itself: a refusal of a signed call carries the time by which
    /// such calls count, so that the client signs again with it (docs/protocol.md, section 8). The web framework would write the
    /// wall clock's over it.
    static func answering(for relay: BlindRelay, _ configuration: HTTP1Channel.Configuration) -> HTTPServerBuilder {
        let responder = RelayResponder(relay: relay)
        return HTTPServerBuilder { _ in
            HTTP1Channel(
                responder: { request, writer, channel in
                    var answer = await responder.respond(to: request, context: RelayCallContext(channel: channel))
                    let isRefusal = answer.status == .unauthorized
                    answer.headers[.date] = HTTPDate.text(isRefusal ? relay.gate.now : relay.now)
                    try await writer.write(response: answer.head, body: answer.body)
                }, configuration: configuration)
        }
    }
}
