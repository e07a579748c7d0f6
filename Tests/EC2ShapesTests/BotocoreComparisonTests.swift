import Foundation
import Testing

@testable import EC2Shapes

@Suite("Beside botocore", .enabled(if: Botocore.isInstalled, "needs python3 with botocore"))
struct BotocoreComparisonTests {
  @Test("Requests of every action that botocore writes are read as they were meant", arguments: [1, 20_161_115])
  func requests(seed: Int) throws {
    struct Written: Decodable {
      var action: String
      var body: String
      var expected: Tree
    }
    let actions = EC2.requests.map { $0.action }
    let output = try Botocore.script(
      "write_requests.py",
      ["\(seed)", "6", Botocore.rules],
      input: Data(actions.joined(separator: "\n").utf8)
    )
    let written = try JSONDecoder().decode([Written].self, from: output)
    #expect(written.count == actions.count * 6)
    for request in written {
      let type = try #require(EC2.requests.first { $0.action == request.action })
      let read = try type.init(parameters: try parameters(request.body))
      // Said in one line: the trees are long, and follow from the body.
      let isSame = Tree(read, dropsEmptyLists: true) == request.expected
      try #require(isSame, "seed \(seed), \(request.action): \(request.body)")
    }
  }

  /// One document, and what it must say to botocore.
  private struct Sample {
    var service = "ec2"
    var action: String
    var status = 200
    var document: [UInt8]
    var expected: Tree
  }

  private func answer<Request: EC2Request>(_: Request.Type, _ response: Request.Response) throws -> Sample {
    Sample(
      action: Request.action,
      document: response.document(action: Request.action, requestID: "request-1"),
      expected: try #require(Tree(response, dropsEmptyLists: false))
    )
  }

  /// Sends the documents through botocore.
  private func check(_ samples: [Sample]) throws {
    struct Question: Encodable {
      var service: String
      var action: String
      var status: Int
      var document: String
    }
    struct Answer: Decodable {
      var requestId: String
      var value: Tree
    }
    let questions = samples.map {
      Question(
        service: $0.service,
        action: $0.action,
        status: $0.status,
        document: String(decoding: $0.document, as: UTF8.self)
      )
    }
    let output = try Botocore.script("read_responses.py", input: try JSONEncoder().encode(questions))
    let answers = try JSONDecoder().decode([Answer].self, from: output)
    #expect(answers.count == samples.count)
    for (sample, answer) in zip(samples, answers) {
      #expect(answer.requestId == "request-1")
      #expect(answer.value == sample.expected, "\(String(decoding: sample.document, as: UTF8.self))")
    }
  }

