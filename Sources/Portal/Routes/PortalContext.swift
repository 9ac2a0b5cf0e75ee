// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import NIOCore

/// What a handler knows of a request beside the request: its connection, so that an answer given early can end it.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
