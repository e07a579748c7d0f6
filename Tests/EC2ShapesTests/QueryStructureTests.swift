import Testing

@testable import EC2Shapes

/// What a request of type `Request` with this body gives.
private func request<Request: EC2Request>(_: Request.Type, _ body: String) throws(EC2Error) -> Request {
  try Request(parameters: try parameters(body))
}

/// The error of a request that must fail.
private func failure<Request: EC2Request>(_: Request.Type, _ body: String) throws -> EC2Error {
  try #require(throws: EC2Error.self) { try request(Request.self, body) }
}

@Suite("Reading requests")
struct QueryStructureTests {
  typealias Authorize = EC2.AuthorizeSecurityGroupIngressRequest
  typealias Describe = EC2.DescribeSecurityGroupsRequest

  @Test("Structures and lists nest; what is absent is nil or empty")
  func nesting() throws {
    let body = """
      Action=AuthorizeSecurityGroupIngress&Version=2016-11-15&GroupId=sg-1&DryRun=TRUE\
      &IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=23\
      &IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0%2F8&IpPermissions.1.IpRanges.2.CidrIp=192.0.2.0%2F24\
      &IpPermissions.1.IpRanges.2.Description=&IpPermissions.2.Groups.1.GroupId=sg-2
      """
    let read = try request(Authorize.self, body)
    #expect(read.groupId == "sg-1")
    #expect(read.dryRun == true)
    #expect(read.groupName == nil)
    #expect(read.tagSpecifications.isEmpty)
    let first = EC2.IpPermission(
      fromPort: 22,
      ipProtocol: "tcp",
      ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8"), EC2.IpRange(cidrIp: "192.0.2.0/24", description: "")],
      toPort: 23
    )
    let second = EC2.IpPermission(userIdGroupPairs: [EC2.UserIdGroupPair(groupId: "sg-2")])
    #expect(read.ipPermissions == [first, second])
  }

  @Test("Items come by number, not by text or by place, and numbers may be left out")
  func order() throws {
    let read = try request(Describe.self, "GroupId.10=j&GroupId.2=b&GroupId.2147483647=z&GroupId.1=a&GroupId.9=i")
    #expect(read.groupIds == ["a", "b", "i", "j", "z"])
  }

  @Test("A list without items may be said as an empty text")
  func emptyList() throws {
    #expect(try request(Describe.self, "GroupId=&Filter=").groupIds.isEmpty)
    #expect(try failure(Describe.self, "GroupId=sg-1").code == "InvalidParameterValue")
  }

  @Test(
    "The number of an item is positive, in 32 bits and written in one way",
    arguments: ["0", "01", "2147483648", "99999999999999999999"]
  )
  func itemNumber(text: String) throws {
    let error = try failure(Describe.self, "Filter.\(text).Name=vpc-id")
    #expect(error.code == "InvalidParameterValue")
    #expect(error.message == "Value (\(text)) for parameter Filter is invalid. The number of an item must be positive.")
  }

  @Test(
    "A parameter that the action does not have is named in full, the first in the request",
    arguments: [
      ("Zebra=1&Ant=2", "Zebra"), ("GroupId.1=sg-1&GroupID.1=sg-1", "GroupID.1"),
      ("Filter.1.Name=a&Filter.1.Values.1=b", "Filter.1.Values.1"), ("Filter.x.Name=a", "Filter.x.Name"),
      ("Filter.-1.Name=a", "Filter.-1.Name"), ("GroupId.1=a&GroupId.1.b=c", "GroupId.1.b"),
      ("MaxResults=5&MaxResults.1=6", "MaxResults.1"), ("GroupIds.1=a", "GroupIds.1"), ("GroupI.1=a", "GroupI.1"),
    ]
  )
  func unknown(body: String, name: String) throws {
    let error = try failure(Describe.self, body)
    #expect(error == EC2Error(code: "UnknownParameter", message: "The parameter \(name) is not recognized"))
  }