  @Test("Answers say to botocore what they hold")
  func answers() throws {
    let name = EC2.Tag(key: "Name", value: "a <b> & \"c\" 'd'\r\n\té😀")
    let permission = EC2.IpPermission(
      fromPort: 443,
      ipProtocol: "tcp",
      ipRanges: [EC2.IpRange(cidrIp: "0.0.0.0/0", description: "everybody"), EC2.IpRange(cidrIp: "10.0.0.0/8")],
      ipv6Ranges: [],
      prefixListIds: [EC2.PrefixListId(prefixListId: "pl-1")],
      toPort: 443,
      userIdGroupPairs: [EC2.UserIdGroupPair(groupId: "sg-2", userId: "123456789012")]
    )
    let group = EC2.SecurityGroup(
      description: "",
      groupId: "sg-1",
      groupName: "web",
      ipPermissions: [permission, EC2.IpPermission(ipProtocol: "-1")],
      ipPermissionsEgress: [],
      tags: [name],
      vpcId: "vpc-1"
    )
    let rule = EC2.SecurityGroupRule(
      cidrIpv4: "10.0.0.0/8",
      fromPort: -1,
      isEgress: false,
      referencedGroupInfo: EC2.ReferencedSecurityGroup(groupId: "sg-3"),
      tags: [],
      toPort: -1
    )
    let time = Timestamp(milliseconds: 1_795_487_943_120)
    let interface = EC2.NetworkInterface(
      association: EC2.NetworkInterfaceAssociation(publicIp: "203.0.113.1"),
      attachment: EC2.NetworkInterfaceAttachment(attachTime: time, deleteOnTermination: true, deviceIndex: 0),
      groups: [EC2.GroupIdentifier(groupId: "sg-1", groupName: "web")],
      ipv6Addresses: [EC2.NetworkInterfaceIpv6Address(ipv6Address: "2001:db8::1")],
      privateIpAddresses: [EC2.NetworkInterfacePrivateIpAddress(primary: true, privateIpAddress: "10.0.0.1")],
      sourceDestCheck: true,
      tagSet: [name]
    )
    let instance = EC2.Instance(
      launchTime: time,
      networkInterfaces: [EC2.InstanceNetworkInterface(networkInterfaceId: "eni-1")],
      placement: EC2.Placement(availabilityZone: "eu-central-1a", tenancy: "default"),
      securityGroups: [EC2.GroupIdentifier(groupId: "sg-1")],
      state: EC2.InstanceState(code: 16, name: "running")
    )
    let type = EC2.InstanceTypeInfo(
      processorInfo: EC2.ProcessorInfo(sustainedClockSpeedInGhz: 2.5),
      vCpuInfo: EC2.VCpuInfo(defaultVCpus: 2, validCores: [1, 2], validThreadsPerCore: [])
    )
    let entry = EC2.NetworkAclEntry(
      icmpTypeCode: EC2.IcmpTypeCode(code: 0, type: 8),
      portRange: EC2.PortRange(from: 1, to: 2),
      ruleNumber: 32_767
    )
    let samples = [
      try answer(EC2.DescribeSecurityGroupsRequest.self, .init(nextToken: "n", securityGroups: [group, group])),
      try answer(EC2.AuthorizeSecurityGroupIngressRequest.self, .init(return: true, securityGroupRules: [rule])),
      try answer(EC2.DescribeNetworkInterfacesRequest.self, .init(networkInterfaces: [interface])),
      try answer(EC2.DescribeNetworkAclsRequest.self, .init(networkAcls: [EC2.NetworkAcl(entries: [entry])])),
      try answer(EC2.DescribeVpcAttributeRequest.self, .init(enableDnsSupport: .init(value: true), vpcId: "vpc-1")),
      try answer(EC2.RunInstancesRequest.self, .init(groups: [], instances: [instance], reservationId: "r-1")),
      try answer(EC2.DescribeInstanceTypesRequest.self, .init(instanceTypes: [type])),
      try answer(EC2.DescribeVpcEndpointServicesRequest.self, .init(serviceNames: ["a", ""])),
      try answer(EC2.DescribeVpcsRequest.self, .init(vpcs: [])),
      try answer(EC2.CreateFlowLogsRequest.self, .init(flowLogIds: ["fl-1"], unsuccessful: [])),
    ]
    try check(samples)
  }

  @Test("Errors and the Security Token Service's documents are read by botocore")
  func errors() throws {
    let error = EC2Error(code: "InvalidGroup.NotFound", message: "The security group 'sg-<1>' does not exist")
    let expected = Tree.structure([
      "error": .structure(["code": .scalar(error.code), "message": .scalar(error.message)])
    ])
    let sender = Tree.structure([
      "error": .structure([
        "code": .scalar(error.code), "message": .scalar(error.message), "type": .scalar("Sender"),
      ])
    ])
    let caller = GetCallerIdentityResponse(
      userId: "AIDA",
      account: "123456789012",
      arn: "arn:aws:iam::123456789012:user/a"
    )
    let (ec2, sts) = ("DescribeVpcs", GetCallerIdentityResponse.action)
    try check([
      Sample(action: ec2, status: 400, document: error.document(requestID: "request-1"), expected: expected),
      Sample(
        service: "sts",
        action: sts,
        status: 400,
        document: error.tokenServiceDocument(requestID: "request-1"),
        expected: sender
      ),
      Sample(
        service: "sts",
        action: sts,
        document: caller.document(requestID: "request-1"),
        expected: try #require(Tree(caller, dropsEmptyLists: false))
      ),
    ])
  }
}
