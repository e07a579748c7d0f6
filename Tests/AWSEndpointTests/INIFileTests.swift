import Testing

@testable import AWSEndpoint

@Suite("Shared configuration files as text")
struct INIFileTests {
  @Test("Sections, comments, delimiters and case are read as the AWS command line reads them")
  func ordinaryFile() throws {
    let file = try INIFile(
      parsing: """
        # a comment
        [default]
        Region = eu-west-1
        ; another
          # an indented one
        output: json
        token = a=b # not a comment

        [profile "two words"]
        region=us-east-1\r
        """,
      path: "config"
    )
    #expect(file.sections.map(\.name) == ["default", "profile \"two words\""])
    #expect(file.sections[0].settings["region"] == .init(value: "eu-west-1", line: 3))
    #expect(file.sections[0].settings["output"]?.value == "json")
    #expect(file.sections[0].settings["token"]?.value == "a=b # not a comment")
    #expect(file.sections[1].settings["region"]?.value == "us-east-1")
  }

  @Test("Lines further in continue a value, or are settings one level down where the value is empty")
  func continuation() throws {
    let file = try INIFile(
      parsing: """
        [services local]
        ec2 =
          endpoint_url = http://localhost:5000

          max = 3
        rds =
          endpoint_url = http://localhost:5001
        [default]
        text = one
          two
        """,
      path: "config"
    )
    #expect(file.sections[0].settings["ec2"]?.nested["endpoint_url"]?.value == "http://localhost:5000")
    #expect(file.sections[0].settings["ec2"]?.nested["endpoint_url"]?.line == 3)
    #expect(file.sections[0].settings["ec2"]?.nested["max"]?.value == "3")
    #expect(file.sections[0].settings["rds"]?.nested["endpoint_url"]?.value == "http://localhost:5001")
    #expect(file.sections[1].settings["text"]?.value == "one\ntwo")
  }

  @Test(
    "Errors name the line",
    arguments: [
      ("[default]\nregion", "f:2", "neither"),
      ("region = x", "f:1", "before the first section"),
      ("[a]\nx = 1\n[a]", "f:3", "already on line 1"),
      ("[a]\nx = 1\nX = 2", "f:3", "already set on line 2"),
      ("[a]\n= 1", "f:2", "without a name"),
      ("[a]\nec2 =\n  endpoint", "f:3", "not a setting of ec2"),
      ("[]", "f:1", "neither"),
    ]
  )
  func errors(text: String, place: String, message: String) {
    let error = #expect(throws: EndpointError.self) { try INIFile(parsing: text, path: "f") }
    #expect(error?.place == place)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test(
    "Command lines split as in a shell",
    arguments: [
      ("a b  c", ["a", "b", "c"]), ("'a b' \"c d\"", ["a b", "c d"]), ("a\\ b", ["a b"]),
      ("\"a\\\"b\\n\"", ["a\"b\\n"]), ("'' x", ["", "x"]), ("a'b'c", ["abc"]), ("", []),
      ("'open", nil), ("end\\", nil),
    ] as [(String, [String]?)]
  )
  func shellWords(text: String, words: [String]?) {
    #expect(ShellWords.split(text) == words)
  }
}
