// SPDX-License-Identifier: AGPL-3.0-or-later

import ServerChannels

/// Everything about a portal that its operator may choose. Each bound is per process.
public struct PortalSettings: Sendable {
    /// Where the portal listens. Normally loopback, behind an onion service or a TLS proxy.
    public var host = "127.0.0.1"
    /// 0 lets the system choose.
    public var port = 8392
    /// Whether the portal is a rehearsal's: every page says that nobody is heard here. Such a portal opens its door to a
    /// rehearsal's card alone, and every other portal to none, so that nobody in danger writes where nobody reads.
    public var isRehearsal = false
    /// How visitors reach the portal, such as `https://help.example.org`; with `https` the cookie is marked Secure.
    public var baseAddress: String?
    /// Where the quick exit leads: a page that nobody has to explain.
    public var neutralPage = "https://www.wikipedia.org/"

    /// One file. 500 MiB by default.
    public var maximumFileByteCount: UInt64 = 500 << 20
    /// Files of one message.
    public var maximumFileCount = 10
    /// UTF-16 code units of a message's text. The largest envelope holds 30,000 of any kind. No page says `maxlength`: a
    /// browser cuts off what is pasted beyond it, without a word.
    public var maximumTextCount = 30_000
    /// The same for how to answer safely.
    static let maximumContactCount = 1_300

    /// A session without a request for so long is forgotten.
    public var sessionIdle: Duration = .seconds(600)
    /// Beyond it the session that has been idle longest makes room.
    public var maximumSessionCount = 4_096
    /// Bytes of pages that answer forms and wait to be fetched. Where there is no more room a page answers its form itself.
    public var maximumHeldByteCount = 16 << 20
    /// Connections open at once; more wait in the system's queue.
    public var maximumConnectionCount = 1_024
    /// Messages with files that are received at once; a message without files needs no such place.
    public var maximumUploadCount = 64
    /// How long a message with files waits for a place before its sender is asked to come back.
    public var uploadPatience: Duration = .seconds(10)

    /// Seconds in which a form must have arrived, apart from what ``slowestByteRate`` grants a large one: a thousand visitors
    /// who send a byte a minute must not hold every place.
    public var bodySeconds = 60
    /// Bytes that grant a form a second more.
    public var slowestByteRate = 1024

    /// How often a newer card is looked for, and how often while there is none.
    public var cardRefresh: Duration = .seconds(180)
    public var cardRetry: Duration = .seconds(2)

    public init() {}

    var patience: BodyPatience { BodyPatience(seconds: bodySeconds, slowestByteRate: slowestByteRate) }
    var isSecure: Bool { baseAddress?.lowercased().hasPrefix("https://") ?? false }
    var idleMinutes: Int { max(1, Int(sessionIdle.components.seconds / 60)) }
}
