// SPDX-License-Identifier: AGPL-3.0-or-later
public import Correspondence

extension RecoverySecret {
    /// The twenty-four words of the recovery sheet (docs/protocol.md, section 3).
    public func words(in list: WordList) -> [String] {
        MnemonicCode.words(for: exposedBytes, in: list)
    }

    /// Reads what somebody copied from a recovery sheet, as forgivingly as a codephrase is read.
    public init(parsing words: String) throws(CodephraseError) {
        let entropy = try MnemonicCode.entropy(parsing: words, wordCount: 24).entropy
        guard let secret = RecoverySecret(entropy) else { throw .wordCount(entropy.count * 3 / 4) }
        self = secret
    }
}
