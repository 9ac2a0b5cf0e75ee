// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats

/// The workspace, in front of which stands how a form is answered (``FormAnswering``): the first time everything goes through, and what was
/// refused is remembered; when the same form is answered again, in another language, nothing is done a second time.
struct GuardedWork: DeskWork {
    let work: any DeskWork

    private func guarded<Value>(
        _ act: () async throws(WorkspaceError) -> Value
    ) async throws(WorkspaceError) -> Value {
        switch FormAnswering.current {
        case nil: return try await act()
        case .again(let refusal): throw refusal
        case .first(let outcome):
            do throws(WorkspaceError) { return try await act() } catch {
                outcome.note(error)
                throw error
            }
        }
    }

    var phase: WorkspacePhase { get async { await work.phase } }
    var state: CaseworkState { get async { await work.state } }
    var status: SyncStatus { get async { await work.status } }
    var joining: JoiningDesk? { get async { await work.joining } }
    var me: ID<Member>? { get async { await work.me } }
    var invitation: Invitation? { get async { await work.invitation } }
    var applicants: [Applicant] { get async { await work.applicants } }
    var mayVouch: Bool { get async { await work.mayVouch } }
    var identity: OrganisationIdentity? { get async { await work.identity } }
    var changedAt: ContinuousClock.Instant { get async { await work.changedAt } }

