// swift-tools-version: 6.2
// SPDX-License-Identifier: AGPL-3.0-or-later
import PackageDescription

// One libFuzzer program for each parser: a file Sources/NAME/NAME.swift that holds only
// LLVMFuzzerTestOneInput. A package of its own, because a fuzz program does not link without the sanitizer.
// `scripts/fuzz` builds and runs them.

func fuzz(_ name: String, _ products: String...) -> Target {
    .executableTarget(
        name: name, dependencies: products.map { .product(name: $0, package: "lifeboat") },
        swiftSettings: [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "lifeboat", path: "..")],
    targets: [
        fuzz("FuzzCodephrase", "Correspondence"),
        fuzz("FuzzEvent", "Casework"),
        fuzz("FuzzMessages", "Correspondence"),
        fuzz("FuzzMultipart", "Multipart"),
        fuzz("FuzzSealedEntry", "Sealing"),
        fuzz("FuzzKeyRing", "Sealing"),
        fuzz("FuzzJoining", "Sealing", "Correspondence"),
        fuzz("FuzzVouchedText", "Correspondence"),
        fuzz("FuzzBagManifest", "Bags"),
        fuzz("FuzzAgeFile", "Age"),
        fuzz("FuzzAgeArmor", "Age"),
        fuzz("FuzzAgeKeyFile", "Age"),
        fuzz("FuzzRelayRoute", "RelayAPI"),
        fuzz("FuzzRelayFields", "RelayAPI"),
        fuzz("FuzzRelayBodies", "RelayAPI"),
        fuzz("FuzzNamesText", "Names"),
        fuzz("FuzzNamesList", "Names"),
        fuzz("FuzzTables", "Tables"),
        fuzz("FuzzNamesIndex", "Names"),
        fuzz("FuzzDeskFormats", "DeskFormats", "RelayAPI"),
        fuzz("FuzzKeyContents", "Sealing"),
        fuzz("FuzzPixels", "Pixels"),
        fuzz("FuzzWebForms", "WebForms"),
        fuzz("FuzzSettings", "CommandValues"),
        fuzz("FuzzLanguages", "Languages"),
        fuzz("FuzzMessageForm", "PortalForms", "Multipart"),
        fuzz("FuzzWordRepair", "PortalForms", "WebForms"),
    ]
)
