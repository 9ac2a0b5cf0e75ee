// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
package import DeskFormats

/// What the pages ask of a worker's workspace. ``Workspace`` is the real one; tests of pages bring their own.
package protocol DeskWork: Sendable {
    var phase: WorkspacePhase { get async }
    var state: CaseworkState { get async }
    var status: SyncStatus { get async }
    /// Yields after every change of state, status or phase.
    func changes() async -> AsyncStream<Void>
    /// When it yielded last, whether anybody heard it or not.
    var changedAt: ContinuousClock.Instant { get async }

    func create(_ draft: OrganisationDraft) async throws(WorkspaceError) -> RecoverySheet
    /// A person says that the recovery sheet is on paper.
    func confirmSheet() async throws(WorkspaceError)
    func recover(words: String, memberName: String, passphrase: String) async throws(WorkspaceError)
    func unlock(passphrase: String) async throws(WorkspaceError)
    func lock() async

    func open(_ request: ID<Request>) async throws(WorkspaceError)
    func move(
        _ request: ID<Request>, to state: RequestState, reason: DeclineReason?, note: String
    ) async throws(WorkspaceError)
    func addNote(_ request: ID<Request>, body: String) async throws(WorkspaceError)
    func attach(
        name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error> & Sendable
    ) async throws(WorkspaceError) -> ReplyFile
    func reply(_ request: ID<Request>, body: String, files: [ReplyFile]) async throws(WorkspaceError)
    func unsentReplies(to request: ID<Request>) async -> [UnsentReply]
    func resend(_ number: UInt64) async throws(WorkspaceError)
    func withdraw(_ number: UInt64) async throws(WorkspaceError)
    func read(_ file: FileReference) async throws(WorkspaceError) -> AsyncThrowingStream<[UInt8], any Error>
    func search(_ query: String, limit: Int, in scope: SearchScope) async -> [SearchHit]
    /// A person has looked at the alarm and wants the desk to go on.
    func continueAfterAlarm() async throws(WorkspaceError)
    /// A person has looked at what could not be sent because it is damaged; `count` of them were on the page.
    func forgetDamaged(_ count: Int) async throws(WorkspaceError)
    func seeEnvelopes(_ told: ClosedEnvelopes) async throws(WorkspaceError)

    func step(_ request: ID<Request>, _ step: RequestStep, note: String) async throws(WorkspaceError)

    // Many requests at once.
    /// Gives what stood in the way of those that were not set apart.
    func setApart(
        _ shown: [ShownRequest], note: String, at second: UInt64
    ) async throws(WorkspaceError) -> [SetApartObstacle]
    func declineTogether(
        _ shown: [ShownRequest], for reason: DeclineReason, note: String, at second: UInt64
    ) async throws(WorkspaceError) -> DeclinedTogether
    /// Gives how many were brought back.
    func bringBack(_ requests: [ID<Request>], from act: SetApartAct) async throws(WorkspaceError) -> Int

    // Joining, on a new worker's own machine.
    func join(_ draft: JoinDraft) async throws(WorkspaceError) -> JoiningDesk
    func resumeJoining(passphrase: String) async throws(WorkspaceError) -> JoiningDesk
    var joining: JoiningDesk? { get async }
    func lookForWelcome() async throws(WorkspaceError) -> Bool
    func abandonJoining() async throws(WorkspaceError)

    // Members.
    /// Whose desk this is; nil while locked.
    var me: ID<Member>? { get async }
    var invitation: Invitation? { get async }
    var applicants: [Applicant] { get async }
    func admit(_ applicant: ID<Device>, as name: String?, roles: Set<MemberRole>) async throws(WorkspaceError)
    func dismiss(_ applicant: ID<Device>) async throws(WorkspaceError)
    func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) async throws(WorkspaceError)
    func remove(_ member: ID<Member>, reason: String) async throws(WorkspaceError)

    // Cases.
    func openCase(_ draft: CaseDraft) async throws(WorkspaceError) -> ID<Case>
    func openCompartment(_ part: PartDraft, in id: ID<Case>) async throws(WorkspaceError) -> ID<Compartment>
    func say(_ events: [CompartmentEvent], in compartment: ID<Compartment>) async throws(WorkspaceError)
    /// What one act says in several parts: all of it counts, or nothing is written.
    func say(_ said: [PartEvents]) async throws(WorkspaceError)
    func grantAccess(
        to compartment: ID<Compartment>, member: ID<Member>, reason: String
    ) async throws(WorkspaceError)
    func endAccess(to compartment: ID<Compartment>, member: ID<Member>, reason: String) async throws(WorkspaceError)
    /// Of a case that two colleagues signed as destroyed, whose casework this desk cannot open.
    func destroyPart(_ compartment: ID<Compartment>) async throws(WorkspaceError)

    // Requests from tables.
    /// Which of them are there already, in their order.
    func knownImports(_ requests: [ImportedRequest]) async -> [KnownImport?]
    func importRequests(_ requests: [ImportedRequest]) async throws(WorkspaceError) -> ImportOutcome

    // The organisation's word, for people outside it.
    /// Whether this desk holds the key that signs in the organisation's name.
    var mayVouch: Bool { get async }
    /// Signs the text of an attestation for its recipient, keeps the file in the case and writes down to whom and what for it goes.
    func vouch(
        for attestation: ID<Attestation>, in compartment: ID<Compartment>, text: String, told: Disclosure
    ) async throws(WorkspaceError)
    /// The signature line over the manifest of a bag.
    func signatureLine(ofBag manifest: [UInt8]) async throws(WorkspaceError) -> [UInt8]
    /// Every entry of a compartment as it was signed.
    func signedLog(of compartment: ID<Compartment>) async throws(WorkspaceError) -> [ID<Entry>: [UInt8]]
    /// Writes down what is told to whom, as long as nothing was written since `fingerprint` (``CaseworkState/fingerprint``): all of it counts, or
    /// nothing is written.
    /// - Returns: the state with it and nothing else; nil where something had changed.
    func disclose(
        _ disclosures: [ID<Compartment>: [Disclosure]], since fingerprint: Int
    ) async throws(WorkspaceError) -> CaseworkState?
    /// Whether the organisation vouches for the file today.
    func isVouchedFor(_ file: String) async -> Bool
    // Exposure.
    func exposure() async throws(WorkspaceError) -> ExposureOverview
    func addList(_ draft: ListDraft, bytes: [UInt8]) async throws(WorkspaceError)
    func removeList(_ id: ID<KeptList>) async throws(WorkspaceError)
    func compareList(_ id: ID<KeptList>) async throws(WorkspaceError)
    func compareText(_ draft: TextDraft) async throws(WorkspaceError)
    func possibleDuplicates() async throws(WorkspaceError) -> [PossibleDuplicate]
    func decide(_ pair: DuplicatePair, _ verdict: ExposureVerdict, reason: String) async throws(WorkspaceError)

    /// What others need to recognise the organisation; nil while locked.
    var identity: OrganisationIdentity? { get async }
}

/// What a portal and a partner need to know the organisation by. Nothing here opens anything.
package struct OrganisationIdentity: Sendable, Hashable {
    /// First 16 hexadecimal digits in groups of four.
    package let fingerprint: String
    /// All 64 digits, in groups of four: what a partner checks signatures with.
    package let wholeFingerprint: String
    /// For a portal (docs/protocol.md, section 3).
    package let link: String

    package init(fingerprint: String, wholeFingerprint: String, link: String) {
        self.fingerprint = fingerprint
        self.wholeFingerprint = wholeFingerprint
        self.link = link
    }
}

extension Workspace: DeskWork {}
