// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CLinux
import CommandValues
import Correspondence
import Foundation
import Portal
import RelayAPI
import RelayConnection

/// `lifeboat portal`: the visitors' door.
struct PortalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal",
        abstract: "Run the portal, where visitors write without script or account.",
        discussion: """
            The portal seals what visitors write in its own memory and hands it to the relay; it keeps nothing. It may run on \
            another machine, in another country, under another operator than the relay. The organisation's link, which the \
            desk shows under Status, tells it whom it serves.

            Examples:
              lifeboat portal --link lifeboat1... --relay http://RELAY.onion --socks 127.0.0.1:9050
              lifeboat portal --link-file /srv/lifeboat/link --file-limit 50MB --origin https://help.example.org
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The address to listen on (default 127.0.0.1).") var host: String?
    @Option(help: "The port to listen on (default 8080).") var port: Int?
    @Option(help: "The relay's address (default http://127.0.0.1:8391).") var relay: String?
    @Option(help: "SOCKS5 proxy to reach the relay through, such as 127.0.0.1:9050 for Tor.") var socks: String?
    @Option(help: "The organisation's link, lifeboat1...") var link: String?
    @Option(help: "A file that holds the link; read until it is there.") var linkFile: String?
    @Option(help: "The portal's public address, if it is https://...") var origin: String?
    @Option(help: "Where quick exit leads (default https://www.wikipedia.org/).") var leaveTo: String?
    @Option(help: "The largest attachment, such as 500MB (default).") var fileLimit: String?
    @Flag(help: "The portal of a practice organisation: every page says that nobody is heard here.") var rehearsal =
        false

    func run() async throws {
        let sources = try common.sources()
        let state = try common.stateFolder(sources)
        // Everything that may be refused comes before the client, which has to be shut down.
        let settings = try settings(sources)
        let link = try linkSource(sources, state)
        let address = try RelayAddressOption.parse(sources.text(.portalRelay, flag: relay))
        let client = RelayClient(
            address: address, socks: try RelayAddressOption.proxy(sources.text(.socks, flag: socks), to: address),
            uploadPatience: PortalServer.uploadPatience, callPatience: PortalServer.callPatience)
        let runner = PartRunner(name: "portal", isSupervised: common.supervised)
        lifeboat_return_freed_memory()
        let service = try PortalServer(
            settings: settings, relay: client, link: link, logger: runner.logger,
            onDoor: { [isSupervised = common.supervised] why in
                // Who starts everything together founds the organisation in a moment.
                if isSupervised, why == .noLink { return }
                Terminal.note(why.map { "the door is closed: \($0.words)" } ?? "the door is open")
            }
        ) { port in
            Terminal.say(ReadyLine.make("http://\(settings.host):\(port)/"))
        }
        do {
            try await runner.run(service)
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    private func settings(_ sources: SettingsSources) throws -> PortalSettings {
        var settings = PortalSettings()
        settings.host = sources.text(.portalHost, flag: host) ?? settings.host
        settings.port = try sources.number(.portalPort, flag: port, in: 0...65_535) ?? DefaultPort.portal
        settings.isRehearsal = rehearsal
        settings.baseAddress = try sources.webAddress(.portalOrigin, flag: origin)
        settings.neutralPage = try sources.webAddress(.portalLeaveTo, flag: leaveTo) ?? settings.neutralPage
        settings.maximumFileByteCount =
            try sources.byteCount(.portalFileLimit, flag: fileLimit) ?? settings.maximumFileByteCount
        try Self.check(settings.maximumFileByteCount)
        return settings
    }

    /// A limit that no relay keeps would be found out by a visitor, after the file has been sent.
    private static func check(_ fileLimit: UInt64) throws {
        let most = AttachmentSealer.largestByteCount(sealedWithin: RelayLimits().blobByteCount)
        guard fileLimit <= most else {
            throw ValidationError(
                "'portal-file-limit' must be at most \(most >> 20)MiB: a relay takes no larger file once it is sealed.")
        }
    }

    private func linkSource(_ sources: SettingsSources, _ state: StateFolder) throws -> LinkSource {
        if let text = sources.text(.portalLink, flag: link) {
            guard let link = OrganisationLink(parsing: text) else {
                throw ValidationError("The link is mistyped. Copy it again from the desk's status page.")
            }
            return .fixed(link)
        }
        return .file(path: sources.text(.portalLinkFile, flag: linkFile) ?? state.portalLinkFile.path)
    }
}

/// A relay's address as an option.
enum RelayAddressOption {
    static func parse(_ text: String?) throws -> RelayAddress {
        let text = text ?? DefaultPort.relayAddress
        guard let address = RelayAddress(parsing: text) else {
            throw ValidationError("'\(text)' is no relay address. It looks like http://127.0.0.1:8391.")
        }
        return address
    }

    /// The proxy to reach a relay through. With one that is none, or an onion address without any, a part would serve and reach nobody.
    static func proxy(_ text: String?, to address: RelayAddress) throws -> String? {
        guard let text else {
            guard !address.isOnion else {
                throw ValidationError("An onion address is reached through Tor: add --socks 127.0.0.1:9050.")
            }
            return nil
        }
        guard RelayClient.isProxy(text) else {
            throw ValidationError("'\(text)' is no SOCKS5 proxy. It looks like 127.0.0.1:9050.")
        }
        return text
    }
}
