import Findings
import IPAddressing

/// A service whose ports the internet has no business with, and what other tools call the check for it.
struct SensitiveService: Sendable {
  enum Kind: Sendable {
    case administration, database, other
  }

  let id: String
  /// Of the check that looks for it.
  let checkID: String
  let name: String
  let kind: Kind
  let severity: Severity
  let tcp: PortSet
  let udp: PortSet
  let equivalents: [String: [String]]

  private init(
    _ id: String,
    _ name: String,
    _ kind: Kind,
    _ severity: Severity,
    tcp: [ClosedRange<UInt16>] = [],
    udp: [ClosedRange<UInt16>] = [],
    _ equivalents: [String: [String]] = [:]
  ) {
    self.id = id
    checkID = "\(id)-open-to-internet"
    self.name = name
    self.kind = kind
    self.severity = severity
    self.tcp = PortSet(tcp.map { PortRange(uncheckedLower: $0.lowerBound, upper: $0.upperBound) })
    self.udp = PortSet(udp.map { PortRange(uncheckedLower: $0.lowerBound, upper: $0.upperBound) })
    self.equivalents = equivalents
  }

  var check: Check {
    let ports = [(tcp, "tcp"), (udp, "udp")].filter { !$0.0.isEmpty }
      .map { set, name in "\(name)/" + set.ranges.map(\.description).joined(separator: ",") }.joined(separator: " ")
    let way =
      switch kind {
      case .administration:
        "Let in only the addresses of those who administer it, or none: Session Manager and EC2 Instance Connect"
          + " Endpoint need no open port."
      case .database: "Let in only the security group of its clients, and keep it in a private subnet."
      case .other: "Let in only the security group or the addresses of those who need it."
      }
    return Check(
      id: checkID,
      title: "\(name) is open to the internet",
      severity: severity,
      explanation:
        "\(name) (\(ports)) can be tried by anyone. \(way) Judged is the union of all rules of all groups of an"
        + " interface, prefix lists included, for each address family.",
      equivalents: equivalents
    )
  }

  /// The two whose findings stand for themselves, even within a range of ports.
  var isRemoteLogin: Bool { id == "ssh" || id == "rdp" }

