// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Correspondence
public import RelayAPI

/// Where to ask for admission, and whom: the organisation's link and its relay's address. It opens nothing; it is handed over
/// in person so that nobody joins an organisation that only pretends to be the one they mean.
public struct Invitation: Sendable, RedactedPrinting {
    public let link: OrganisationLink
    public let relay: RelayAddress

    public init(link: OrganisationLink, relay: RelayAddress) {
        self.link = link
        self.relay = relay
    }

    /// Nil unless the text holds a link and an address, in this order, whatever white space is around them.
    public init?(parsing text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let link = OrganisationLink(parsing: String(words[0])),
            let address = RelayAddress(parsing: String(words[1]))
        else { return nil }
        self.link = link
        relay = address
    }

    /// Two lines: the link and the address.
    public var text: String { link.text + "\n" + relay.base }
}
