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
        for worker in WorldWorker.allCases where worker != .former {
            let desk = try await played.desk(of: worker)
            readable[worker] = try Readable(await desk.state)
            await desk.lock()
        }
        let parts = readable.values.reduce(into: [:]) { $0.merge($1.parts) { $0.union($1) } }
        let intake = readable.values.reduce(into: Set()) { $0.formUnion($1.intake) }
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
            for page in try await walk.everyPage(mostOfOneShape: 12) {
                let found = wanted.found(in: page.visibleText)
                #expect(found.isEmpty, "\(worker), \(page.path): \(found.map(\.description).sorted().prefix(3))")
                for compartment in hidden.keys {
                    #expect(!page.text.contains(compartment.hex), "\(worker), \(page.path)")
                }
            }
            // Some are asked for by name, of those whose words do not all stand somewhere in what is this worker's own.
            let known = Set(Phrase.words(of: own.text))
            let unknown = secrets.filter { !known.isSuperset(of: $0.words) }
            for secret in unknown.map(\.description).sorted().enumerated() where secret.offset % 199 == 0 {
                let page = try await walk.search(secret.element)
                #expect(page.status == 200 && !page.text.contains("<mark>"), "\(worker): \(secret.element)")
            }
            await desk.lock()
        }
    }
}
