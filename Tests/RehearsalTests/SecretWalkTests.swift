// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Testing
import World

@testable import Desk

extension PlayedWorldTests {
    /// The heart of the desk: each worker's every page, and everything that anybody wrote where this worker holds no key.
    @Test(.timeLimit(.minutes(10)))
    func `no page of a desk shows a word, a name or a number of a part that it cannot open`() async throws {
        let played = try await PlayedWorlds.shared.world(in: .en)
        var readable: [WorldWorker: Readable] = [:]
        for worker in WorldWorker.allCases {
            let desk = try await played.desk(of: worker)
            readable[worker] = try Readable(await desk.state)
            await desk.lock()
        }
        let parts = readable.values.reduce(into: [:]) { $0.merge($1.parts) { $0.union($1) } }
        let intake = readable.values.reduce(into: Set()) { $0.formUnion($1.intake) }
        var insiders: [ID<Compartment>: Readable.Insiders] = [:]
        for own in readable.values {
            insiders.merge(own.insiders) { Readable.Insiders(case: $0.case, people: $0.people.union($1.people)) }
        }
        var unnamed = 0
        let words = try #require(try DeskResources.catalogues()["en"])
        let common = words.keys.map { words.text($0) }.joined(separator: " \(Phrase.boundary) ")
        for (worker, own) in readable.sorted(by: { $0.key < $1.key }) {
            let hidden = parts.filter { own.parts[$0.key] == nil }
            let all = hidden.values.reduce(intake) { $0.union($1) }
            let secrets = all.subtracting(Phrases(all).found(in: "\(own.text) \(Phrase.boundary) \(common)"))
            // A page puts its own words before what is this worker's: three of a phrase may be theirs.
            let pieces = Phrase.pieces(of: own.text)
            let wanted = Phrases(secrets.filter { !pieces.contains($0.words.dropFirst().joined(separator: " ")) })
            #expect(hidden.count > 5, "\(worker) holds nearly everything: nothing is shown by this walk")
            #expect(secrets.count > 50, "\(worker): \(secrets.count)")
            let desk = try await played.desk(of: worker)
            let walk = try await DeskWalk(desk, isRehearsal: true, language: "en", now: PlayedWorld.now + 60)
            let (state, me) = (await desk.state, await desk.me)
            for page in try await walk.everyPage(mostOfOneShape: 12, whole: Self.casePages) {
                let found = wanted.found(in: page.visibleText)
                #expect(found.isEmpty, "\(worker), \(page.path): \(found.map(\.description).sorted().prefix(3))")
                for compartment in hidden.keys {
                    #expect(!page.text.contains(compartment.hex), "\(worker), \(page.path)")
                }
                guard let home = Self.case(of: page.path) else { continue }
                // That a colleague works on something of this case says that there is something.
                let others = hidden.keys.compactMap { insiders[$0] }.filter { $0.case == home }
                    .reduce(into: Set()) { $0.formUnion($1.people) }.subtracting(own.named[home] ?? [])
                let text = page.visibleText
                for member in others where member != me {
                    guard let name = state.members[member]?.name else { continue }
                    unnamed += 1
                    #expect(!text.contains(name), "\(worker), \(page.path): \(name)")
                }
            }
            // Some are asked for by name, of those whose words do not all stand somewhere in what is this worker's own.
            let known = Set(Phrase.words(of: own.text))
            let unknown = secrets.filter { !known.isSuperset(of: $0.words) }
            let asked = unknown.sorted { $0.description < $1.description }
            for (offset, secret) in asked.enumerated() where offset % 199 == 0 {
                // A search goes by the beginnings of words, and what is this worker's own may have words that begin so.
                guard !secret.words.allSatisfy({ word in known.contains { $0.hasPrefix(word) } }) else { continue }
                let page = try await walk.search(secret.description)
                #expect(page.status == 200 && !page.text.contains("<mark>"), "\(worker): \(secret)")
            }
            await desk.lock()
        }
        #expect(unnamed > 10, "\(unnamed)")
    }

    /// All of them are looked at; of forms, some of each.
    private static let casePages: Set<String> = ["/cases/*", "/cases/*/access", "/cases/*/history"]

    /// Of which case it is the page; nil where it is none, or offers colleagues to choose from.
    private static func `case`(of path: String) -> ID<Case>? {
        guard casePages.contains(path.replacing(/[0-9a-f]{32}/, with: "*")) else { return nil }
        return path.firstMatch(of: /[0-9a-f]{32}/).flatMap { ID<Case>(hex: String($0.0)) }
    }
}
