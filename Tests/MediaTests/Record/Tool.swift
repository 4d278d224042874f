import Foundation
import Testing

/// Runs ffmpeg and ffprobe, the judges of our files, in a folder that is removed afterwards.
struct Tool: ~Copyable {
    /// Where the files lie.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "yunting-record-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Writes a file into the folder.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    /// Reads a file of the folder.
    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    /// Runs a program in the folder and answers what it printed on both channels; a program that is
    /// missing or fails is a failed test.
    func run(_ program: String, _ arguments: [String]) throws -> (output: String, errors: String) {
        let path = try #require(
            ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + program }
                .first { FileManager.default.isExecutableFile(atPath: $0) },
            "\(program) is needed to judge the recorded files: install the package ffmpeg")
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let output = folder.appending(path: ".output")
        let errors = folder.appending(path: ".errors")
        try Data().write(to: output)
        try Data().write(to: errors)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let told = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(program) \(arguments): \(told)")
        return (String(decoding: try Data(contentsOf: output), as: UTF8.self), told)
    }
}
