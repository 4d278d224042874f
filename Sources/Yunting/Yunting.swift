import ArgumentParser

/// The one program: server, archive tools, administration.
struct Yunting: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yunting",
        abstract: "A real-time hearing server for courts (云庭).",
        subcommands: [Serve.self, Export.self, Verify.self, Admin.self])
}
