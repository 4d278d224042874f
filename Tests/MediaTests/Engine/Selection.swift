import TestKit

@testable import Media

extension Engine {
    /// The routes on which packets would be forwarded now: what the packet path itself goes by.
    var selectedRoutes: Set<Route> {
        var selected: Set<Route> = []
        for (source, place) in places {
            for uplink in endpoints[place].uplinks.indices {
                let medium = endpoints[place].uplinks[uplink].medium
                for target in endpoints[place].uplinks[uplink].targets {
                    let sink = endpoints[target.endpoint].id
                    selected.insert(Route(source: source, medium: medium, sink: .endpoint(sink)))
                }
                if endpoints[place].uplinks[uplink].tap.isOpen {
                    selected.insert(Route(source: source, medium: medium, sink: .record))
                }
            }
        }
        return selected
    }
}
