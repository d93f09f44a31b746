// swift-tools-version: 6.2
import PackageDescription

let isFuzzed = Context.environment["ROWSMITH_FUZZING"] != nil

/// For builds from nothing, which are sooner through when each module is compiled at once (by a quarter). Where one file is changed at a
/// time the compiler's own way, file by file, is.
let wholeModules: [SwiftSetting] =
  isFuzzed || Context.environment["ROWSMITH_WHOLE_MODULES"] != nil
  ? [
    .unsafeFlags(
      ["-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
  ] : []

/// Every target is built in Swift 6 mode with warnings as errors; the arrows are those of Sources/README.md.
let swift: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
  ] + wholeModules

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]

/// Optimised in debug builds too, with their assertions: the tests, which fit and draw all day, take a third of the time.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O", "-Xfrontend", "-assert-config", "-Xfrontend", "Debug"], .when(configuration: .debug))
]

/// Where it is built for the fuzzer alone only what reads tables is optimised: the rest hardly runs, or runs as fast with fewer counters.
let optimisedUnlessFuzzed: [SwiftSetting] = isFuzzed ? [] : optimised

func source(_ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift + more)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: swift)
}

/// Built by `make bench` only.
let benchmarks: [Target] =
  Context.environment["ROWSMITH_BENCHMARKS"] == nil
  ? []
  : [
    .executableTarget(
      name: "Benchmarks", dependencies: ["Files", "Statistics", "Tables", "Synthesis"], path: "Tests/Benchmarks",
      exclude: [
        "compare.py", "conditions.py", "fakes.py", "rare_augmentation.py", "rare_strata.py", "reading.py", "rules.py",
        "tails.py",
      ],
      swiftSettings: swift)
  ]

/// Built by `make fuzz` only, with the instruments of libFuzzer.
let fuzzing: [Target] =
  !isFuzzed
  ? []
  : [
    .executableTarget(
      name: "Fuzzing", dependencies: ["Files", "Tables", "Synthesis", "Workbench"], path: "Tests/Fuzzing",
      swiftSettings: swift)
  ]

let package = Package(
  name: "rowsmith",
  products: [.executable(name: "rowsmith", targets: ["rowsmith"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // C faces
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZstd"),
    .systemLibrary(name: "CBzip2"),
    .target(name: "CDrawKernels"),
    // Optimised always: the headers of Boost.Math crawl without, and every test of a family runs through them.
    .target(name: "CDistributions", cxxSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "CScanKernels"),
    .target(name: "CSpellKernels"),
    // Optimised always, as is what calls it.
    .target(name: "CTreeKernels", cSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "CFakeWords", exclude: ["lists", "pack.py", "packed"]),
    .systemLibrary(name: "CXGBoost"),

    // Boundaries: the file system, YAML text, and databases
    source("Files", ["CMalloc"]),
    source("StrictYAML", ["Files", yams]),
    source("SQLiteTables", grdb),

    // The pipe
    source("Statistics", ["CDrawKernels", "CTreeKernels", "CDistributions"], optimised),
    source(
      "Tables", ["Files", "SQLiteTables", "CScanKernels", "CSpellKernels", "CZlib", "CZstd", "CBzip2"], optimised),
    source(
      "Synthesis", ["Files", "StrictYAML", "Statistics", "Tables", "CZlib", "CFakeWords"], optimisedUnlessFuzzed),
    source(
      "Evaluation", ["Files", "StrictYAML", "Statistics", "Tables", "Synthesis", "CXGBoost"], optimisedUnlessFuzzed),

    // The program
    source("Screen", ["Files", "StrictYAML"], optimisedUnlessFuzzed),
    source("Curses", ["Files", "Screen", "CNcurses"]),
    source(
      "Workbench", ["Files", "StrictYAML", "Statistics", "Tables", "Synthesis", "Evaluation", "Screen"]),
    .executableTarget(
      name: "rowsmith",
      dependencies: [
        "Files", "StrictYAML", "Statistics", "Tables", "Synthesis", "Evaluation", "Screen", "Curses", "Workbench",
        arguments,
      ],
      swiftSettings: swift),

    // Tests
    .target(
      name: "CVTerm", path: "Tests/CVTerm", linkerSettings: [.linkedLibrary("vterm"), .linkedLibrary("util")]),
    .target(
      name: "TestSupport", dependencies: ["Files", "Tables", "Statistics"], path: "Tests/TestSupport",
      swiftSettings: swift),
    tests("FilesTests", ["Files"]),
    tests("StrictYAMLTests", ["StrictYAML"]),
    tests("StatisticsTests", ["Statistics"]),
    tests("TablesTests", ["Tables", "Files", "CSpellKernels", "CZlib", "CZstd", "CBzip2"] + grdb),
    tests("SynthesisTests", ["Synthesis", "Statistics", "Tables", "Files", "StrictYAML"]),
    tests("EvaluationTests", ["Evaluation", "Synthesis", "Statistics", "Tables"]),
    tests("ScreenTests", ["Screen", "Files", "StrictYAML"]),
    tests("CursesTests", ["Curses", "CNcurses", "Screen"]),
    tests(
      "WorkbenchTests",
      ["Workbench", "Files", "StrictYAML", "Statistics", "Tables", "Synthesis", "Evaluation", "Screen"],
      exclude: ["Snapshots"]),
    tests("CommandLineTests", ["rowsmith", "Files"]),
    tests("TerminalTests", ["rowsmith", "CVTerm", "Files", "Screen"]),
  ] + benchmarks + fuzzing,
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
