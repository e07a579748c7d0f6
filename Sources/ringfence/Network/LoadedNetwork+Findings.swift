import Findings
import Terraform

extension LoadedNetwork {
  /// The findings with the places where what they are about is written, as far as the network's source has places. Of what
  /// Terraform describes, without the AWS CLI's commands: the next apply would undo them.
  func locating(_ findings: [Finding]) -> [Finding] {
    guard let terraform else { return findings }
    return findings.map { finding in
      var finding = finding
      finding.fixes.removeAll { $0.form == .command }
      var seen = Set(finding.locations)
      for subject in finding.subjects {
        for source in terraform.sources[subject.id] ?? [] {
          guard let range = terraform.range(of: source),
            let location = Finding.Location(range, in: sources, note: subject.name ?? subject.id),
            seen.insert(location).inserted
          else { continue }
          finding.locations.append(location)
        }
      }
      return finding
    }
  }
}
