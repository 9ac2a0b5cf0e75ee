// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import ArgumentParser
import CLinux

/// `lifeboat age encrypt`.
struct AgeEncrypt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encrypt",
        abstract: "Seal a file to recipients or with a passphrase.",
        discussion: """
            Reads INPUT, or standard input, and writes to OUTPUT, or standard output, in constant memory. Every \
            recipient can open the file alone. A passphrase stands alone, and post-quantum recipients (age1pq1...) \
            are not mixed with others (age1...), which would undo what they protect from.

            Examples:
              lifeboat age encrypt -r age1pq1... -o report.pdf.age report.pdf
              lifeboat age encrypt -R newsroom.txt -a < statement.txt > statement.txt.age
              lifeboat age encrypt -i key.txt -o for-myself.age notes.txt
              tar c folder | lifeboat age encrypt -p > folder.tar.age
            """)

    @Option(name: [.customShort("r"), .customLong("recipient")], help: "Seal to this recipient (repeatable).")
    var recipients: [String] = []

    @Option(
        name: [.customShort("R"), .customLong("recipients-file")],
        help: "Seal to the recipients in this file, one to a line (repeatable).")
    var recipientFiles: [String] = []

    @Option(
        name: [.customShort("i"), .customLong("identity")],
        help: "Seal to the recipients of the identities in this file (repeatable).")
    var identityFiles: [String] = []

    @Flag(name: [.customShort("p"), .customLong("passphrase")], help: "Seal with a passphrase, asked on the terminal.")
    var asksForPassphrase = false

    @Option(help: "Seal with the passphrase in this file.")
    var passphraseFile: String?

    @Flag(name: [.customShort("a"), .customLong("armor")], help: "Write text that survives mail and chat.")
    var armored = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "Write to this file.")
    var output: String?

    @Argument(help: "The file to seal; standard input without it.")
    var input: String?

    func run() throws {
        lifeboat_keep_freed_memory()
        try AgeFailure.reporting { () throws(AgeFailure) in try seal() }
    }

    private func seal() throws(AgeFailure) {
        try AgeInput.checkSources(input, recipientFiles + identityFiles + [passphraseFile])
        try AgeInput.checkPlaces(
            inputs: [input, passphraseFile] + recipientFiles + identityFiles, output: output)
        let recipients = try allRecipients()
        let source = try AgeInput(path: input)
        defer { source.close() }
        try AgeOutput.with(path: output, privacy: .byUmask) { output throws(AgeFailure) in
            guard armored || !output.isTerminal else {
                throw .usage(
                    "the sealed file is not text, and would be written to the terminal",
                    hint: "give a file with -o, or write text with -a")
            }
            if armored {
                try sealArmored(source, to: recipients, into: output)
            } else {
                let (header, sealer) = try AgeFailure.mapping { () throws(AgeError) in
                    try Encryptor.start(to: recipients)
                }
                try output.write(header)
                try OrderedPipeline.run(SealingStream(input: source, output: output, sealer: sealer))
            }
        }
    }

    private func sealArmored(
        _ source: AgeInput, to recipients: [Recipient], into output: AgeOutput
    ) throws(AgeFailure) {
        var encryptor = try AgeFailure.mapping { () throws(AgeError) in try Encryptor(to: recipients) }
        var armor = ArmorWriter()
        var buffer = [UInt8](repeating: 0, count: Payload.chunkByteCount)
        while true {
            let count = try source.fill(&buffer)
            try output.write(armor.update(encryptor.update(buffer[..<count])))
            if count < buffer.count { break }
        }
        try output.write(armor.update(encryptor.finish()) + armor.finish())
    }

    private func allRecipients() throws(AgeFailure) -> [Recipient] {
        var all: [Recipient] = []
        for text in recipients {
            all.append(try AgeFailure.mapping { () throws(AgeError) in try Recipient(parsing: text) })
        }
        for path in recipientFiles {
            let file = try AgeInput.small(path: path, limit: KeyFile.maximumByteCount)
            all += try AgeFailure.mapping { () throws(AgeError) in try KeyFile.recipients(in: file) }
        }
        all += try AgeKeys.identities(in: identityFiles).compactMap(\.recipient)
        if let passphrase = try passphrase() {
            all.append(
                try AgeFailure.mapping { () throws(AgeError) in .passphrase(try PassphraseRecipient(passphrase)) })
        }
        guard !all.isEmpty else {
            throw .usage("nobody to seal to was given", hint: "use -r, -R, -i, -p or --passphrase-file; see --help")
        }
        // Before anything is read or written.
        try AgeFailure.mapping { () throws(AgeError) in try Recipient.checkCompatibility(of: all) }
        return all
    }

    private func passphrase() throws(AgeFailure) -> String? {
        if let passphraseFile { return try AgePassphrase.fromFile(passphraseFile) }
        guard asksForPassphrase else { return nil }
        guard recipients.isEmpty, recipientFiles.isEmpty, identityFiles.isEmpty else {
            throw .age(.incompatibleRecipients("a passphrase cannot be combined with another recipient"))
        }
        return try AgePassphrase.newFromTerminal()
    }
}