  @Test("The signature and the action are not unknown")
  func signature() throws {
    let body = "Action=x&Version=y&X-Amz-Date=z&AWSAccessKeyId=a&Timestamp=t&SignatureMethod=m"
    #expect(try request(Describe.self, body) == Describe())
  }

  @Test("An unreadable scalar is named in full")
  func scalars() throws {
    let number = try failure(Authorize.self, "IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=2147483648")
    #expect(number.code == "InvalidParameterValue")
    #expect(number.message.hasPrefix("Value (2147483648) for parameter IpPermissions.1.FromPort is invalid."))
    #expect(try request(Authorize.self, "FromPort=-2147483648").fromPort == -2_147_483_648)
    for text in ["", "1.0", "0x1", "1+", "%EF%BC%91"] {
      #expect(try failure(Authorize.self, "FromPort=\(text)").code == "InvalidParameterValue")
    }
    #expect(try failure(Authorize.self, "DryRun=yes").message.contains("parameter DryRun"))
    let blob = try failure(EC2.ModifyInstanceAttributeRequest.self, "InstanceId=i-1&UserData.Value=c2VjcmV0!")
    #expect(blob.message == "Invalid BASE64 encoding of UserData.Value")
  }

  @Test("What an error repeats is cut")
  func repetition() throws {
    let error = try failure(Authorize.self, "FromPort=" + String(repeating: "9", count: 60_000))
    #expect(error.message.utf8.count < 500)
  }

  @Test("A parameter that the action needs is named")
  func missing() throws {
    let error = try failure(EC2.CreateRouteRequest.self, "DestinationCidrBlock=0.0.0.0/0")
    #expect(error.code == "MissingParameter")
    #expect(error.message == "The request must contain the parameter RouteTableId")
    let nested = try failure(
      EC2.CreateManagedPrefixListRequest.self,
      "PrefixListName=a&MaxEntries=1&AddressFamily=IPv4&Entry.1.Description=d"
    )
    #expect(nested.message == "The request must contain the parameter Entry.1.Cidr")
  }

  @Test("What has no effect is taken as read, however deep")
  func ignored() throws {
    let body = "MinCount=1&MaxCount=2&BlockDeviceMapping.1.Ebs.VolumeSize=8&MetadataOptions.HttpTokens=required"
    #expect(try request(EC2.RunInstancesRequest.self, body).maxCount == 2)
    #expect(try failure(EC2.RunInstancesRequest.self, body + "&BlockDeviceMappings.1=x").code == "UnknownParameter")
  }

  @Test("Every kind of scalar is read below the place where the reader stands")
  func kinds() throws {
    struct Kinds: QueryDecodable, Equatable {
      var double: Double?
      var long: Int?
      var time: Timestamp?
      var blob: [UInt8]?
      init(from query: inout QueryStructure) throws(EC2Error) {
        double = try query.double("Double")
        long = try query.long("Long")
        time = try query.timestamp("Time")
        blob = try query.blob("Blob")
      }
    }
    var query = QueryStructure(
      try parameters("K.Double=1.5&K.Long=9223372036854775807&K.Time=1970-01-01T00:00:01Z&K.Blob=AP8%3D&Double=2")
    )
    let kinds: Kinds? = try query.structure("K")
    #expect(kinds?.double == 1.5)
    #expect(kinds?.long == .max)
    #expect(kinds?.time == Timestamp(milliseconds: 1_000))
    #expect(kinds?.blob == [0, 255])
    #expect(try query.double("Double") == 2)
    try query.finish()

    var hostile = QueryStructure(try parameters("Double=inf&Long=9223372036854775808&Time=now"))
    #expect(throws: EC2Error.self) { try hostile.double("Double") }
    #expect(throws: EC2Error.self) { try hostile.long("Long") }
    #expect(throws: EC2Error.self) { try hostile.timestamp("Time") }
  }
}
