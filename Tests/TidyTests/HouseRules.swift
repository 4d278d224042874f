import Foundation
import Testing

@Suite("House rules")
struct HouseRules {
    static let linesMax = 600
    static let functionLinesMax = 70

    @Test("no source file is longer than 600 lines: split it by concept")
    func fileLength() {
        for file in SourceTree.swift + SourceTree.client + SourceTree.python {
            #expect(file.lines.count <= Self.linesMax, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("no function is longer than 70 lines: give its parts names")
    func functionLength() {
        for file in SourceTree.swift {
            for function in functions(of: file) where function.length > Self.functionLinesMax {
                Issue.record(
                    "\(file.path):\(function.line) has a function of \(function.length) lines")
            }
        }
    }

    @Test("no test waits by sleeping, except with real browsers in EndToEnd")
    func noSleeps() {
        // Built from parts, so that this file does not match itself.
        let banned = [
            "Task" + ".sleep", "Thread" + ".sleep", "us" + "leep(", "nano" + "sleep(",
            " sl" + "eep(",
        ]
        for file in SourceTree.swift where file.path.hasPrefix("Tests/") {
            for (index, line) in file.lines.enumerated() where banned.contains(where: line.contains)
            {
                Issue.record(
                    "\(file.path):\(index + 1) sleeps: step time or wait for an event instead")
            }
        }
    }

    @Test("time is a parameter: only the shells read a clock")
    func noClockInPureCode() {
        let banned = [
            "clock_" + "gettime", "Continuous" + "Clock", "Suspending" + "Clock",
            "gettime" + "ofday", "Date" + "()",
        ]
        let pure = ["Media/", "Sources/Hearing/", "Sources/Evidence/", "Sources/Signaling/"]
        for file in SourceTree.swift
        where pure.contains(where: file.path.hasPrefix) && !file.path.hasPrefix("Media/Run/") {
            for (index, line) in file.lines.enumerated() where banned.contains(where: line.contains)
            {
                Issue.record(
                    "\(file.path):\(index + 1) reads a clock: take the time as a parameter")
            }
        }
    }

    @Test("files are named after concepts, not patterns")
    func names() {
        for file in SourceTree.swift + SourceTree.client {
            let name = URL(filePath: file.path).deletingPathExtension().lastPathComponent
                .lowercased()
            for word in ["manager", "helper", "utils", "util", "misc"] {
                #expect(!name.contains(word), "\(file.path): name the concept instead of \(word)")
            }
        }
    }

    @Test("nothing unfinished is left behind")
    func nothingUnfinished() {
        let banned = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X:", "fatal" + "Error(\"not", ".dis" + "abled(",
        ]
        for file in SourceTree.swift + SourceTree.client + SourceTree.python {
            for (index, line) in file.lines.enumerated() where banned.contains(where: line.contains)
            {
                Issue.record("\(file.path):\(index + 1) has an unfinished mark")
            }
        }
    }

    @Test("the root holds only the folders of the design")
    func rootFolders() throws {
        let known: Set<String> = ["Benchmarks", "Config", "Media", "Sources", "Tests"]
        for name in try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path) {
            var isFolder: ObjCBool = false
            let path = SourceTree.root.appending(path: name).path
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                isFolder.boolValue, !name.hasPrefix(".")
            else { continue }
            #expect(known.contains(name), "\(name)/ is not a folder of the design")
        }
    }

    /// Functions by their braces: crude, but formatted code keeps `func`/`init` at a line's start.
    private func functions(of file: SourceTree.File) -> [(line: Int, length: Int)] {
        var found: [(line: Int, length: Int)] = []
        var open: [(line: Int, indent: Int)] = []
        for (index, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let text = line.dropFirst(indent)
            if let last = open.last, text.hasPrefix("}"), indent == last.indent {
                found.append((last.line, index + 2 - last.line))
                open.removeLast()
            }
            let isFunction =
                text.contains("func ") || text.hasPrefix("init(") || text.contains(" init(")
            if isFunction, !text.hasPrefix("//"), !text.hasPrefix("\""), !text.hasSuffix("}"),
                !file.path.contains("Tests/TidyTests")
            {
                open.removeAll { $0.indent >= indent }
                open.append((index + 1, indent))
            }
        }
        return found
    }
}
