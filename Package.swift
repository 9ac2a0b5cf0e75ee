// swift-tools-version: 6.2
// SPDX-License-Identifier: AGPL-3.0-or-later
import PackageDescription

// Arrows point down only. That the relay is blind can be seen here: no target below "the server"
// depends on Age, Correspondence, Casework or Sealing. Tests/Repository holds these rules.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func library(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
    name: "lifeboat",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "lifeboat", targets: ["lifeboat"]),
        .executable(name: "lifeboat-bench", targets: ["lifeboat-bench"]),
        .library(name: "Age", targets: ["Age"]),
        .library(name: "Alike", targets: ["Alike"]),
        .library(name: "Bags", targets: ["Bags"]),
        .library(name: "Correspondence", targets: ["Correspondence"]),
        .library(name: "Casework", targets: ["Casework"]),
        .library(name: "DeskFormats", targets: ["DeskFormats"]),
        .library(name: "Multipart", targets: ["Multipart"]),
        .library(name: "RelayAPI", targets: ["RelayAPI"]),
        .library(name: "Bytes", targets: ["Bytes"]),
        .library(name: "CommandValues", targets: ["CommandValues"]),
        .library(name: "Languages", targets: ["Languages"]),
        .library(name: "Names", targets: ["Names"]),
        .library(name: "Pixels", targets: ["Pixels"]),
        .library(name: "PortalForms", targets: ["PortalForms"]),
        .library(name: "Sealing", targets: ["Sealing"]),
        .library(name: "Tables", targets: ["Tables"]),
        .library(name: "WebForms", targets: ["WebForms"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Values: no network, no disk, nothing of Lifeboat's own protocol.
        library("Bytes"),
        library("Age", [crypto, cryptoExtras]),
        library("Alike"),
        library("Casework", ["Bytes"]),
        library("World", ["Casework", "Languages"], resources: [.embedInCode("Resources")]),
        library("Multipart"),
        library("Bags", ["Bytes", crypto]),
        library("Tables"),
        library("Pixels"),
        library("WebForms"),
        library("Languages"),
        library("CommandValues"),
        library("PortalForms", ["Bytes", "Correspondence", "Multipart", "WebForms"]),
        library("Names"),
        .target(name: "CLinux"),

        // Keys and sealing. Correspondence is the visitor's side, Sealing the organisation's.
        library("Correspondence", ["Age", "Bytes", crypto]),
        library("Sealing", ["Age", "Bytes", "Correspondence", "Casework", crypto, cryptoExtras]),

        // The server: reaches nothing that can read.
        library("RelayAPI", ["Bytes", crypto, httpTypes]),
        library("RelayConnection", ["Bytes", "RelayAPI", crypto, httpClient, httpTypes, nioCore, nioHTTP1]),
        library("RelayStore", ["Bytes"]),
        library("RelayStoreSQLite", ["RelayStore", "Bytes", grdb]),
        library("Blobs", ["Bytes", "RelayStore", crypto, nioCore, nioPosix]),
        library("ServerChannels", [httpTypes, nioCore, nioHTTP1, nioHTTPTypes]),
        library(
            "Relay",
            [
                "Bytes", "RelayAPI", "RelayStore", "Blobs", "ServerChannels", hummingbird, httpTypes, logging,
                lifecycle, nioCore, crypto,
            ]),

        // The two web sites, and what they share.
        library(
            "Pages", ["Languages", "WebForms", "ServerChannels", hummingbird, httpTypes, mustache, nioCore, crypto],
            resources: [.embedInCode("Resources")]),
        library(
            "Portal",
            [
                "Age", "Bytes", "Correspondence", "PortalForms", "RelayAPI", "RelayConnection", "Multipart",
                "Languages",
                "Pages", "WebForms", "ServerChannels", hummingbird, httpTypes, logging, lifecycle, nioCore, crypto,
            ], resources: [.embedInCode("Resources")]),
        // What desks alone write and read: their sealed files, and invitations.
        library("DeskFormats", ["Bytes", "Casework", "Correspondence", "Names", "RelayAPI", "Sealing", crypto]),
        library(
            "Desk",
            [
                "Age", "Alike", "Bags", "Bytes", "Correspondence", "Casework", "DeskFormats", "Names", "Sealing",
                "RelayAPI", "RelayConnection",
                "Multipart",
                "Languages", "Pages", "Pixels", "ServerChannels", "Tables", "WebForms", hummingbird, httpTypes, logging,
                lifecycle,
                nioCore,
                nioPosix, crypto,
            ], resources: [.embedInCode("Resources")]),

        // A fictional world, played through desks and portal messages as people would.
        library(
            "Rehearsal",
            [
                "World", "Desk", "DeskFormats", "Age", "Bytes", "Casework", "Correspondence", "Sealing", "RelayAPI",
                "RelayConnection",
            ]),

        // The command line joins the parts.
        .executableTarget(
            name: "lifeboat",
            dependencies: [
                "Age", "Bytes", "CommandValues", "Relay", "RelayAPI", "RelayConnection", "RelayStore",
                "RelayStoreSQLite", "Blobs",
                "Portal",
                "Desk", "Rehearsal", "World", "Sealing", "Correspondence", "Names", "Bags", "CLinux",
                arguments, hummingbird, logging, lifecycle, unixSignals,
                nioCore, nioPosix,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "lifeboat-bench",
            dependencies: [
                "Age", "Bytes", "Correspondence", "Casework", "Names", "Sealing", "RelayAPI", "RelayConnection", "Desk",
                "CLinux",
                arguments, httpClient, nioCore, nioHTTP1, nioPosix, crypto,
            ],
            swiftSettings: strict),

        // Tests.
        .target(
            name: "LifeboatTestSupport",
            dependencies: [
                "Age", "Bytes", "Correspondence", "Casework", "Sealing", "RelayAPI", "RelayConnection", "RelayStore",
                "Blobs", "Relay", "Portal", "Desk", "DeskFormats", "Multipart", hummingbird, httpClient, httpTypes,
                nioCore, nioPosix,
                crypto,
            ],
            path: "Tests/LifeboatTestSupport", swiftSettings: strict),
        tests("AgeTests", ["Age", crypto, cryptoExtras]),
        tests("CorrespondenceTests", ["Bytes", "Correspondence", "Age", crypto, "LifeboatTestSupport"]),
        tests("AlikeTests", ["Alike", "LifeboatTestSupport"]),
        tests("BytesTests", ["Bytes"]),
        tests("BagsTests", ["Bags", "LifeboatTestSupport"]),
        tests("CommandValuesTests", ["CommandValues"]),
        tests("TablesTests", ["Tables"]),
        tests("CaseworkTests", ["Casework", "Bytes"]),
        tests("MultipartTests", ["Multipart"]),
        tests("WorldTests", ["World", "Casework"]),
        tests(
            "RehearsalTests",
            [
                "World", "Rehearsal", "Desk", "DeskFormats", "Pages", "Languages", "Casework", "Correspondence",
                "Sealing", "RelayAPI", "RelayConnection", "Bytes", hummingbird, httpTypes, nioCore,
                "LifeboatTestSupport",
            ]),
        tests("PixelsTests", ["Pixels", "LifeboatTestSupport"]),
        tests("WebFormsTests", ["WebForms", "LifeboatTestSupport"]),
        tests("NamesTests", ["Names"]),
        tests("LanguagesTests", ["Languages", "Portal", "Desk"]),
        tests(
            "SealingTests", ["Bytes", "Sealing", "Age", "Correspondence", "Casework", crypto, "LifeboatTestSupport"]),
        tests("RelayAPITests", ["Bytes", "RelayAPI", httpTypes, crypto]),
        tests(
            "RelayTests",
            [
                "Bytes", "Relay", "RelayAPI", "RelayConnection", "RelayStore", "RelayStoreSQLite", "Blobs",
                "ServerChannels",
                grdb, hummingbird, httpTypes, nioCore, nioPosix, crypto, "LifeboatTestSupport",
            ]),
        tests(
            "PortalTests",
            [
                "Bytes", "Portal", "PortalForms", "WebForms", "Pages", "Languages", "Age", "Correspondence", "RelayAPI",
                "RelayConnection",
                "Multipart", hummingbird,
                httpTypes, logging, nioCore, crypto, "LifeboatTestSupport",
            ]),
        tests(
            "DeskTests",
            [
                "Bags", "Bytes", "Desk", "DeskFormats", "Pages", "Pixels", "Tables", "WebForms", "Languages", "Age",
                "Correspondence",
                "Casework", "Names",
                "Sealing",
                "RelayAPI",
                "RelayConnection", hummingbird,
                httpTypes, nioCore, crypto, "LifeboatTestSupport",
            ]),
        tests(
            "DeskFormatsTests",
            ["Bytes", "Casework", "Correspondence", "DeskFormats", "RelayAPI", "Sealing", "LifeboatTestSupport"]),
        tests(
            "Scenarios",
            [
                "Bytes", "Relay", "RelayAPI", "RelayConnection", "RelayStore", "RelayStoreSQLite", "Blobs", "Portal",
                "Desk", "DeskFormats", "Age",
                "Correspondence", "Casework", "Sealing", "Languages", grdb, httpClient, httpTypes, nioCore, crypto,
                "LifeboatTestSupport",
            ]),
        tests("Commands", ["Bags", "Bytes", "Correspondence", "LifeboatTestSupport"]),
        tests("Repository"),
    ]
)