    func changes() async -> AsyncStream<Void> {
        await work.changes()
    }
    func create(_ draft: OrganisationDraft) async throws(WorkspaceError) -> RecoverySheet {
        try await guarded { () async throws(WorkspaceError) in try await work.create(draft) }
    }
    func confirmSheet() async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.confirmSheet() }
    }
    func recover(words: String, memberName: String, passphrase: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in
            try await work.recover(words: words, memberName: memberName, passphrase: passphrase)
        }
    }
    func unlock(passphrase: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.unlock(passphrase: passphrase) }
    }
    func lock() async {
        await work.lock()
    }
    func open(_ request: ID<Request>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.open(request) }
    }
    func move(_ request: ID<Request>, to state: RequestState, reason: DeclineReason?, note: String)
        async throws(WorkspaceError)
    {
        try await guarded { () async throws(WorkspaceError) in
            try await work.move(request, to: state, reason: reason, note: note)
        }
    }
    func addNote(_ request: ID<Request>, body: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.addNote(request, body: body) }
    }
    func attach(name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error> & Sendable)
        async throws(WorkspaceError) -> ReplyFile
    {
        try await guarded { () async throws(WorkspaceError) in
            try await work.attach(name: name, mediaType: mediaType, bytes: bytes)
        }
    }
    func reply(_ request: ID<Request>, body: String, files: [ReplyFile]) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.reply(request, body: body, files: files) }
    }
    func unsentReplies(to request: ID<Request>) async -> [UnsentReply] {
        await work.unsentReplies(to: request)
    }
    func resend(_ number: UInt64) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.resend(number) }
    }
    func withdraw(_ number: UInt64) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.withdraw(number) }
    }
    func read(_ file: FileReference) async throws(WorkspaceError) -> AsyncThrowingStream<[UInt8], any Error> {
        try await work.read(file)
    }
    func search(_ query: String, limit: Int, in scope: SearchScope) async -> [SearchHit] {
        await work.search(query, limit: limit, in: scope)
    }
    func forgetDamaged(_ count: Int) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.forgetDamaged(count) }
    }
    func seeEnvelopes(_ told: ClosedEnvelopes) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.seeEnvelopes(told) }
    }
    func continueAfterAlarm() async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.continueAfterAlarm() }
    }
    func step(_ request: ID<Request>, _ step: RequestStep, note: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.step(request, step, note: note) }
    }
    func setApart(_ shown: [ShownRequest], note: String, at second: UInt64) async throws(WorkspaceError)
        -> [SetApartObstacle]
    {
        try await guarded { () async throws(WorkspaceError) in try await work.setApart(shown, note: note, at: second) }
    }
    func declineTogether(_ shown: [ShownRequest], for reason: DeclineReason, note: String, at second: UInt64)
        async throws(WorkspaceError) -> DeclinedTogether
    {
        try await guarded { () async throws(WorkspaceError) in
            try await work.declineTogether(shown, for: reason, note: note, at: second)
        }
    }
    func bringBack(_ requests: [ID<Request>], from act: SetApartAct) async throws(WorkspaceError) -> Int {
        try await guarded { () async throws(WorkspaceError) in try await work.bringBack(requests, from: act) }
    }
    func join(_ draft: JoinDraft) async throws(WorkspaceError) -> JoiningDesk {
        try await guarded { () async throws(WorkspaceError) in try await work.join(draft) }
    }
    func resumeJoining(passphrase: String) async throws(WorkspaceError) -> JoiningDesk {
        try await guarded { () async throws(WorkspaceError) in try await work.resumeJoining(passphrase: passphrase) }
    }
    func lookForWelcome() async throws(WorkspaceError) -> Bool {
        try await guarded { () async throws(WorkspaceError) in try await work.lookForWelcome() }
    }
    func abandonJoining() async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.abandonJoining() }
    }
    func admit(_ applicant: ID<Device>, as name: String?, roles: Set<MemberRole>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.admit(applicant, as: name, roles: roles) }
    }
    func dismiss(_ applicant: ID<Device>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.dismiss(applicant) }
    }
    func setRoles(_ roles: Set<MemberRole>, of member: ID<Member>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.setRoles(roles, of: member) }
    }
    func remove(_ member: ID<Member>, reason: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.remove(member, reason: reason) }
    }
    func openCase(_ draft: CaseDraft) async throws(WorkspaceError) -> ID<Case> {
        try await guarded { () async throws(WorkspaceError) in try await work.openCase(draft) }
    }
    func openCompartment(_ part: PartDraft, in id: ID<Case>) async throws(WorkspaceError) -> ID<Compartment> {
        try await guarded { () async throws(WorkspaceError) in try await work.openCompartment(part, in: id) }
    }
    func say(_ events: [CompartmentEvent], in compartment: ID<Compartment>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.say(events, in: compartment) }
    }
    func say(_ said: [PartEvents]) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.say(said) }
    }
    func grantAccess(to compartment: ID<Compartment>, member: ID<Member>, reason: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in
            try await work.grantAccess(to: compartment, member: member, reason: reason)
        }
    }
    func endAccess(to compartment: ID<Compartment>, member: ID<Member>, reason: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in
            try await work.endAccess(to: compartment, member: member, reason: reason)
        }
    }
    func destroyPart(_ compartment: ID<Compartment>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.destroyPart(compartment) }
    }
    func knownImports(_ requests: [ImportedRequest]) async -> [KnownImport?] {
        await work.knownImports(requests)
    }
    func importRequests(_ requests: [ImportedRequest]) async throws(WorkspaceError) -> ImportOutcome {
        try await guarded { () async throws(WorkspaceError) in try await work.importRequests(requests) }
    }
    func vouch(for attestation: ID<Attestation>, in compartment: ID<Compartment>, text: String, told: Disclosure)
        async throws(WorkspaceError)
    {
        try await guarded { () async throws(WorkspaceError) in
            try await work.vouch(for: attestation, in: compartment, text: text, told: told)
        }
    }
    func signatureLine(ofBag manifest: [UInt8]) async throws(WorkspaceError) -> [UInt8] {
        try await guarded { () async throws(WorkspaceError) in try await work.signatureLine(ofBag: manifest) }
    }
    func signedLog(of compartment: ID<Compartment>) async throws(WorkspaceError) -> [ID<Entry>: [UInt8]] {
        try await work.signedLog(of: compartment)
    }
    func disclose(
        _ disclosures: [ID<Compartment>: [Disclosure]], since fingerprint: Int
    ) async throws(WorkspaceError) -> CaseworkState? {
        try await guarded { () async throws(WorkspaceError) in
            try await work.disclose(disclosures, since: fingerprint)
        }
    }
    func isVouchedFor(_ file: String) async -> Bool {
        await work.isVouchedFor(file)
    }
    func exposure() async throws(WorkspaceError) -> ExposureOverview {
        try await work.exposure()
    }
    func addList(_ draft: ListDraft, bytes: [UInt8]) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.addList(draft, bytes: bytes) }
    }
    func removeList(_ id: ID<KeptList>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.removeList(id) }
    }
    func compareList(_ id: ID<KeptList>) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.compareList(id) }
    }
    func compareText(_ draft: TextDraft) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.compareText(draft) }
    }
    func possibleDuplicates() async throws(WorkspaceError) -> [PossibleDuplicate] {
        try await work.possibleDuplicates()
    }
    func decide(_ pair: DuplicatePair, _ verdict: ExposureVerdict, reason: String) async throws(WorkspaceError) {
        try await guarded { () async throws(WorkspaceError) in try await work.decide(pair, verdict, reason: reason) }
    }
}
