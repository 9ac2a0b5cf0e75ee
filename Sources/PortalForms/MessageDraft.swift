// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Correspondence

/// What a visitor typed. Kept only while it is on its way.
public struct MessageDraft: Sendable, Equatable, RedactedPrinting {
    public var urgency: Urgency = .notSaid
    public var contact = ""
    public var body = ""

    public init() {}

    /// Line ends become LF, as they were typed; browsers send CRLF.
    public init(urgency: String?, contact: String?, body: String?) {
        self.urgency = urgency.flatMap { UInt8($0) }.flatMap { Urgency(rawValue: $0) } ?? .notSaid
        self.contact = Self.text(contact)
        self.body = Self.text(body)
    }

    public var isEmpty: Bool { (contact + body).allSatisfy(\.isWhitespace) }

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
