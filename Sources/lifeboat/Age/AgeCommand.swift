// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

/// `lifeboat age`: the age file format for people who have no other age program at hand.
struct AgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "age",
        abstract: "Seal and open files in the age format.",
        discussion: """
            Whatever Lifeboat seals to a public key is an age file, so these commands open it, and so does any \
            other program for the format (https://age-encryption.org/v1).

            Examples:
              lifeboat age keygen -o key.txt
              lifeboat age encrypt -r age1pq1... -o report.pdf.age report.pdf
              lifeboat age decrypt -i key.txt -o report.pdf report.pdf.age
              tar c folder | lifeboat age encrypt -p > folder.tar.age

            Exit status: 0 done, 10 header damaged, 11 header changed, 12 no identity matched, 13 content damaged \
            or cut off, 14 armor damaged, 64 wrong usage, 74 reading or writing failed.
            """,
        subcommands: [AgeKeygen.self, AgeEncrypt.self, AgeDecrypt.self])
}
