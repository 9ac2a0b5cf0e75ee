// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser

/// `lifeboat doctor`: looks at the installation and says what to do.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine and say what to do.",
        discussion: "Ends with status 0 when Lifeboat can run here, 1 when something must be mended first.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        let state = try common.stateFolder(try common.sources())
        let checks = [
            Checks.folder(state), Checks.diskSpace(state), Checks.durableWrites(state), Checks.clock(),
            Checks.swap(), Checks.coreDumps(), Checks.openFiles(),
            Checks.program("bwrap", package: "bubblewrap", without: "the desk shows no previews of attachments"),
            Checks.program("pdftoppm", package: "poppler-utils", without: "the desk shows no previews of PDF files"),
            Checks.program("convert", package: "imagemagick", without: "the desk shows no previews of pictures"),
            Checks.program("tor", package: "tor", without: "nothing here is reachable as an onion service"),
            Checks.port(8080, of: "portal"), Checks.port(8390, of: "desk"), Checks.port(8391, of: "relay"),
        ]
        for check in checks { Terminal.say(check.report) }
        guard !checks.contains(where: \.isFailure) else { throw ExitCode(1) }
    }
}
