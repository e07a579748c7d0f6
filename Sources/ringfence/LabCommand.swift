import ArgumentParser
import Foundation
import NetworkAnalysis
import NetworkLab
import VPCModel

/// `ringfence lab up|status|exec|test|down`
struct LabCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Build a VPC in a box: a network namespace for every network interface, and real packets between them.",
    discussion: """
      Each network interface of a snapshot or a live endpoint becomes a namespace of this machine with its addresses; \
      each VPC has a router of its own, so that VPCs may have the same addresses; routes, middleboxes and peering \
      connections are as the route tables have them. Gateways to the internet are not there: packets to them are refused.

      The rules hold for these packets: those of an endpoint as they are at each moment, enforced by its `ringfence serve` \
      on this machine; those of a snapshot by a process of the lab. `ringfence flows` tells what passed and what did not.

      The lab stays until `lab down`, or a restart of the machine. It takes root, and iproute2.

      EXAMPLES
        sudo ringfence lab up --network http://127.0.0.1:4566
        sudo ringfence lab exec app-task -- nc -zv -w2 10.0.3.20 5432
        sudo ringfence lab exec database -- nc -lk 5432
        sudo ringfence lab test --pairs 100
        sudo ringfence lab down

      EXIT STATUS
        0   done; for exec, the command's own
        1   test: a connection went otherwise than the engine says; status: no lab is up
        65  a name is unknown or ambiguous, or there is nothing to build
        69  a lab is up already, or none is; a command failed
        77  it takes root
        130 interrupted; nothing is left
      """,
    subcommands: [
      LabUpCommand.self, LabStatusCommand.self, LabExecCommand.self, LabTestCommand.self, LabDownCommand.self,
      LabAgentCommand.self,
    ]
  )
}

extension Lab {
  /// Says what went wrong, and ends with the status for it.
  static func reporting<Value>(_ body: () throws(LabError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      Terminal.complain("error", error.description)
      throw error.exitCode
    }
  }

  /// The lab that is up; without one, says so.
  func requireCurrent() throws -> LabState {
    guard let state = try Self.reporting({ () throws(LabError) in try current() }) else {
      Terminal.complain("error", "no lab is up.\n`sudo ringfence lab up --network …` builds one.")
      throw ExitStatus.unavailable.exitCode
    }
    return state
  }

  /// The network that the lab was made from.
  func requireNetwork() throws -> Network {
    guard let network = try Self.reporting({ () throws(LabError) in try folder.network() }) else {
      Terminal.complain("error", "the lab's network is not known any more.\nTake the lab down and up again.")
      throw ExitStatus.unavailable.exitCode
    }
    return network
  }
}

extension LabError {
  var exitCode: ExitCode {
    switch code {
    case .notPermitted: ExitStatus.noPermission.exitCode
    case .unknownMachine, .empty: ExitStatus.badData.exitCode
    case .file: ExitStatus.cannotCreate.exitCode
    case .missingProgram, .command, .namespace, .alreadyUp, .busy, .notUp: ExitStatus.unavailable.exitCode
    case .cancelled: ExitCode(128 + SIGINT)
    }
  }
}
