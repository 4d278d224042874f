import Evidence

/// What a page has and uses just now, as it says itself.
public struct DeviceStates: Equatable, Sendable {
    /// `none`: no such device; `denied`: the browser got no permission.
    public enum Device: String, Sendable {
        case on, off, none, denied
    }

    public var microphone: Device
    public var camera: Device

    /// Nothing is known to be on.
    public init(microphone: Device = .off, camera: Device = .off) {
        self.microphone = microphone
        self.camera = camera
    }

    init(_ members: MessageMembers) throws(MessageError) {
        microphone = try members.word("microphone")
        camera = try members.word("camera")
    }

    var json: Json {
        ["microphone": .string(microphone.rawValue), "camera": .string(camera.rawValue)]
    }
}

/// What the equipment check of a page found.
public struct EquipmentStates: Equatable, Sendable {
    public enum Finding: String, Sendable {
        case good, bad, unknown
    }

    public var microphone: Finding
    public var camera: Finding

    /// Not checked yet.
    public init(microphone: Finding = .unknown, camera: Finding = .unknown) {
        self.microphone = microphone
        self.camera = camera
    }

    init(_ members: MessageMembers) throws(MessageError) {
        microphone = try members.word("microphone")
        camera = try members.word("camera")
    }

    var json: Json {
        ["microphone": .string(microphone.rawValue), "camera": .string(camera.rawValue)]
    }
}
