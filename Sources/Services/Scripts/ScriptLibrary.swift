internal import Evidence
internal import Foundation
public import Hearing

/// The scripts of a court: all `*.yaml` files of one directory.
///
/// Loaded once when the server starts. A hearing keeps the script with which it was opened, so a
/// changed file concerns hearings that are booked later only.
public struct ScriptLibrary: Sendable {
    /// The largest file, in bytes.
    public static let fileSizeMax = 65_536
    /// The longest script as the record has it, in bytes: `Entry.sizeMax` less what stands beside
    /// it in its entry, at most 200 seats that go along with others or belong to a case.
    public static let recordSizeMax = 45_000
    /// The most files of one directory.
    public static let fileCountMax = 200

    private let scripts: [String: Script]

    /// Loads all scripts of a directory; one that is not in order makes all of them fail, so that
    /// nobody books by a script that nobody can read.
    public init(directory: String) throws(ScriptError) {
        let entries: [String]
        do {
            entries = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw ScriptError(file: directory, problem: "the directory cannot be read")
        }
        let files = entries.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
        guard files.count <= Self.fileCountMax else {
            throw ScriptError(
                file: directory,
                problem: "has \(files.count) scripts, more than \(Self.fileCountMax)")
        }
        var scripts = [Script.free.name: Script.free]
        for file in files {
            let script = try Self.script(file: URL(filePath: directory).appending(path: file))
            scripts[script.name] = script
        }
        self.scripts = scripts
    }

    /// The script with this name, or nil; `free` is always there.
    public subscript(name: String) -> Script? { scripts[name] }

    /// The names of all scripts, in order.
    public var names: [String] { scripts.keys.sorted() }

    /// Reads one script from the text of its file; its name is the file's.
    public static func script(text: String, file: String) throws(ScriptError) -> Script {
        let written = try ScriptText(text, file: file)
        let script: Script
        do {
            script = try Script(value: written.value)
        } catch {
            throw ScriptError(
                file: file, line: written.line(of: error.path),
                path: error.path.isEmpty ? nil : error.path, problem: error.problem)
        }
        guard file == "\(script.name).yaml" || file.hasSuffix("/\(script.name).yaml") else {
            throw ScriptError(
                file: file, line: written.line(of: "name"), path: "name",
                problem: "a script is in the file of its name: \(script.name).yaml")
        }
        guard script.name != Script.free.name else {
            throw ScriptError(
                file: file, line: written.line(of: "name"), path: "name",
                problem: "the script \"\(script.name)\" is built in")
        }
        let size = Json(script.value).canonicalBytes.count
        guard size <= recordSizeMax else {
            throw ScriptError(
                file: file, problem: "is too long for the record: \(size) of \(recordSizeMax) bytes"
            )
        }
        return script
    }

    private static func script(file: URL) throws(ScriptError) -> Script {
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            bytes = try handle.read(upToCount: fileSizeMax + 1) ?? Data()
        } catch {
            throw ScriptError(file: file.path, problem: "cannot be read")
        }
        guard bytes.count <= fileSizeMax else {
            throw ScriptError(
                file: file.path, problem: "is larger than \(fileSizeMax / 1_024) KiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ScriptError(file: file.path, problem: "is not UTF-8")
        }
        return try script(text: text, file: file.path)
    }
}
