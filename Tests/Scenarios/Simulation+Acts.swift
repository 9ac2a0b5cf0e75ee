// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Correspondence
@testable import Desk
import LifeboatTestSupport
import RelayAPI

/// What people do by dice, through what the pages call.
extension Simulation {
    /// One act of a worker: what the desk took is acknowledged when the call returns on a machine that has power.
    mutating func act(_ place: Int, _ name: String, _ work: (Workspace) async throws -> Void) async {
        let (desk, run) = (actors[place].desk, actors[place].run)
        guard !run.isOver else { return }
        let before = await desk.leavesHere
        do { try await work(desk) } catch {
            count("refused \(name): \(error)")
            return
        }
        guard !run.isOver else { return }
        for entry in await desk.written(besides: before) {
            acknowledged.append(Acknowledged(author: place, act: name, entry: entry))
        }
        count(name)
    }

    /// Something about a request, in the intake or in the case's conversation.
    mutating func workOnRequest(_ place: Int) async {
        let state = await actors[place].desk.state
        let known = state.requests + state.cases.flatMap(\.parts).compactMap { $0.conversation?.record }
        guard let request = known.randomElement(using: &dice) else { return }
        let word = nextWord()
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: await act(place, "open request") { try await $0.open(request.id) }
        case 1: await act(place, "note") { try await $0.addNote(request.id, body: word) }
        case 2:
            guard let next = request.state.successors.randomElement(using: &dice) else { return }
            let reason = next == .declined ? DeclineReason.allCases.randomElement(using: &dice) : nil
            await act(place, "move request") { try await $0.move(request.id, to: next, reason: reason, note: word) }
        case 3: await step(request, place)
        default:
            let file = !chance(4) ? dice.bytes(Int.random(in: 1...3_000, using: &dice)) : nil
            await act(place, file == nil ? "reply" : "reply with a file") { desk in
                var files: [ReplyFile] = []
                if let file {
                    files = [try await desk.attach(name: "a.bin", mediaType: "x/y", bytes: OneChunk(file))]
                }
                try await desk.reply(request.id, body: word, files: files)
            }
        }
    }

    /// A move that has a form of its own.
    private mutating func step(_ request: RequestRecord, _ place: Int) async {
        let (state, me) = (await actors[place].desk.state, await actors[place].desk.me)
        let scene = DeskScene(state: state, me: me, words: Self.words, now: actors[place].fixture.now)
        guard let form = request.steps.compactMap({ StepForm($0) }).randomElement(using: &dice) else { return }
        let chosen: (RequestStep, String)? = fill(form.fields(request, scene)) { answers throws(FormProblem) in
            let (step, note) = try form.step(answers)
            return (step, note)
        }
        guard let chosen else { return }
        await act(place, "form \(form.rawValue)") { try await $0.step(request.id, chosen.0, note: chosen.1) }
    }

    /// Somebody gives a colleague access, or ends it; a further part is opened.
    mutating func moveAccess(_ place: Int) async {
        let desk = actors[place].desk
        let parts = await desk.state.cases.flatMap(\.parts)
        guard let part = parts.randomElement(using: &dice) else { return }
        let other = actors[Int.random(in: 0..<actors.count, using: &dice)].member
        if chance(8) {
            let kind =
                CompartmentKind.allCases.filter { $0 != .legal && $0 != .casework }
                .randomElement(using: &dice) ?? .evidence
            let members = chance(2) ? [other: "нужно"] : [:]
            await act(place, "open part") { desk in
                _ = try await desk.openCompartment(PartDraft(kind: kind, members: members), in: part.case)
            }
        } else if part.access.isHeld(by: other), chance(3) {
            await act(place, "end access") {
                try await $0.endAccess(to: part.compartment, member: other, reason: "закончено")
            }
        } else {
            await act(place, "grant access") {
                try await $0.grantAccess(to: part.compartment, member: other, reason: "нужно")
            }
        }
    }

    /// A director gives somebody other roles, or removes them.
    mutating func changeMembers(_ place: Int) async {
        let other = actors[Int.random(in: 1..<actors.count, using: &dice)].member
        let place = chance(3) ? place : 0
        if chance(4) {
            await act(place, "remove member") { try await $0.remove(other, reason: "ушёл") }
        } else {
            var roles = Set(MemberRole.allCases.filter { _ in Bool.random(using: &dice) })
            if roles.isEmpty { roles = [.caseworker] }
            let given = roles
            await act(place, "set roles") { try await $0.setRoles(given, of: other) }
        }
    }

    // MARK: - The person outside

    /// The person writes again.
    mutating func write() async throws {
        let word = nextWord()
        let envelope = try await visitor.followUp(visitor.message(word), now: actors[0].fixture.now)
        for _ in 0...Int.random(in: 0...1, using: &dice) { late.append((word, envelope)) }
        if Bool.random(using: &dice) { await deliverOne() }
    }

    /// Something that was sent arrives, in no order. What the relay did not take is sent again.
    mutating func deliverOne() async {
        guard let number = late.indices.randomElement(using: &dice) else { return }
        guard (try? await relay.link(AccessKey()).deliver(envelope: late[number].envelope)) != nil else { return }
        if !late[number].word.isEmpty { sent.append(late[number].word) }
        late.remove(at: number)
    }

    /// The person answers what they are asked about consent.
    mutating func answerOffer() async {
        let now = actors[0].fixture.now
        var newest: Reply?
        var number: UInt32 = 1
        while let reply = try? await visitor.reply(number, now: now) {
            if !reply.offers.isEmpty { newest = reply }
            number += 1
        }
        guard let newest, let holders = newest.writeTo, let offer = newest.offers.randomElement(using: &dice) else {
            return
        }
        var message = visitor.message("Ответ.")
        let choice: OfferAnswer.Choice = chance(3) ? .no : .agreed(offer.scope)
        message.answer = OfferAnswer(
            id: offer.id, choice: choice, language: "ru", ownWords: ["Рассказ — редакции.", "Помощь останется."])
        guard let envelope = try? message.sealedAsFollowUp(keys: visitor.keys, to: holders) else { return }
        late.append(("", envelope))
        count("answer of the person")
    }
}
