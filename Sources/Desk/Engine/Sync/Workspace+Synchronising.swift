// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats
internal import RelayConnection

extension Workspace {
    /// How long the relay may keep a call that waits for changes, in seconds: shorter than the silence behind which it is asked whether it
    /// is still there.
    static let longestWait = 10
    static let longestBackoff = 30.0
    /// How often the relay may call for nothing before the desk slows down. Now and then it does so honestly: another
    /// desk took the envelope first.
    private static let patienceWithFalseCalls = 3

    /// What ended a wait.
    private enum Waker { case work, relay, time }

    /// Runs while the workspace is unlocked: one loop for the ledger, the outbox and the intake, one for attachments, one that claims
    /// these, one that sees whether the relay is there.
    func run(_ token: OpenDesk.Token) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.synchronise(token) }
            group.addTask { await self.fetchFiles(token) }
            group.addTask { await self.keepBlobs(token) }
            group.addTask { await self.watchRelay(token) }
        }
    }

    /// Says that the relay is not reached as soon as it stands still: a call to it may wait for minutes until its connection ends, and is
    /// left to, for on a slow line it may be answered yet. The pass that follows an answer says otherwise.
    private func watchRelay(_ token: OpenDesk.Token) async {
        while let link = try? current(token).link {
            await link.standstill()
            guard !Task.isCancelled, (try? current(token)) != nil else { return }
            // An alarm waits for a person, and no call is under way.
            if case .alarm = status.connection { continue }
            status.connection = .offline
        }
    }

    private func synchronise(_ token: OpenDesk.Token) async {
        var failures = 0
        var falseCalls = 0
        var (held, heldSince) = (HeldReplies(), surroundings.now())
        while !Task.isCancelled {
            do throws(SyncFailure) {
                let before = try progress(token)
                try await pass(current(token), holding: &held)
                falseCalls = try progress(token) == before ? falseCalls + 1 : 0
                if falseCalls > Self.patienceWithFalseCalls { await pause(token, after: falseCalls) }
                let waker = try await waitForWork(token)
                if waker != .relay { falseCalls = 0 }
                failures = 0
                // A file that found no way is tried again now and then, not whenever somebody writes something.
                let now = surroundings.now()
                if held.why == nil || waker == .time || now - min(now, heldSince) >= UInt64(Self.longestBackoff) {
                    (held, heldSince) = (HeldReplies(), now)
                }
            } catch .locked {
                return
            } catch {
                failures += 1
                held = HeldReplies()
                await pause(token, after: failures, atLeast: error.secondsToWait)
            }
        }
    }

    /// How far this desk has read. A relay that calls and has nothing new is listened to less and less.
    private func progress(_ token: OpenDesk.Token) throws(SyncFailure) -> [UInt64] {
        let desk = try current(token)
        return [desk.intakeCursor, UInt64(desk.ledger.verified.count)]
    }

    /// One pass over everything, for whoever does not want to wait for the loop. Throws what a page would show.
    package func synchronise() async throws(WorkspaceError) {
        let desk = try unlocked()
        var held = HeldReplies()
        do { try await pass(desk, holding: &held) } catch { throw error.workspaceError }
        if let why = held.why { throw SyncFailure(why).workspaceError }
    }

    /// Ledger, outbox, intake, what a desk does by itself; in that order, so that each sees what the one before brought. The
    /// intake is taken also where the outbox cannot be sent: nobody's message waits for this desk's replies. Nor does anything
    /// else wait for a reply whose file does not go out: that is shown, and is no end of the pass.
    private func pass(_ desk: OpenDesk, holding held: inout HeldReplies) async throws(SyncFailure) {
        do throws(SyncFailure) {
            if let alarm = desk.alarm, !alarm.passesByItself { throw .alarm(alarm) }
            try await download(desk)
            desk.drawer.ledgerWasRead()
            try tendBuried(desk)
            let unsent = try await attemptOutbox(desk, holding: &held)
            try await takeIntake(desk)
            if let unsent { throw unsent }
            try tendEpochs(desk)
            try tendKeys(desk)
            try await letPagesIn(desk)
            try tendConversations(desk)
            try await letPagesIn(desk)
            try await tendConsent(desk)
            try await letPagesIn(desk)
            try tendCounsel(desk)
            try await letPagesIn(desk)
            try await tendErasures(desk)
            try await sendOutbox(desk, holding: &held)
            // What was sent may make an envelope readable, or a message writable, that was not: nobody calls for it again.
            if desk.intakeMayChange { try await takeIntake(desk) }
            try requireMembership(desk)
            await announceKeeping(desk)
            desk.alarm = nil
            show(desk, held.why.map(SyncStatus.Connection.init) ?? .online)
        } catch {
            switch error {
            case .alarm(let alarm):
                desk.alarm = alarm
                show(desk, .alarm(alarm.rawValue))
            case .relay(let error): show(desk, SyncStatus.Connection(error))
            case .locked, .notAdmitted, .otherPurpose: break
            }
            throw error
        }
    }

    /// What the relay said where it did not take the outbox; throws where nothing more can be asked of it now.
    private func attemptOutbox(
        _ desk: OpenDesk, holding held: inout HeldReplies
    ) async throws(SyncFailure) -> SyncFailure? {
        do throws(SyncFailure) {
            try await sendOutbox(desk, holding: &held)
            return nil
        } catch {
            switch error {
            case .relay(.busy), .alarm, .locked, .notAdmitted, .otherPurpose: throw error
            case .relay: return error
            }
        }
    }

    /// Whoever asked for a page meanwhile has it before the pass goes on.
    func letPagesIn(_ desk: OpenDesk) async throws(SyncFailure) {
        await Task.yield()
        guard self.desk === desk else { throw .locked }
    }

    /// As ``letPagesIn(_:)``, now and then on the way through all cases.
    func letPagesIn(_ desk: OpenDesk, after number: Int) async throws(SyncFailure) {
        if number % 512 == 511 { try await letPagesIn(desk) }
    }

    private func show(_ desk: OpenDesk, _ connection: SyncStatus.Connection) {
        guard self.desk === desk else { return }
        status.connection = connection
        status.alarmRaisedBy =
            desk.alarm == .forkSeenByAnother
            ? Set(desk.ledger.disputeAuthors().compactMap { desk.visible.member(of: $0)?.name }).sorted() : []
        status.progress = nil
        status.take(desk, at: surroundings.now())
        status.room = desk.link.diskUse.map { RelayRoom(used: $0.used, share: $0.share, isFull: $0.isFull) }
        status.clockDifference = desk.clockAgrees ? nil : desk.link.clockDifference
        desk.filesWake.signal()
    }

    /// Returns when there is something to send, or the relay has something new, or after a while.
    private func waitForWork(_ token: OpenDesk.Token) async throws(SyncFailure) -> Waker {
        let desk = try current(token)
        let (link, wake) = (desk.link, desk.wake)
        let (intake, ledger) = (max(desk.intakeCursor, desk.intakeHeardOf), UInt64(desk.ledger.verified.count))
        typealias Answer = Result<(intake: UInt64, ledger: UInt64)?, RelayClientError>
        let result = await withTaskGroup(of: Answer.self) { group in
            group.addTask {
                await wake.wait()
                return .success(nil)
            }
            group.addTask {
                do throws(RelayClientError) {
                    return .success(
                        try await link.waitForChanges(
                            intakeAfter: intake, ledgerFrom: ledger, wait: Self.longestWait))
                } catch {
                    return .failure(error)
                }
            }
            let first = await group.next() ?? .success(nil)
            group.cancelAll()
            return first
        }
        let current = try current(token)
        switch result {
        case .success(nil): return .work
        case .success(let heard?):
            // Whatever it is, the pass that follows sees it.
            current.intakeHeardOf = max(current.intakeHeardOf, heard.intake)
            return heard.intake > intake || heard.ledger > ledger ? .relay : .time
        case .failure(let error):
            show(current, SyncStatus.Connection(error))
            throw SyncFailure(error)
        }
    }

    /// Half a second doubled after each failure, half a minute at most, each time a little different so that desks do not
    /// come back all at once. A page that has something to send does not shorten it.
    /// - Parameter atLeast: seconds for which the relay asked.
    private func pause(_ token: OpenDesk.Token, after failures: Int, atLeast: Int = 0) async {
        if let alarm = desk?.alarm, desk?.token == token, !alarm.passesByItself {
            await desk?.wake.wait()
            return
        }
        let longest = min(Self.longestBackoff, 0.5 * Double(1 << min(failures - 1, 6)))
        let pause = max(longest * Double.random(in: 0.5...1), min(Double(atLeast), Self.longestBackoff))
        try? await surroundings.sleep(.seconds(pause))
    }

    /// A person looked at the alarm and wants the desk to go on: it asks the relay again, and stops again if the
    /// relay still shows another history. Entries of colleagues who had seen another one are accepted from here on, if
    /// it was they who raised this alarm: what nobody was shown, nobody has looked at.
    public func continueAfterAlarm() async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let alarm = desk.alarm else { return }
        if alarm == .forkSeenByAnother {
            do { try desk.ledger.settleDisputes() } catch { throw SyncFailure(error).workspaceError }
        }
        desk.alarm = nil
        status.connection = .connecting
        desk.wake.signal()
    }

    /// A person has looked at what could not be sent because it is damaged on this disk. Does nothing where it is not what the page
    /// showed.
    ///
    /// - Parameter count: how many were on the page.
    public func forgetDamaged(_ count: Int) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard count == desk.outbox.damaged.count else { return }
        do { try desk.outbox.forgetDamaged(in: files) } catch { throw WorkspaceError(error) }
        refresh(desk)
        notify()
    }
}
