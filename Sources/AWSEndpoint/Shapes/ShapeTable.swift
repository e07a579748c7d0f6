/// How the XML of a service's responses becomes the JSON of the AWS command line.
///
/// The tables are generated texts. A line in the first column opens an entry, an indented one continues it:
///
///     > DescribeVpcs DescribeVpcsResult token=NextToken next=NextToken limit=MaxResults size=1000 list=Vpcs
///     DescribeVpcsResult
///      nextToken:s vpcSet=Vpcs:[Vpc]
///
/// `>` describes an action: its output shape, then how it is paged. Any other entry is a structure: its members as
/// `element=Name:kind`, or `element:kind` where the name is the element with a capital first letter. Kinds are `s`
/// string, `i` integer, `d` number, `b` boolean, `t` timestamp, `[kind]` a list, else the name of a structure.
struct ShapeTable: Sendable {
  /// The kind of one value.
  indirect enum Kind: Sendable, Hashable {
    case string, integer, number, boolean, timestamp
    case list(Kind)
    case structure(String)

    init(_ text: Substring) {
      switch text {
      case "s": self = .string
      case "i": self = .integer
      case "d": self = .number
      case "b": self = .boolean
      case "t": self = .timestamp
      case _ where text.hasPrefix("[") && text.hasSuffix("]"): self = .list(Kind(text.dropFirst().dropLast()))
      default: self = .structure(String(text))
      }
    }
  }

  /// A member of a structure.
  struct Member: Sendable, Hashable {
    /// Its name in the JSON.
    var name: String
    var kind: Kind
  }

  /// How an action's responses are read and its pages asked for.
  struct Action: Sendable, Hashable {
    /// The structure of a response.
    var output: String
    /// The element around the members in the response, where the protocol has one.
    var wrapper: String?
    /// The response's member that holds the resources.
    var list: String
    /// The request's parameter for the token of the next page; nil for actions without pages.
    var tokenParameter: String?
    /// The response's member that holds the token of the next page.
    var nextToken: String?
    /// The request's parameter for the size of a page.
    var limitParameter: String?
    /// The largest page size allowed.
    var largestPage: Int?
  }

  /// The version of the API, as requests name it.
  let apiVersion: String
  /// The actions by name.
  private(set) var actions: [String: Action] = [:]
  /// The members of each structure by element name.
  private(set) var structures: [String: [String: Member]] = [:]

  /// Reads a table. Words of another form are left out; a test holds the tables to having none.
  init(apiVersion: String, text: String) {
    self.apiVersion = apiVersion
    var entry: [Substring] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix(" ") {
        entry += words
      } else {
        add(entry)
        entry = words
      }
    }
    add(entry)
  }

  private mutating func add(_ entry: [Substring]) {
    guard let name = entry.first else { return }
    guard name == ">" else {
      var members: [String: Member] = [:]
      for word in entry.dropFirst() {
        guard let colon = word.firstIndex(of: ":") else { continue }
        let names = word[..<colon].split(separator: "=")
        guard let element = names.first else { continue }
        members[String(element)] = Member(
          name: names.dropFirst().first.map(String.init) ?? element.prefix(1).uppercased() + element.dropFirst(),
          kind: Kind(word[word.index(after: colon)...])
        )
      }
      structures[String(name)] = members
      return
    }
    guard entry.count > 2 else { return }
    var settings: [Substring: String] = [:]
    for word in entry.dropFirst(3) {
      guard let equals = word.firstIndex(of: "=") else { continue }
      settings[word[..<equals]] = String(word[word.index(after: equals)...])
    }
    actions[String(entry[1])] = Action(
      output: String(entry[2]),
      wrapper: settings["wrapper"],
      list: settings["list"] ?? "",
      tokenParameter: settings["token"],
      nextToken: settings["next"],
      limitParameter: settings["limit"],
      largestPage: settings["size"].flatMap { Int($0) }
    )
  }
}
