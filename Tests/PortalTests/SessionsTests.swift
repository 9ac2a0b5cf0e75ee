// SPDX-License-Identifier: AGPL-3.0-or-later
import Correspondence
import PortalForms
import Testing

@testable import Portal

@Suite struct SessionsTests {
    private let clock = TurnedClock()

    private func sessions(maximumCount: Int = 100) -> Sessions {
        var settings = PortalSettings()
        settings.maximumSessionCount = maximumCount
        return Sessions(settings: settings, clock: clock.portal)
    }

    private var choosing: VisitorSession.Stage { .choosing(WordChoice(in: .english)) }

    private var open: VisitorSession.Stage {
        .open(
            Conversation(
                keys: ConversationKeys(
                    codephrase: Codephrase(in: .english), organisation: TestOrganisation().link.fingerprint),
                isNew: true))
    }

    @Test func `ten idle minutes end a visit, and each use begins them again`() {
        let sessions = sessions()
        let token = sessions.begin(choosing)
        for _ in 0..<3 {
            clock.pass(.seconds(600))
            #expect(sessions.touch(token))
        }
        clock.pass(.seconds(601))
        #expect(!sessions.touch(token))
        #expect(sessions.count == 0)
    }

    @Test func `a wall clock that jumps ends no visit and keeps none`() {
        let sessions = sessions()
        let token = sessions.begin(choosing)
        clock.jump(to: 5_000_000_000)
        #expect(sessions.touch(token))
        clock.jump(to: 0)
        #expect(sessions.touch(token))
        clock.pass(.seconds(601))
        clock.jump(to: 0)
        #expect(!sessions.touch(token))
    }

    @Test func `sweeping forgets the idle and nobody else`() {
        let sessions = sessions()
        _ = sessions.begin(choosing)
        clock.pass(.seconds(400))
        let fresh = sessions.begin(choosing)
        clock.pass(.seconds(400))
        sessions.sweep()
        #expect(sessions.count == 1 && sessions.touch(fresh))
    }

    @Test func `a flood of beginners does not end the visits of those who write`() {
        let sessions = sessions(maximumCount: 4)
        let writer = sessions.begin(open)
        for _ in 0..<100 {
            clock.pass(.seconds(1))
            _ = sessions.begin(choosing)
        }
        #expect(sessions.count == 4)
        #expect(sessions.touch(writer))
    }

    @Test func `a flood of invented words does not end the visit of somebody whom the organisation knows`() {
        let sessions = sessions(maximumCount: 4)
        let known = sessions.begin(open)
        _ = sessions.use(known) { $0.conversation?.isKnown = true }
        for _ in 0..<100 {
            clock.pass(.seconds(1))
            _ = sessions.begin(open)
        }
        #expect(sessions.count == 4)
        #expect(sessions.touch(known))
    }

    @Test func `beyond the bound the longest idle leaves, and whoever is sending stays`() throws {
        let sessions = sessions(maximumCount: 3)
        let sender = sessions.begin(open)
        let claimed = sessions.use(sender) { session in session.claim(session.issueForm()) }
        #expect(claimed == true)
        clock.pass(.seconds(1))
        let old = sessions.begin(open)
        clock.pass(.seconds(1))
        let young = sessions.begin(open)
        clock.pass(.seconds(1))
        _ = sessions.begin(open)
        #expect(!sessions.touch(old) && sessions.touch(young) && sessions.touch(sender))
    }

    @Test func `a form is claimed once and released with its fate`() {
        var session = VisitorSession(stage: open)
        let form = session.issueForm()
        var claims = [session.claim(form), session.claim(form)]
        session.release(form, receipt: nil)
        claims.append(session.claim(form))
        session.release(form, receipt: Receipt(hour: 1, fileCount: 0))
        session.release(.random(), receipt: nil)
        claims.append(session.claim(.random()))
        #expect(claims == [true, false, true, false])
        #expect(session.conversation?.isKnown == true)
        for _ in 0..<40 { _ = session.issueForm() }
        #expect(session.state(of: form) == nil)
    }

    @Test func `a message's identifier stays only as long as it says the same`() {
        var forms = IssuedForms()
        let form = forms.issue()
        let (a, b) = (content("a"), content("b"))
        let receipt = Receipt(hour: 1, fileCount: 0)
        var turns = [forms.turn(of: form, saying: a), forms.turn(of: form, saying: a)]
        #expect(turns == [.send(form), .send(form)])
        #expect(forms.fate(of: a, in: form, since: 0) == .unknown && forms.fate(of: b, in: form, since: 0) == .notSent)
        // The first may have arrived after the second: it goes out again as the newest.
        turns = [turns[0], forms.turn(of: form, saying: b), forms.turn(of: form, saying: a)]
        let messages = turns.map { turn -> MessageID? in if case .send(let id) = turn { id } else { nil } }
        #expect(Set(messages).count == 3 && !messages.contains(nil))
        forms.release(form, receipt: receipt)
        turns = [forms.turn(of: form, saying: a), forms.turn(of: .random(), saying: a)]
        #expect(turns == [.sent(receipt), nil])
        #expect(forms.state(of: form) == .sent(receipt) && forms.fate(of: a, in: form, since: 0) == .sent)
    }

    @Test func `whoever waited for one message is not told of the next that the form sent`() {
        var forms = IssuedForms()
        let form = forms.issue()
        let (a, b) = (content("a"), content("b"))
        let receipt = Receipt(hour: 1, fileCount: 0)
        let send = { (forms: inout IssuedForms, content: MessageContent) in
            let isClaimed = forms.claim(form)
            #expect(isClaimed)
            _ = forms.turn(of: form, saying: content)
        }
        send(&forms, a)
        let first = forms.newestClaim(of: form)
        #expect(forms.fate(of: a, in: form, since: first) == .open)
        forms.release(form, receipt: receipt)
        // A double click, whose second request looks again when the changed form is on its way, and when it has arrived.
        send(&forms, b)
        #expect(forms.fate(of: a, in: form, since: first) == .sent)
        let second = forms.newestClaim(of: form)
        #expect(forms.fate(of: a, in: form, since: second) == .open, "said once more, after the change")
        forms.release(form, receipt: receipt)
        #expect(forms.fate(of: a, in: form, since: first) == .sent)
        #expect(forms.fate(of: a, in: form, since: second) == .notSent)
        #expect(forms.fate(of: b, in: form, since: second) == .sent)
        // And once more as it was: another message, whose outcome nobody knows yet.
        send(&forms, a)
        let third = forms.newestClaim(of: form)
        forms.release(form, receipt: nil)
        #expect(forms.fate(of: a, in: form, since: third) == .unknown)
    }

    private func content(_ body: String) -> MessageContent {
        MessageContent(MessageDraft(urgency: nil, contact: nil, body: body), files: [])
    }

    @Test func `tokens are long and never repeat`() {
        let tokens = (0..<1_000).map { _ in Tokens.text() }
        #expect(Set(tokens).count == 1_000 && tokens.allSatisfy { $0.utf8.count == 43 })
    }
}
