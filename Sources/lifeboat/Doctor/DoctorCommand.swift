// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues
import Desk

/// `lifeboat doctor`: looks at the installation and says what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine and say what to do.",
        discussion: """
            Looks at the disk, the clock, the state folder and the files of relay and desk in it, the programs for previews, \
            and the ports that are set. It keeps nothing, and may run beside everything else. Ends with status 0 when \
            Lifeboat can run here, 1 when something must be mended first.

            Examples:
              lifeboat doctor
              lifeboat doctor --state /srv/lifeboat --settings lifeboat.json
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let sources = try common.sources()
        let state = common.placedStateFolder(sources)
        let checks =
            [
                Checks.folder(state), Checks.diskSpace(state), Checks.durableWrites(state), Checks.clock(),
                Checks.swap(), Checks.coreDumps(), Checks.openFiles(), FileLooks.relay(state.relay),
                FileLooks.desk(state.desk),
                Checks.program("bwrap", package: "bubblewrap", without: "the desk shows no previews of attachments"),
                .sandbox(canStart: await PreviewSandbox.canStart()),
                Checks.program(
                    "pdftoppm", package: "poppler-utils", without: "the desk shows no previews of PDF files"),
                Checks.program("convert", package: "imagemagick", without: "the desk shows no previews of pictures"),
                Checks.program("tor", package: "tor", without: "nothing here is reachable as an onion service"),
            ] + (try ports(sources))
        for check in checks { Terminal.say(check.report) }
        guard !checks.contains(where: \.isFailure) else { throw ExitCode(1) }
    }

    private func ports(_ sources: SettingsSources) throws -> [Check] {
        let keys: [(SettingKey, Int)] = [
            (.portalPort, DefaultPort.portal), (.deskPort, DefaultPort.desk), (.relayPort, DefaultPort.relay),
            (.relayHealthPort, DefaultPort.relayHealth),
        ]
        return try keys.map { key, usual in
            Checks.port(try sources.number(key, in: 0...65_535) ?? usual, of: key)
        }
    }
}
