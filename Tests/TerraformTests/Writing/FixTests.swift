import Findings
import HCL
import NetworkAnalysis
import Testing
import VPCModel

@testable import Terraform

@Suite("Fixes of what Terraform writes")
struct FixTests {
  /// A VPC with an internet gateway, and two instances of groups that the text has to declare.
  private static let town = """
    resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
    resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
    resource "aws_subnet" "a" {
      vpc_id = aws_vpc.main.id
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_route_table" "a" {
      vpc_id = aws_vpc.main.id
      route {
        cidr_block = "0.0.0.0/0"
        gateway_id = aws_internet_gateway.main.id
      }
    }
    resource "aws_route_table_association" "a" {
      subnet_id = aws_subnet.a.id
      route_table_id = aws_route_table.a.id
    }
    resource "aws_instance" "app" {
      subnet_id = aws_subnet.a.id
      vpc_security_group_ids = [APP]
    }
    resource "aws_instance" "db" {
      subnet_id = aws_subnet.a.id
      associate_public_ip_address = true
      vpc_security_group_ids = [DB]
    }

    """

  private struct Input {
    let network: TerraformNetwork
    let writing: ConfigurationWriting

    init(_ text: String, app: String = "aws_security_group.app.id", db: String = "aws_security_group.db.id") {
      let town = FixTests.town.replacing("APP", with: app).replacing("DB", with: db)
      // After the rest of the root module, so that its lines are those of the text.
      var files = text.split(separator: "\n== ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      files[0] += "\n" + town
      let configuration = TerraformConfiguration(reading: files.joined(separator: "\n== "))
      network = NetworkBuilder.build(configuration.instances)
      writing = ConfigurationWriting(network, configuration)
    }

    func explained(_ port: String = "5432") throws -> [String] {
      let aliases = network.identifiers.map {
        EndpointAlias($0.key.description, kind: $0.key.type, targets: $0.value)
      }
      let explanation = try Explainer(network.network, aliases: aliases, writing: writing)
        .explain(source: "aws_instance.app", destination: "aws_instance.db", probe: TrafficProbe(parsing: port))
      return explanation.paths.flatMap(\.fixes).compactMap(\.terraform)
    }

    func audited(_ check: String) -> [String] {
      Audit(network.network, writing: writing).findings([check]).flatMap(\.fixes).filter { $0.form == .terraform }
        .map(\.text)
    }

    func consolidated(_ group: String, _ style: Consolidation.TerraformStyle? = nil) throws -> String {
      try Consolidator(network.network).consolidate(SecurityGroup.ID(group), .ingress)
        .terraform(style, writing: writing)
    }
  }

  private static let openGroup = """
    resource "aws_security_group" "app" {
      vpc_id = aws_vpc.main.id
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }

    """

  // MARK: Whose rules are blocks

  @Test("let somebody in by a block where blocks own the direction")
  func blocks() throws {
    let input = Input(
      Self.openGroup + """
        resource "aws_security_group" "db" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["10.9.0.0/16"]
          }
        }
        """
    )
    #expect(
      try input.explained() == [
        """
        # Add to resource "aws_security_group" "db" (/infra/main.tf:10), whose blocks own its ingress rules:
        ingress {
          from_port       = 5432
          to_port         = 5432
          protocol        = "tcp"
          security_groups = [aws_security_group.app.id]
        }
        """
      ]
    )
  }

