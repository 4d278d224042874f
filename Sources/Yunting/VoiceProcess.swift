import ArgumentParser
import Dispatch
import Foundation
import Media

/// Where the program begins: as the server and its tools, or as the process that disguises voices.
///
/// `yunting voice-masker` is started by a media server, never by a person, and is in no help. It has to
/// be told apart before anything starts a thread (reading the arguments of the other commands is enough
/// for that): its sandbox holds for the whole process.
@main
enum VoiceProcess {
    static func main() {
        if VoiceMaskerProcess.isWanted(CommandLine.arguments) {
            VoiceMaskerProcess.run(CommandLine.arguments)
        }
        Task {
            await Yunting.main()
            exit(EXIT_SUCCESS)
        }
        dispatchMain()
    }
}
