// CONTRACT (docs/protocol.md, sections 3, 6 to 9). The owner of Sealing replaces this file.
public import Age
public import Casework
public import Correspondence

/// The 32 bytes on the recovery sheet, as twenty-four words.
public struct RecoverySecret: Sendable {
    public init() { fatalError("awaiting") }
    public init(words: String) throws { fatalError("awaiting") }
    public func words(in list: WordList) -> [String] { fatalError("awaiting") }
}
