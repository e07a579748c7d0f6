import LinuxDataPlane
enum ChangeCost { static func measure(_ options: Options) async throws -> [Results.Change] { [] } }
