// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One attestation on its way to its recipient: what the file says, who can sign it, how it is checked, and what its recipient can and
/// cannot see. It prints as a sheet with the proposition and the fingerprint.
struct AttestationPage {
    let back: String
    let subject: String
    let recipient: String
    private(set) var badges: [Badge]
    let proposition: String
    let facts: [Pair]
    /// The address under which this page lies.
    let href: String
    /// What is signed, or would be.
    let text: String
    let isSigned: Bool
    /// Whether the signed file may be taken from here.
    private(set) var canSave: Bool
    /// Whether this desk can sign, and there is something to sign.
    private(set) var canSign: Bool
    /// Who can, where this desk cannot.
    private(set) var whoSigns: String?
    let fingerprint: String
    let command: String
    /// What is asked before it is signed.
    let form: FormView
    /// What no consent covers.
    let context: [Block]
    var error: String?

    /// - Parameters:
    ///   - isGenuine: whether the signature of the file that lies in the case is the organisation's.
    ///   - isShaken: whether something that it rests on has given way.
    init(
        _ attestation: AttestationRecord, text: String, isGenuine: Bool, isShaken: Bool, mayVouch: Bool,
        fingerprint: String, form: FormView, context: [Block], in part: PartRecord, _ scene: CaseScene
    ) {
        let words = scene.words
        back = "\(DeskPath.case(scene.record.id))#attestation-\(attestation.id.hex)"
        subject = words.title(of: part, in: scene.record)
        recipient = attestation.stated.recipient
        let isLive = attestation.isValid(on: scene.day)
        badges = [Badge(words.name(of: attestation.state), isLive && !isShaken ? .good : .plain)]
        if isShaken { badges.append(Badge(words.text("attestations.shaken"), .grave)) }
        proposition = words.text(of: attestation.stated.proposition)
        href = Self.address(of: attestation.id, in: part, of: scene.record.id)
        let signed = attestation.signedFile
        isSigned = isGenuine && isLive
        canSave = isSigned
        self.text = text
        canSign = isLive && mayVouch
        whoSigns = isLive && !mayVouch && !isSigned ? words.text("vouching.directors") : nil
        self.fingerprint = fingerprint
        self.form = form
        self.context = context
        command = "lifeboat verify document.txt --organisation '\(fingerprint)'"
        facts = [
            Pair(words.text("vouching.until"), attestation.stated.validUntil.iso),
            Pair(words.text("vouching.number"), attestation.id.hex),
            signed.map { Pair(words.text("vouching.signed-by"), scene.byline($0.by, at: $0.at)) },
        ].compactMap(\.self)
        if signed != nil, !isGenuine { error = words.text("vouching.not-genuine") }
    }

    /// Nothing leaves for now. What was typed already is not taken away.
    mutating func stop(because obstacles: String, isTyped: Bool) {
        (canSave, canSign, whoSigns) = (false, canSign && isTyped, nil)
        error = obstacles
    }

    /// The file that was signed is not handed out; another may be signed.
    mutating func keepBack(because gap: String) {
        guard canSave else { return }
        canSave = false
        error = gap
    }

    static func address(of id: ID<Attestation>, in part: PartRecord, of case: ID<Case>) -> String {
        "\(DeskPath.case(`case`))/\(part.compartment.hex)/attestations/\(id.hex)"
    }
}
