/// The HTTP API's description, `openapi.yaml`, as it stands in the program.
public enum ApiDescription {
    /// The YAML text.
    public static var text: String {
        String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
    }
}
