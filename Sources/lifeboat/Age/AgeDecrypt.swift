// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import ArgumentParser
import CLinux

/// `lifeboat age decrypt`.
struct AgeDecrypt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt",
        abstract: "Open a sealed file.",
        discussion: """
            Reads INPUT, or standard input, and writes to OUTPUT, or standard output, in constant memory. Armor is \
            recognised by itself. What reaches standard output is authentic, but only exit status 0 says that it is \
            complete; a file given with -o appears only when it is.

            Examples:
              lifeboat age decrypt -i key.txt -o report.pdf report.pdf.age
              lifeboat age decrypt -i key.txt < statement.txt.age
              lifeboat age decrypt -o folder.tar folder.tar.age        (asks for the passphrase)
            """)

    @Option(
        name: [.customShort("i"), .customLong("identity")],
        help: "Open with the identities in this file, one to a line; it may be sealed with a passphrase (repeatable).")
    var identityFiles: [String] = []

    @Option(help: "Open with the passphrase in this file.")
    var passphraseFile: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "Write to this file.")
    var output: String?

    @Argument(help: "The file to open; standard input without it.")
    var input: String?

    func run() throws {
        lifeboat_keep_freed_memory()
        try AgeFailure.reporting { () throws(AgeFailure) in try open() }
    }

    private func open() throws(AgeFailure) {
        try AgeInput.checkSources(input, identityFiles + [passphraseFile])
        try AgeInput.checkPlaces(inputs: [input, passphraseFile] + identityFiles, output: output)
        var identities = try AgeKeys.identities(in: identityFiles)
        if let passphraseFile { identities.append(try passphrase(AgePassphrase.fromFile(passphraseFile))) }
        let source = try AgeInput(path: input)
        defer { source.close() }
        var beginning = [UInt8](repeating: 0, count: Payload.chunkByteCount)
        beginning.removeSubrange(try source.fill(&beginning)...)
        let isArmored = Armor.isArmored(beginning: beginning)
        if identities.isEmpty {
            identities = [try passphrase(askedFor: beginning, isArmored: isArmored)]
        }
        if isArmored {
            try openArmored(source, beginning: beginning, with: identities)
        } else {
            try openBinary(source, beginning: beginning, with: identities)
        }
    }

    private func openBinary(
        _ source: AgeInput, beginning: [UInt8], with identities: [Identity]
    ) throws(AgeFailure) {
        var front = FrontReader()
        var piece = beginning
        while true {
            var position = 0
            let opener = try AgeFailure.mapping { () throws(AgeError) in
                try front.consume(piece.span, from: &position, with: identities)
            }
            if let opener {
                let rest = Array(piece[position...])
                return try AgeOutput.with(path: output, privacy: .ownerOnly) { output throws(AgeFailure) in
                    try OrderedPipeline.run(
                        OpeningStream(input: source, beginning: rest, output: output, opener: opener))
                }
            }
            guard piece.count == Payload.chunkByteCount else { throw .age(front.truncation) }
            piece.removeSubrange(try source.fill(&piece)...)
        }
    }

    private func openArmored(
        _ source: AgeInput, beginning: [UInt8], with identities: [Identity]
    ) throws(AgeFailure) {
        try AgeOutput.with(path: output, privacy: .ownerOnly) { output throws(AgeFailure) in
            var armor = ArmorReader()
            var decryptor = Decryptor(identities: identities)
            var piece = beginning
            while !piece.isEmpty {
                try output.write(
                    AgeFailure.mapping { () throws(AgeError) in try decryptor.update(armor.update(piece)) })
                guard piece.count == Payload.chunkByteCount else { break }
                piece.removeSubrange(try source.fill(&piece)...)
            }
            try output.write(
                AgeFailure.mapping { () throws(AgeError) in try decryptor.update(armor.finish()) })
            try output.write(AgeFailure.mapping { () throws(AgeError) in try decryptor.finish() })
        }
    }

    private func passphrase(_ text: String) throws(AgeFailure) -> Identity {
        try AgeFailure.mapping { () throws(AgeError) in .passphrase(try PassphraseIdentity(text)) }
    }

    /// Asks for a passphrase when that is what the file was sealed with. What is no age file is told as that.
    private func passphrase(askedFor beginning: [UInt8], isArmored: Bool) throws(AgeFailure) -> Identity {
        var armor = ArmorReader()
        let file =
            isArmored
            ? try AgeFailure.mapping { () throws(AgeError) in try armor.update(beginning) } : beginning
        guard AgeFile.asksForPassphrase(beginning: file) else {
            try checkHeader(file)
            throw .usage("no identity was given", hint: "this file was not sealed with a passphrase; use -i KEYFILE")
        }
        return try passphrase(AgePassphrase.fromTerminal("Passphrase: "))
    }

    /// Throws what is wrong with a file's beginning, apart from that nobody can open it.
    private func checkHeader(_ beginning: [UInt8]) throws(AgeFailure) {
        var front = FrontReader()
        var position = 0
        do throws(AgeError) {
            guard try front.consume(beginning.span, from: &position, with: []) == nil,
                beginning.count < Payload.chunkByteCount
            else { return }
        } catch {
            guard error.place == .identities else { throw .age(error) }
            return
        }
        throw .age(front.truncation)
    }
}
