// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
package import Casework
import Languages

/// The file that a recipient of an attestation is given, before it is signed: a few sentences for people in the language that was
/// agreed with the recipient, and below them the same as named lines (docs/protocol.md, section 9). It is made of the certificate
/// alone, so nothing of the file behind it can get in.
enum AttestationText {
    /// - Parameters:
    ///   - organisation: its name; not signed by anybody but itself, so the fingerprint stands below it.
    ///   - fingerprint: all 64 digits.
    ///   - isRehearsal: whether everything in the organisation is invented. The signed text says so first, for people and for programs.
    ///   - words: of the language that the attestation is in.
    static func text(
        _ certificate: AttestationCertificate, organisation: String, fingerprint: String, isRehearsal: Bool,
        _ words: Catalogue
    ) throws(EventEncodingError) -> String {
        let recipient = SafeText.oneLine(certificate.recipient)
        let (issued, until) = (certificate.issuedOn.iso, certificate.validUntil.iso)
        let encoded = Base64URL.encode(try certificate.encoded())
        let banner = isRehearsal ? RehearsalMark.lines(words).joined(separator: "\n") + "\n\n" : ""
        return banner + """
            \(words.text("vouched.heading", ["organisation": SafeText.oneLine(organisation), "recipient": recipient]))

                \(SafeText.oneLine(words.text(of: certificate.proposition)))

            \(words.text("vouched.validity", ["issued": issued, "until": until]))
            \(words.text("vouched.revocation"))
            \(words.text("vouched.check"))

            Number: \(certificate.id.hex)
            Recipient: \(recipient)
            Issued: \(issued)
            Valid-Until: \(until)
            Basis: \(certificate.basis.map(\.notation).joined(separator: ", "))
            Organisation: \(SafeText.oneLine(fingerprint))
            Certificate: \(encoded)

            """
    }
}

extension Workspace {
    /// Signs an attestation's file with the words that its page shows, in the language that was agreed with the recipient.
    package func signFile(
        of attestation: ID<Attestation>, in compartment: ID<Compartment>, for purpose: ConsentPurpose,
        to recipient: RecipientClass, as bag: ID<Bag>
    ) async throws(WorkspaceError) {
        guard let record = state.part(compartment)?.evidence?.attestation(attestation),
            let certificate = record.certificate, let catalogues = try? DeskResources.catalogues(),
            let text = try? AttestationText.text(
                certificate, organisation: state.organisation?.name ?? "",
                fingerprint: identity?.wholeFingerprint ?? "",
                isRehearsal: state.organisation?.isRehearsal ?? false,
                catalogues.negotiate(acceptLanguage: certificate.language))
        else { throw .refused(EngineMessage.eventUnwritable) }
        let words = catalogues.negotiate(acceptLanguage: certificate.language)
        let why = words.text("export.consent.purpose", ["purpose": words.text(of: purpose)])
        try vouch(
            for: attestation, in: compartment, text: text,
            told: record.handing(
                bag, to: .named(record.stated.recipient, recipient), for: purpose, why: why, words))
    }
}

extension AttestationRecord {
    /// That its signed file goes to its recipient. It names the proposal: nothing else of the part is told by it.
    func handing(
        _ bag: ID<Bag>, to recipient: ConsentRecipient, for purpose: ConsentPurpose, why: String, _ words: Catalogue
    ) -> Disclosure {
        Disclosure(
            what: words.text("vouching.handed", ["number": id.hex]), toWhom: SafeText.oneLine(stated.recipient),
            why: why, entry: proposal, bag: HandedBag(id: bag, recipient: recipient, purpose: purpose))
    }
}

extension SafeText {
    /// A whole text on one line, without what could begin another one or turn the reading direction around.
    static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { isHarmless($0) ? Character($0) : " " }
        return String(scalars).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
