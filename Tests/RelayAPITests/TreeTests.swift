// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import RelayAPI
import Testing

@Suite struct TreeTests {
    struct Trees: Decodable, Sendable { let entries, roots: [String] }
    struct Note: Decodable, Sendable {
        let seed, root, note: String
        let size: UInt64
    }

    @Test func `the growing tree has the roots of RFC 9162 at every size`() throws {
        let trees = try vector("trees.json", as: Trees.self)
        var frontier = MerkleFrontier()
        #expect(Hex.encode(frontier.root) == trees.roots[0])
        for (index, entry) in trees.entries.enumerated() {
            frontier.append(leaf: MerkleTree.leafHash(of: try bytes(entry)))
            #expect(Hex.encode(frontier.root) == trees.roots[index + 1], "size \(index + 1)")
            #expect(frontier.size == UInt64(index + 1))
        }
    }

    /// The tree that Certificate Transparency's implementations test with.
    @Test func `eight well-known leaves have their well-known root`() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        var frontier = MerkleFrontier()
        for entry in entries { frontier.append(leaf: MerkleTree.leafHash(of: try bytes(entry))) }
        #expect(Hex.encode(frontier.root) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
    }

    @Test func `a second implementation writes the same note`() throws {
        let vector = try vector("checkpoint.json", as: Note.self)
        let key = try #require(CheckpointKey(seed: try bytes(vector.seed)))
        let read = try CheckpointNote(verifying: vector.note, relayKey: key.verificationKey)
        #expect(read.checkpoint == Checkpoint(size: vector.size, root: try bytes(vector.root)))
        #expect(read.relayKey == key.verificationKey)
        // Ed25519 may be signed with added randomness, so the signature itself may differ.
        let ours = CheckpointNote(signing: read.checkpoint, with: key)
        #expect(ours.text.split(separator: " ").dropLast() == vector.note.split(separator: " ").dropLast())
        #expect(try CheckpointNote(verifying: ours.text).checkpoint == read.checkpoint)
    }

    @Test func `another relay's note is refused where one is expected`() throws {
        let note = CheckpointNote(signing: MerkleFrontier().checkpoint, with: CheckpointKey())
        #expect(throws: CheckpointNoteError.otherRelay) {
            try CheckpointNote(verifying: note.text, relayKey: CheckpointKey().verificationKey)
        }
    }

    @Test func `a note for another size is forged`() {
        let note = CheckpointNote(signing: MerkleFrontier().checkpoint, with: CheckpointKey())
        #expect(throws: CheckpointNoteError.badSignature) {
            try CheckpointNote(verifying: note.text.replacing("\n0\n", with: "\n1\n"))
        }
    }

    @Test func `no change to a note is accepted`() {
        let seed: UInt64 = 0xC25B
        var mutation = Mutation(seed: seed)
        let note = CheckpointNote(signing: MerkleFrontier().checkpoint, with: CheckpointKey())
        for round in 0..<5000 {
            let text = mutation.mutated(note.text)
            guard text != note.text else { continue }
            #expect((try? CheckpointNote(verifying: text)) == nil, "seed \(seed), round \(round)")
        }
    }
}