  static let all: [SensitiveService] = [
    .init(
      "ssh",
      "SSH",
      .administration,
      .high,
      tcp: [22...22],
      [
        "Prowler": [
          "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22", "ec2_instance_port_ssh_exposed_to_internet",
        ],
        "Checkov": ["CKV_AWS_24"], "Trivy": ["AVD-AWS-0107"], "KICS": ["65905cec"],
        "Security Hub": ["EC2.13", "EC2.53", "EC2.54"], "CIS": ["4.1", "5.2", "5.3", "5.4", "6.3", "6.4"],
        "Steampipe": ["vpc_security_group_restrict_ingress_ssh_all", "vpc_security_group_remote_administration"],
        "ScoutSuite": ["ec2-security-group-opens-known-port-to-all"],
      ]
    ),
    .init(
      "rdp",
      "Remote Desktop",
      .administration,
      .high,
      tcp: [3389...3389],
      udp: [3389...3389],
      [
        "Prowler": [
          "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389", "ec2_instance_port_rdp_exposed_to_internet",
        ],
        "Checkov": ["CKV_AWS_25"], "Trivy": ["AVD-AWS-0107"], "KICS": ["151187cb"],
        "Security Hub": ["EC2.14", "EC2.53", "EC2.54"], "CIS": ["4.2", "5.2", "5.3", "5.4", "6.3", "6.4"],
        "Steampipe": ["vpc_security_group_restrict_ingress_rdp_all", "vpc_security_group_remote_administration"],
        "ScoutSuite": ["ec2-security-group-opens-known-port-to-all"],
      ]
    ),
    .init("winrm", "Windows Remote Management", .administration, .high, tcp: [5985...5986], kics),
    .init("vnc", "VNC", .administration, .high, tcp: [5500...5500, 5800...5800, 5900...5903], hub),
    .init(
      "telnet",
      "Telnet",
      .administration,
      .high,
      tcp: [23...23],
      named("telnet", "telnet_23", scout: "ec2-security-group-opens-plaintext-port")
    ),
    .init(
      "ftp",
      "FTP",
      .administration,
      .medium,
      tcp: [20...21],
      named("ftp", "ftp_20_21", scout: "ec2-security-group-opens-plaintext-port")
    ),
    .init(
      "smb",
      "SMB and NetBIOS",
      .administration,
      .high,
      tcp: [135...139, 445...445],
      udp: [137...138],
      named("cifs", nil)
    ),
    .init(
      "nfs",
      "NFS and rpcbind",
      .administration,
      .high,
      tcp: [111...111, 2049...2049],
      udp: [111...111, 2049...2049]
    ),
    .init("rsync", "rsync", .administration, .medium, tcp: [873...873]),
    .init("ldap", "LDAP", .administration, .medium, tcp: [389...389, 636...636], udp: [389...389], named("ldap", nil)),
    .init("kerberos", "Kerberos", .administration, .medium, tcp: [88...88], udp: [88...88], named("kerberos", nil)),
    .init("docker", "The Docker API", .administration, .critical, tcp: [2375...2376], kics),
    .init("kubernetes", "The Kubernetes API or kubelet", .administration, .high, tcp: [6443...6443, 10250...10250]),
    .init("etcd", "etcd", .database, .critical, tcp: [2379...2380]),
    .init("salt", "SaltStack", .administration, .high, tcp: [4505...4506], kics),
    .init("mysql", "MySQL", .database, .high, tcp: [3306...3306], named("mysql", "mysql_3306")),
    .init("postgresql", "PostgreSQL", .database, .high, tcp: [5432...5432], named("postgresql", "postgres_5432")),
    .init(
      "sql-server",
      "SQL Server",
      .database,
      .high,
      tcp: [1433...1434, 2382...2383],
      udp: [1434...1434],
      named("sqlserver", "sql_server_1433_1434")
    ),
    .init(
      "oracle",
      "Oracle Database",
      .database,
      .high,
      tcp: [1521...1522, 2483...2484],
      named("oracle", "oracle_1521_2483")
    ),
    .init("mongodb", "MongoDB", .database, .high, tcp: [27017...27019], named("mongodb", "mongodb_27017_27018")),
    .init("redis", "Redis", .database, .high, tcp: [6379...6379], named("redis", "redis_6379")),
    .init(
      "memcached",
      "Memcached",
      .database,
      .high,
      tcp: [11211...11211, 11214...11215],
      udp: [11211...11211],
      named("memcached", "memcached_11211")
    ),
    .init(
      "cassandra",
      "Cassandra",
      .database,
      .high,
      tcp: [7000...7001, 7199...7199, 9042...9042, 9160...9160, 61620...61621],
      named("cassandra", "cassandra_7199_9160_8888")
    ),
    .init(
      "elasticsearch",
      "Elasticsearch or Kibana",
      .database,
      .high,
      tcp: [5601...5601, 9200...9200, 9300...9300],
      named("elasticsearch_kibana", "elasticsearch_kibana_9200_9300_5601")
    ),
    .init("couchdb", "CouchDB", .database, .high, tcp: [5984...5984]),
    .init("kafka", "Kafka", .database, .high, tcp: [9092...9092], named("kafka", "kafka_9092")),
    .init("rabbitmq", "RabbitMQ", .database, .high, tcp: [5672...5672, 15672...15672]),
    .init("hadoop", "Hadoop", .database, .high, tcp: [8020...8020, 50070...50070, 50470...50470], kics),
    .init("mail", "Mail in clear text", .other, .medium, tcp: [25...25, 110...110, 143...143], hub),
    .init(
      "dns",
      "DNS",
      .other,
      .low,
      tcp: [53...53],
      udp: [53...53],
      ["ScoutSuite": ["ec2-security-group-opens-known-port-to-all"]]
    ),
    .init("snmp", "SNMP", .other, .medium, udp: [161...161], kics),
    .init("amplifier", "A service that multiplies datagrams", .other, .medium, udp: [69...69, 123...123, 1900...1900]),
    .init(
      "development-server",
      "A port of development servers",
      .other,
      .medium,
      tcp: [3000...3000, 4333...4333, 5000...5000, 8000...8000, 8080...8080, 8088...8088, 8888...8888],
      hub
    ),
  ]

  /// Security Hub's list of ports, and the tools that have one like it.
  private static let hub: [String: [String]] = [
    "Prowler": ["ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports"],
    "Security Hub": ["EC2.19"], "KICS": ["381c3f2a"], "Steampipe": ["vpc_security_group_restricted_common_ports"],
  ]

  private static let kics: [String: [String]] = ["KICS": ["381c3f2a"]]

  private static func named(_ name: String, _ rule: String?, scout: String? = nil) -> [String: [String]] {
    var result = hub
    result["Prowler"] =
      (rule.map { ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_\($0)"] } ?? [])
      + ["ec2_instance_port_\(name)_exposed_to_internet"]
    if let own = steampipe[name] { result["Steampipe", default: []].append("vpc_security_group_\(own)") }
    let isKnownPort = ["mysql", "postgresql", "sqlserver", "oracle", "mongodb"].contains(name)
    if let scout = scout ?? (isKnownPort ? "ec2-security-group-opens-known-port-to-all" : nil) {
      result["ScoutSuite"] = [scout]
    }
    return result
  }

  private static let steampipe = [
    "cassandra": "allows_ingress_to_cassandra_ports", "memcached": "allows_ingress_to_memcached_port",
    "mongodb": "allows_ingress_to_mongodb_ports", "oracle": "allows_ingress_to_oracle_ports",
    "elasticsearch_kibana": "restrict_ingress_kibana_port", "kafka": "restrict_ingress_kafka_port",
    "redis": "restrict_ingress_redis_port", "cifs": "restrict_ingress_cifs_port_all",
    "ftp": "restrict_ingress_common_ports_all", "mysql": "restrict_ingress_common_ports_all",
  ]
}
