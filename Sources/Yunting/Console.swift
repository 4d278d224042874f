import Foundation

/// What the program says on its standard output: a line at a time, at once, also into a pipe.
enum Console {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
