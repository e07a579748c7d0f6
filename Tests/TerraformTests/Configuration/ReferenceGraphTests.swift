import HCL
import Testing

@testable import Terraform

@Suite("The graph of references")
struct ReferenceGraphTests {
  private static let acrossModules = """
    module "a" {
      source  = "./group"
      sources = [module.b.id]
    }
    module "b" {
      source  = "./group"
      sources = local.sources
    }
    locals { sources = [module.a.id] }
    resource "aws_instance" "web" { vpc_security_group_ids = concat(local.sources, var.more) }
    variable "more" { default = [] }
    == group/main.tf
    variable "sources" {}
    resource "aws_security_group" "this" {
      ingress { security_groups = var.sources }
    }
    output "id" { value = aws_security_group.this.id }
    """

  @Test("finds cycles across modules, and a shortest way round")
  func cycles() throws {
    let read = TerraformConfiguration(reading: Self.acrossModules)
    #expect(read.errors == [])
    let cycles = read.graph.cycles()
    #expect(cycles.count == 1)
    let cycle = try #require(cycles.first)
    #expect(
      cycle.path.map { read.graph.nodes[$0.from].address } == [
        "module.a.aws_security_group.this", "module.a.var.sources", "module.b.output.id",
        "module.b.aws_security_group.this", "module.b.var.sources", "local.sources", "module.a.output.id",
      ]
    )
    #expect(cycle.path.first?.from == cycle.path.last?.to)
    for (edge, next) in zip(cycle.path, cycle.path.dropFirst()) { #expect(edge.to == next.from) }
  }

  @Test("follows a reference through locals, variables and outputs to resources")
  func destinations() {
    let read = TerraformConfiguration(reading: Self.acrossModules)
    #expect(read.graph.destinations(of: "local.sources", in: "").map(\.address) == ["module.a.aws_security_group.this"])
    let inner = read.graph.destinations(of: "var.sources", in: "module.a")
    #expect(inner.map(\.address) == ["module.b.aws_security_group.this"])
    #expect(
      inner.first?.path.compactMap(\.range).compactMap(read.sources.excerpt) == [
        "module.b.id", "aws_security_group.this.id",
      ]
    )
    #expect(read.graph.destinations(of: "var.more", in: "") == [])
    #expect(read.graph.destinations(of: "aws_instance.web", in: "").map(\.path) == [[]])
  }

  @Test("finds no cycle where there is none, however the parts of modules depend on each other")
  func noCycle() {
    let read = TerraformConfiguration(
      reading: """
        module "m" {
          source   = "./m"
          in       = module.m.out
          for_each = toset(["a"])
        }
        resource "aws_vpc" "a" {}
        module "n" {
          source     = "./m"
          in         = aws_vpc.a.id
          depends_on = [aws_vpc.a]
        }
        resource "aws_subnet" "b" {
          vpc_id     = module.n.out
          depends_on = [module.n]
        }
        == m/main.tf
        variable "in" {}
        resource "aws_vpc" "unused" { tags = { in = var.in } }
        output "out" { value = "out" }
        """
    )
    #expect(read.graph.cycles() == [])
  }

  @Test("tells of a resource that refers to itself")
  func selfReference() {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_security_group" "g" {
          ingress { security_groups = [aws_security_group.g.id] }
        }
        """
    )
    let cycles = read.graph.cycles()
    #expect(cycles.map(\.nodes.count) == [1])
    #expect(cycles.map(\.path.count) == [1])
  }

  @Test("finds the cycles of random graphs that a walk from every node finds")
  func againstWalks() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var graph = ReferenceGraph()
      let count = Int.random(in: 1...12, using: &generator)
      for number in 0..<count { graph.insert(.init(.resource, "r.\(number)")) }
      var reach = [[Bool]](repeating: Array(repeating: false, count: count), count: count)
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let (from, to) = (Int.random(in: 0..<count), Int.random(in: 0..<count))
        graph.connect(from, to: to, argument: "x", range: nil)
        reach[from][to] = true
      }
      for middle in 0..<count {
        for from in 0..<count where reach[from][middle] {
          for to in 0..<count where reach[middle][to] { reach[from][to] = true }
        }
      }
      let expected = Set(
        (0..<count).filter { reach[$0][$0] }.map { node in
          (0..<count).filter { $0 == node || reach[node][$0] && reach[$0][node] }
        }
      )
      let cycles = graph.cycles()
      #expect(Set(cycles.map { $0.nodes.sorted() }) == expected)
      for cycle in cycles {
        #expect(cycle.path.first?.from == cycle.path.last?.to)
        for (edge, next) in zip(cycle.path, cycle.path.dropFirst()) { #expect(edge.to == next.from) }
        #expect(Set(cycle.path.map(\.from)).count == cycle.path.count)
      }
    }
  }
}
