import Findings
import FindingsHTML
import Foundation
import Testing

@Suite("HTML reports")
struct FindingHTMLTests {
  private func report(name: String = "web-1", unread: [String] = []) -> FindingReport {
    let path = Finding.Path(
      stations: [
        .init(.internet, name: "internet"), .init(.gateway, name: "igw-1"),
        .init(.interface, name: name, note: "eni-1, 198.51.100.10 → 10.0.1.10"),
        .init(.database, name: "orders", note: "eni-2"),
      ],
      traffic: ["", "tcp/22", "tcp/5432"]
    )
    let finding = Finding(
      checkID: "ssh",
      severity: .high,
      message: "SSH is open on \(name)",
      details: ["rule <b>bold</b>"],
      subjects: [.init(id: "sg-1", kind: "security group")],
      fixes: [.init(.command, summary: "Take it away.", text: "aws ec2 … \"quoted\" & more")],
      paths: [path]
    )
    var suppressed = finding
    suppressed.suppression = .init(reason: "accepted <i>", expiry: "2027-01-31")
    return FindingReport(
      title: "ringfence audit",
      toolVersion: "1.2.3",
      inputs: ["./infra"],
      checks: [
        Check(id: "ssh", title: "SSH", severity: .high, explanation: "Because.", equivalents: ["Checkov": ["X_1"]])
      ],
      findings: [finding, suppressed],
      unread: unread
    )
  }

  @Test("Writes one well-formed page without script or anything to fetch")
  func wellFormed() throws {
    let page = try FindingHTML.render(report(unread: ["No routes."]))
    #expect(page.contains("<title>ringfence audit: 1 high; 1 suppressed</title>"))
    for word in ["<script", "http://", "https://", "src=", "url("] { #expect(!page.contains(word), "\(word)") }
    for text in ["tcp/5432", "orders", "No routes.", "Checkov X_1", "(until 2027-01-31)", "Because."] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(page.components(separatedBy: "<svg").count == 3)
    #expect(page.components(separatedBy: "<details").count == page.components(separatedBy: "</details>").count)
    #expect(!page.contains("{{"))
  }

  @Test("Escapes what comes from outside, in text and in pictures")
  func escaping() throws {
    let page = try FindingHTML.render(report(name: "</text><script>alert(1)</script>"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("<b>bold</b>"))
    #expect(!page.contains("accepted <i>"))
    #expect(page.contains("&lt;b&gt;bold&lt;/b&gt;"))
  }

  @Test("Draws each station once, with its traffic, in both shapes")
  func picture() throws {
    let page = try FindingHTML.render(report())
    let svg = page.components(separatedBy: "<svg").dropFirst().map { $0.components(separatedBy: "</svg>")[0] }
    for drawing in svg {
      #expect(drawing.components(separatedBy: "<g class=\"node").count == 5)
      #expect(drawing.contains("tcp/22"))
    }
  }

  @Test("Says so where nothing was found, without a picture")
  func empty() throws {
    let page = try FindingHTML.render(
      FindingReport(title: "ringfence audit", toolVersion: "1", inputs: [], checks: [], findings: [])
    )
    #expect(page.contains("Nothing was found."))
    #expect(!page.contains("<svg"))
  }
}
