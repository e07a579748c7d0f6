import HCL
import Testing

@Suite("Templates")
struct TemplateParserTests {
  @Test(
    "in quotes",
    arguments: [
      (#""a\n\t\r\"\\""#, #""a\n\t\r\"\\""#), (#""\u00e9\U0001F600""#, #""é😀""#),
      (#""$${a} %%{if} $ % $$ %% $$$ 100% {}""#, #""${a} %{if} $ % $$ %% $$$ 100% {}""#),
      (#""${a}""#, "(wrap a)"), (#""a${b}c""#, #"(template "a" ${b} "c")"#), (#""${a}${b}""#, "(template ${a} ${b})"),
      (#""$$${a}""#, #""$${a}""#), (#""${"${a}b"}""#, #"(wrap (template ${a} "b"))"#),
      (#""${ {a = "}"}["a"] }""#, #"(wrap (index {"a"="}"} "a"))"#),
      (#""a ${~ b ~} c""#, #"(template "a" ${b} "c")"#), (#""${~ a ~}""#, "(wrap a)"),
      (#"" ${~ a}""#, "(template ${a})"),
      (#""%{ if a }b%{ else }c%{ endif }""#, #"(template (if a then "b" else "c"))"#),
      (#""%{ if a }${b}%{ endif }""#, "(template (if a then ${b} else))"),
      (#""%{ for k, v in m }${k}=${v},%{ endfor }""#, #"(template (for k,v m do ${k} "=" ${v} ","))"#),
      (#""x %{~ for v in l ~} ${v} %{~ endfor ~} y""#, #"(template "x" (for v l do ${v}) "y")"#),
      ("\"${\n  a\n}\"", "(wrap a)"), (#""größe""#, #""größe""#), (#""a#b//c/*d""#, #""a#b//c/*d""#),
    ]
  )
  func quoted(text: String, tree: String) {
    let parsed = parseExpression(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
  }

  @Test(
    "in heredocs",
    arguments: [
      ("<<EOT\na\n b\nEOT\n", #""a\n b\n""#), ("<<EOT\nEOT\n", #""""#), ("<<EOT\na\n  EOT\n", #""a\n""#),
      ("<<EOT\na\nEOTX\nEOT\n", #""a\nEOTX\n""#), ("<<EOT\n\\n \"$${a}\"\nEOT\n", #""\\n \"${a}\"\n""#),
      ("<<EOT\na ${b} c\nEOT\n", #"(template "a " ${b} " c\n")"#), ("<<EOT\n${b}\nEOT\n", #"(template ${b} "\n")"#),
      ("<<-EOT\n    a\n      b\n    EOT\n", #""a\n  b\n""#), ("<<-EOT\n    a\n\n  b\n  EOT\n", #""  a\n\nb\n""#),
      ("<<-EOT\n  a\n ${b}\n  c\n  EOT\n", #"(template " a\n" ${b} "\n c\n")"#),
      ("<<-EOT\n${b}\n  c\nEOT\n", #"(template ${b} "\n  c\n")"#), ("<<-EOT\n\ta\n\tb\nEOT\n", #""a\nb\n""#),
      ("<<EOT\r\na\r\nEOT\r\n", #""a\r\n""#), ("<<E-1\na\nE-1\n", #""a\n""#),
      ("<<EOT\n%{ for v in l ~}\n  ${v}\n%{ endfor ~}\nEOT\n", #"(template (for v l do "  " ${v} "\n"))"#),
      ("<<EOT\n%{ if a ~}\n  b\n%{ endif ~}\nc\nEOT\n", #"(template (if a then "  b\n" else) "c\n")"#),
      ("<<EOT\n${<<IN\nx\nIN\n}\nEOT\n", #"(template ${"x\n"} "\n")"#), ("[<<EOT\na\nEOT\n, 1]", #"["a\n" 1]"#),
    ]
  )
  func heredocs(text: String, tree: String) {
    let parsed = parseExpression(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
  }

  @Test(
    "as whole files",
    arguments: [
      ("", #""""#), ("a \"b\" \\n", #""a \"b\" \\n""#), ("${a}", "(wrap a)"),
      ("a\n${b}\n", #"(template "a\n" ${b} "\n")"#),
      ("a $", #""a $""#), ("$${a}", #""${a}""#), ("%{ if a }x%{ endif }\n", #"(template (if a then "x" else) "\n")"#),
    ]
  )
  func files(text: String, tree: String) {
    let parsed = parseTemplate(text)
    #expect(outline(parsed.tree) == tree)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
  }
}
