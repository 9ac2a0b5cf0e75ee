// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the person wrote last, how they may be answered, and the way to the conversation.
enum ConversationBlocks {
    /// - Parameter isLeaving: without what the person said of who may have what, and without what they were answered.
    static func blocks(
        _ part: ConversationPart, in home: PartRecord, _ scene: CaseScene, isLeaving: Bool = false
    ) -> [Block] {
        let words = scene.words
        var block = Block(id: "conversation-\(home.compartment.hex)", heading: words.text("talk.title"))
        guard let record = part.record else {
            block.calm = words.text("talk.none")
            return [block]
        }
        if record.unreadCount > 0 {
            block.badges.append(Badge(words.plural("requests.unread", record.unreadCount), .near))
        }
        if let since = record.waitingSince {
            block.badges.append(
                Badge(words.text("talk.waiting", ["time": words.waiting(since: since, at: scene.now)]), .near))
        }
        if !record.safeContact.isEmpty {
            block.pairs.append(Pair(words.text("fact.safe-contact"), record.safeContact))
        }
        block.pairs.append(Pair(words.text("fact.danger"), words.name(of: record.danger)))
        block.pairs += last(record, of: part, scene, isLeaving: isLeaving)
        block.acts = [Act(href: DeskPath.request(record.id), text: words.text("talk.open"))]
        return [block]
    }

    private static func last(
        _ record: RequestRecord, of part: ConversationPart, _ scene: CaseScene, isLeaving: Bool
    ) -> [Pair] {
        let newestFirst = record.timeline.lazy.reversed()
        let message = newestFirst.compactMap { item -> Pair? in
            guard case .message(let received) = item.content else { return nil }
            if isLeaving, part.answers.contains(where: { $0.message == received.id }) { return nil }
            return pair("talk.last-message", item, scene.words.said(in: received, of: part), scene)
        }.first
        guard !isLeaving else { return [message].compactMap(\.self) }
        let reply = newestFirst.compactMap { item -> Pair? in
            // What a desk sends by itself has no words.
            guard case .reply(_, let body, let files) = item.content, !body.isEmpty || !files.isEmpty else {
                return nil
            }
            return pair("talk.last-reply", item, body, scene)
        }.first
        return [message, reply].compactMap(\.self)
    }

    private static func pair(_ key: String, _ item: TimelineItem, _ body: String, _ scene: CaseScene) -> Pair {
        Pair(
            "\(scene.words.text(key)), \(scene.words.weekday(at: item.recordedAt))",
            SafeText.firstLine(body, maximumCount: 600))
    }
}

extension Catalogue {
    /// What the person said in a message: of an answer about consent what they chose, and their own words or what stands last in the receipt, which
    /// begins with our own.
    func said(in message: ReceivedMessage, of part: ConversationPart) -> String {
        guard let answer = part.answers.first(where: { $0.message == message.id })?.answer else { return message.body }
        let section = message.body.split(separator: "\n\n").last?.split(separator: "\n") ?? []
        // Its heading is ours too.
        let last = (section.count > 1 ? section.dropFirst() : section[...]).joined(separator: " ")
        // Where their own words stand last, our questions stand between them.
        let own = answer.ownWords.filter { !$0.allSatisfy(\.isWhitespace) }
        let isOwn = !own.isEmpty && own.allSatisfy { last.contains($0.split(separator: "\n").joined(separator: " ")) }
        let isNames = !answer.neverTo.isEmpty && answer.neverTo.allSatisfy(last.contains)
        let said = isNames ? [] : [isOwn ? own.joined(separator: " · ") : last]
        let words = (said + [never(answer.neverTo)].compactMap(\.self)).joined(separator: " ")
        return text("talk.answered-consent", ["choice": text("talk.answer-\(answer.choice.word)"), "words": words])
    }
}

extension PortalChoice {
    fileprivate var word: String {
        switch self {
        case .agreed: "yes"
        case .no: "no"
        case .asksFirst: "asks"
        }
    }
}
