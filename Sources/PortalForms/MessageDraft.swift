// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Correspondence

/// What a visitor typed. Kept only while it is on its way.
struct MessageDraft: Sendable, Equatable, RedactedPrinting {
    var urgency: Urgency = .notSaid
    var contact = ""
    var body = ""

    init() {}

    /// Line ends become LF, as they were typed; browsers send CRLF.
    init(urgency: String?, contact: String?, body: String?) {
        self.urgency = urgency.flatMap { UInt8($0) }.flatMap { Urgency(rawValue: $0) } ?? .notSaid
        self.contact = Self.text(contact)
        self.body = Self.text(body)
    }

    var isEmpty: Bool { (contact + body).allSatisfy(\.isWhitespace) }

    /// Counted in UTF-16 code units, as browsers count.
    func fits(_ settings: PortalSettings) -> Bool {
        body.utf16.count <= settings.maximumTextCount && contact.utf16.count <= PortalSettings.maximumContactCount
    }

    private static func text(_ typed: String?) -> String {
        var text = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in (typed ?? "").unicodeScalars {
            if scalar == "\r" {
                text.append("\n")
            } else if !(scalar == "\n" && afterReturn) {
                text.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(text)
    }
}