  @Test("let somebody in by an element where a list owns the direction, with every member")
  func list() throws {
    let input = Input(
      Self.openGroup + """
        resource "aws_security_group" "db" {
          vpc_id  = aws_vpc.main.id
          ingress = []
        }
        """
    )
    #expect(
      try input.explained() == [
        """
        # Add to ingress = [ … ] of resource "aws_security_group" "db" (/infra/main.tf:10):
        {
          description      = ""
          from_port        = 5432
          to_port          = 5432
          protocol         = "tcp"
          cidr_blocks      = []
          ipv6_cidr_blocks = []
          prefix_list_ids  = []
          security_groups  = [aws_security_group.app.id]
          self             = false
        },
        """
      ]
    )
  }

  @Test("let somebody in by a resource where no block owns the direction, or blocks are ignored")
  func resources() throws {
    let rule = """
      resource "aws_vpc_security_group_ingress_rule" "from_app_tcp_5432" {
        security_group_id            = aws_security_group.db.id
        referenced_security_group_id = aws_security_group.app.id
        ip_protocol                  = "tcp"
        from_port                    = 5432
        to_port                      = 5432
      }
      """
    let ignored = """
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["10.9.0.0/16"]
      }
      lifecycle { ignore_changes = [ingress] }
      """
    for body in ["", ignored] {
      let input = Input(
        Self.openGroup.replacing("\"app\" {", with: "\"app\" {\n  name = \"app\"")
          + "resource \"aws_security_group\" \"db\" {\nvpc_id = aws_vpc.main.id\nname = \"db\"\n\(body)\n}"
      )
      #expect(try input.explained().map { $0.replacing("\"db_from", with: "\"from") } == [rule])
    }
  }

  @Test("let packets through a network ACL by an entry as the ACL has them")
  func entries() throws {
    func fix(_ entry: String, _ standalone: String) throws -> String? {
      let input = Input(
        Self.openGroup + """
          resource "aws_security_group" "db" { vpc_id = aws_vpc.main.id }
          resource "aws_subnet" "b" {
            vpc_id = aws_vpc.main.id
            cidr_block = "10.0.2.0/24"
          }
          resource "aws_instance" "b" {
            subnet_id = aws_subnet.b.id
            vpc_security_group_ids = [aws_security_group.db.id]
          }
          resource "aws_network_acl" "b" {
            vpc_id = aws_vpc.main.id
            subnet_ids = [aws_subnet.b.id]
            \(entry)
          }
          \(standalone)
          """
      )
      let fixes = try Explainer(
        input.network.network,
        aliases: input.network.identifiers.map {
          EndpointAlias($0.key.description, kind: $0.key.type, targets: $0.value)
        },
        writing: input.writing
      ).explain(source: "aws_instance.app", destination: "aws_instance.b", probe: TrafficProbe(parsing: "5432"))
      return fixes.paths.flatMap(\.fixes).compactMap(\.terraform).first { $0.contains("10.0.1.0/24") }
    }
    let block = try #require(
      try fix(
        "ingress {\nrule_no = 10\naction = \"allow\"\nprotocol = \"tcp\"\nfrom_port = 22\nto_port = 22\ncidr_block = \"10.0.0.0/16\"\n}",
        ""
      )
    )
    #expect(block.contains("whose blocks own its ingress rules:\ningress {\n  rule_no    = 20\n"))
    #expect(!block.contains("aws_network_acl_rule"))
    let resource = try #require(try fix("", ""))
    #expect(resource.hasPrefix("resource \"aws_network_acl_rule\""))
    #expect(resource.contains("network_acl_id = aws_network_acl.b.id"))
  }

  // MARK: What to remove

  @Test("name the block that opens a group, its line, and only then what to add")
  func removals() {
    let input = Input(
      Self.openGroup + """
        resource "aws_security_group" "db" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]
          }
        }
        """
    )
    let fixes = input.audited("ssh-open-to-internet")
    #expect(
      fixes.first == """
        # /infra/main.tf:22: remove ingress block 2 of aws_security_group.db, or narrow this line (tcp/22 from 0.0.0.0/0)
        #   cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]
        """
    )
    #expect(fixes.count == 2)
    #expect(fixes.last?.contains("whose blocks own its ingress rules:\ningress {") == true)
    #expect(fixes.last?.contains("security_groups = [var.") == true)
  }

  @Test("name the resource that opens a group, in whatever module it is")
  func removedResources() {
    let input = Input(
      Self.openGroup + """
        module "db" {
          source = "./sg"
          vpc_id = aws_vpc.main.id
        }

        == sg/main.tf
        variable "vpc_id" {}
        resource "aws_security_group" "this" { vpc_id = var.vpc_id }
        resource "aws_vpc_security_group_ingress_rule" "ssh" {
          security_group_id = aws_security_group.this.id
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_ipv4         = "0.0.0.0/0"
        }
        output "id" { value = aws_security_group.this.id }
        """,
      db: "module.db.id"
    )
    let fixes = input.audited("ssh-open-to-internet")
    #expect(
      fixes.first == """
        # /infra/sg/main.tf:8: remove resource module.db.aws_vpc_security_group_ingress_rule.ssh, or narrow this line (tcp/22 from 0.0.0.0/0)
        #   cidr_ipv4         = "0.0.0.0/0"
        """
    )
    #expect(fixes.last?.contains("security_group_id            = module.db.id\n") == true)
  }

  // MARK: References

  @Test("refer into modules by the outputs that pass on just what is meant, through every level")
  func outputs() throws {
    let modules = """
      module "outer" {
        source   = "./outer"
        for_each = toset(["x"])
        vpc_id   = aws_vpc.main.id
      }

      == outer/main.tf
      variable "vpc_id" {}
      module "inner" {
        source = "../inner"
        vpc_id = var.vpc_id
      }
      output "wrong" { value = "${module.inner.sg}-suffix" }
      output "group" { value = module.inner.sg }

      == inner/main.tf
      variable "vpc_id" {}
      resource "aws_security_group" "this" {
        count  = 1
        vpc_id = var.vpc_id
      }
      output "sg" { value = aws_security_group.this[0].id }
      """
    let input = Input(Self.openGroup + modules, db: "module.outer[\"x\"].group")
    let id = "module.outer[\"x\"].module.inner.aws_security_group.this[0]"
    #expect(
      input.writing.reference(to: id, from: "") == WrittenReference("module.outer[\"x\"].group")
    )
    #expect(
      input.writing.reference(to: id, from: "module.outer[\"x\"].module.inner")
        == WrittenReference("aws_security_group.this[0].id")
    )
    #expect(input.writing.reference(to: id, from: "module.outer[\"x\"]") == WrittenReference("module.inner.sg"))
    #expect(try input.explained().first?.contains("security_group_id            = module.outer[\"x\"].group\n") == true)
  }

  @Test("say which output or variable is missing")
  func missingOutputs() throws {
    let input = Input(
      Self.openGroup + """
        module "db" {
          source = "./sg"
          vpc_id = aws_vpc.main.id
        }

        == sg/main.tf
        variable "vpc_id" {}
        resource "aws_security_group" "this" {
          vpc_id = var.vpc_id
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["10.9.0.0/16"]
          }
        }
        output "all" { value = [aws_security_group.this.id] }
        output "security_group_id" { value = "other" }
        """,
      db: "module.db.all[0]"
    )
    #expect(
      input.writing.reference(to: "module.db.aws_security_group.this", from: "")
        == WrittenReference(
          "module.db.security_group_id_2",
          needs: [
            "module db needs an output for it: output \"security_group_id_2\" { value = aws_security_group.this.id }"
          ]
        )
    )
    let fix = try #require(try input.explained().first)
    #expect(
      fix == """
        # Add to resource "aws_security_group" "this" (/infra/sg/main.tf:2, module.db), whose blocks own its ingress rules:
        # module db needs a variable for it: app_security_group_id = aws_security_group.app.id in its call
        ingress {
          from_port       = 5432
          to_port         = 5432
          protocol        = "tcp"
          security_groups = [var.app_security_group_id]
        }
        """
    )
  }

  // MARK: Fewer rules

  @Test("write fewer rules as the group has them, and say what they replace")
  func consolidation() throws {
    let blocks = Input(
      Self.openGroup + """
        resource "aws_security_group" "db" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port       = 80
            to_port         = 80
            protocol        = "tcp"
            cidr_blocks     = ["10.0.0.0/25", "10.0.0.128/25"]
            security_groups = [aws_security_group.app.id]
          }
        }
        """
    )
    #expect(
      try blocks.consolidated("aws_security_group.db") == """
        # In resource "aws_security_group" "db" (/infra/main.tf:10), put these in the place of all its ingress blocks, in one apply:

        ingress {
          from_port       = 80
          to_port         = 80
          protocol        = "tcp"
          cidr_blocks     = ["10.0.0.0/24"]
          security_groups = [aws_security_group.app.id]
        }

        """
    )
    let asked = try blocks.consolidated("aws_security_group.db", .ruleResources)
    #expect(asked.hasPrefix("# Blocks of resource \"aws_security_group\" \"db\""))
    #expect(asked.contains("have to go first"))

    let resources = Input(
      Self.openGroup + """
        resource "aws_security_group" "db" { vpc_id = aws_vpc.main.id }
        resource "aws_vpc_security_group_ingress_rule" "x" {
          for_each          = toset(["10.0.0.0/25", "10.0.0.128/25"])
          security_group_id = aws_security_group.db.id
          ip_protocol       = "tcp"
          from_port         = 80
          to_port           = 80
          cidr_ipv4         = each.key
        }
        """
    )
    let text = try resources.consolidated("aws_security_group.db")
    #expect(
      text.hasPrefix(
        """
        # /infra/main.tf:11: remove aws_vpc_security_group_ingress_rule.x["10.0.0.0/25"]
        # /infra/main.tf:11: remove aws_vpc_security_group_ingress_rule.x["10.0.0.128/25"]
        # and add:

        resource "aws_vpc_security_group_ingress_rule"
        """
      )
    )
    #expect(text.contains("security_group_id = aws_security_group.db.id\n  cidr_ipv4         = \"10.0.0.0/24\"\n"))
  }
}
