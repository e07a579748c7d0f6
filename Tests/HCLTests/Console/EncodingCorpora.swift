/// Expressions of functions that encode, match, count time or addresses.
enum EncodingCorpus {
  private static let values = [
    "null", "true", "1.50", "1e30", "1/3", "\"\"", "\"a\\\"b\\\\c\\n\\t<>&é\\u2028😀\"", "[]", "{}",
    "[1, [\"a\", null]]", "{b = 1, a = {c = [true]}}", "toset([\"b\", \"a\"])", "tomap({x = 1})", "[{}]", "{a = []}",
    "\"line1\\nline2\"", "\"line1\\nline2\\n\"", "\" lead\\nx\"", "\"true\"", "\"123\"", "\"\\u0001\"", "[[1], [2]]",
    "{\"a b\" = 1, \"1\" = 2, \"\" = 3}", "[[], [[]]]",
    "{l = [{a = 1, b = 2}, {a = [3]}]}", "\"a: b # c\"", "\"trailing \\nx\"", "[\"x\\ny\", {k = \"p\\nq\\n\"}]", "-0.5",
  ]
  private static let documents = [
    "", "1", "1.50", "-0", "true", "null", "~", "\\\"a\\\"", "[1, \\\"a\\\", null]", "{}", "[]",
    "{\\\"a\\\": [1, {\\\"b\\\": 2}]}", "[1,", "{\\\"a\\\"}", "{\\\"a\\\": 1, \\\"a\\\": \\\"x\\\"}", "tru", "01", "1.",
    ".5", "\\\"\\\\u00e9\\\\ud83d\\\\ude00\\\"", "\\\"\\\\x\\\"", "[1] 2", " [1 , 2 ] ", "1e400", "\\\"a", "'a'",
  ]
  private static let yaml = [
    "", "a: 1", "a: [1, two, 3.0, true, null]", "- a\\n- b", "a:\\n  b:\\n  - c", "a: 0x1F", "a: 0o17", "a: 1e3",
    "a: .5", "a: yes", "a: 'x'", "a: \\\"x\\\"", "a: |\\n  text\\n  more\\n", "a: >\\n  text\\n  more\\n",
    "a: &x 1\\nb: *x", "a: *nope", "x: &m {p: 1}\\ny:\\n  <<: *m\\n  q: 2", "1: a", "true: b", "? [a]\\n: b", "a: ~",
    "a:", "{a: 1, b}", "- - 1\\n  - 2", "# only", "a: 2001-01-01", "a: 1_000", "a: +1", "a: !!str 1", "a: 12:30",
    "a: .inf", "[", "a: b: c", "'a'", "5", "a: 010",
    "a: On", "a: NULL", "a: 1.2.3", "a: 10.0.0.0/8", "a: \\\"\\\"", "--- 1", "a: - b", "a: 00", "a: -", "a: 0b11",
    "a: 9223372036854775808", "a: 1.0", "a: -1.5e-3",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      values.flatMap { ["jsonencode(\($0))", "yamlencode(\($0))", "try(yamldecode(yamlencode(\($0))), \"?\")"] }
      as [String]
    all += documents.map { "jsondecode(\"\($0)\")" } as [String]
    all += yaml.map { "yamldecode(\"\($0)\")" } as [String]
    all +=
      [
        "base64encode(\"\")", "base64encode(\"héllo\")", "base64encode(5)", "base64encode(null)",
        "base64decode(\"aGk=\")", "base64decode(\"/w==\")", "base64decode(\"YQ\")", "base64decode(\"YQ==\\n\")",
        "base64decode(\"Y Q==\")", "base64decode(\"\")", "base64decode(\"YR==\")", "base64decode(\"_-==\")",
        "urlencode(\"a b+c/é?&=~*'()\")", "urlencode(\"\")", "urlencode(\"%\")",
        "textencodebase64(\"é\", \"ISO-8859-1\")", "textencodebase64(\"é€\", \"UTF-16LE\")",
        "textencodebase64(\"é😀\", \"UTF-16BE\")", "textencodebase64(\"é\", \"UTF-8\")",
        "textencodebase64(\"é€\", \"windows-1252\")", "textencodebase64(\"日\", \"ISO-8859-1\")",
        "textencodebase64(\"é\", \"UTF-16\")", "textdecodebase64(\"6Q==\", \"windows-1252\")",
        "textdecodebase64(\"gA==\", \"windows-1252\")", "textdecodebase64(\"6QA=\", \"UTF-16LE\")",
        "textdecodebase64(\"!\", \"UTF-8\")", "textdecodebase64(\"aGk=\", \"UTF-8\")",
        "textencodebase64(\"a\", \"US-ASCII\")",
        "csvdecode(\"a,b\\n1,2\\n3,4\\n\")", "csvdecode(\"a,b\\r\\n1,\\\"x, \\\"\\\"y\\\"\\\"\\\"\\r\\n\")",
        "csvdecode(\"\")", "csvdecode(\"a\")", "csvdecode(\"a,a\\n1,2\")", "csvdecode(\"a,b\\n1\")",
        "csvdecode(\"a,b\\n1,2,3\")", "csvdecode(\"a\\n\\n1\\n\\n\")", "csvdecode(\"a\\n\\\"x\\ny\\\"\")",
        "csvdecode(\"a\\nx\\\"y\")", "csvdecode(\"a\\n\\\"x\\\"y\")", "csvdecode(\"a\\n\\\"x\")",
        "csvdecode(\"a,b\\n,\")", "csvdecode(\" a , b\\n 1, 2\")",
        "md5(\"\")", "md5(\"hello\")", "sha1(\"hello\")", "sha256(\"hello\")", "sha512(\"hello\")",
        "base64sha256(\"hello\")", "base64sha512(\"é\")", "md5(null)", "uuidv5(\"dns\", \"www.terraform.io\")",
        "uuidv5(\"url\", \"https://a\")", "uuidv5(\"oid\", \"1.2\")", "uuidv5(\"x500\", \"cn=a\")",
        "uuidv5(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", \"x\")", "uuidv5(\"tv\", \"x\")", "uuidv5(\"dns\", \"\")",
      ] as [String]
    return all
  }()
}

enum RegexCorpus {
  private static let patterns = [
    "a", "a*", "a+?", "(a)(b)?", "(?P<x>a)(?P<y>b)?", "(?:a|ab)(c|bcd)", "[a-c]+", "[^a-c]", "\\\\d+", "\\\\w+",
    "\\\\s", "^a", "c$", "(?m)^b$", "(?i)ABC", "(?s)a.b", "a.b", "x{2}", "x{2,}", "x{1,2}?", "[[:alpha:]]+",
    "\\\\bfoo\\\\b", "\\\\Qa.b\\\\E", "\\\\x41", "\\\\p{L}+", "[^\\\\d]+", "(", ")", "[", "a**", "a{1001}", "*a",
    "\\\\", "(?P<x>a)(b)", "(?<n>\\\\d)", "", "|a", "(a|)", "a{,2}", "[]a]", "[a-]", "é", "(?i)É", ".", "\\\\Ba",
    "(?U)a+", "\\\\1", "(?=a)", "[z-a]", "\\\\pN", "(a*)*", "(a|b)*?c", "((a)|(b))+", "[\\\\w.-]+@[\\\\w.-]+",
    "(?i:a)B",
  ]
  private static let texts = ["", "abc", "aab", "ABC foo.bar 12 xx é\\nb\\na.b", "abcd", "a\\nb", "me@example.com"]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      patterns.flatMap { pattern in
        texts.flatMap { ["regex(\"\(pattern)\", \"\($0)\")", "regexall(\"\(pattern)\", \"\($0)\")"] }
      } as [String]
    all += patterns.map { "replace(\"abc aab x\", \"/\($0)/\", \"<$${1}$0>\")" } as [String]
    all +=
      [
        "regex(null, \"a\")", "regex(\"a\", null)", "regex(\"(\\\\d+)-(\\\\d+)\", \"10-20\")",
        "regexall(\"(?P<k>\\\\w)=(?P<v>\\\\w)\", \"a=1 b=2\")", "length(regexall(\"a\", \"banana\"))",
      ] as [String]
    return all
  }()
}

enum TimeCorpus {
  private static let times = [
    "\"2018-01-02T23:12:01Z\"", "\"2024-02-29T00:05:09+05:30\"", "\"1999-12-31T12:00:00.123456-08:00\"",
    "\"0001-01-01T00:00:00Z\"",
  ]
  private static let formats = [
    "DD MMM YYYY hh:mm ZZZ", "EEEE, DD-MMM-YY hh:mm:ss ZZZ", "EEE, DD MMM YYYY hh:mm:ss ZZZZ", "MMM DD, YYYY",
    "HH:mmaa", "h:m:s AA", "H", "'Day' D", "M/D/YY", "MMMM", "Z", "ZZZZZ", "''''", "'it''s'", "X", "YYY", "'open",
    "é 1", "ZZ", "A", "EE",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all += formats.flatMap { format in times.map { "formatdate(\"\(format)\", \($0))" } } as [String]
    all +=
      [
        "10m", "-10m", "1h30m", "1.5h", "100ms", "24h", "0", "1d", "", "h", "1", "-1h-1m", "876000h", "1ns", "1us",
        "1µs", ".5s", "1e3s", "+5s", "2540400h10m10s",
      ].flatMap { duration in
        times.map { "timeadd(\($0), \"\(duration)\")" }
      } as [String]
    all += times.flatMap { first in times.map { "timecmp(\(first), \($0))" } } as [String]
    all +=
      [
        "formatdate(\"YYYY\", \"2018-13-01T00:00:00Z\")", "formatdate(\"YYYY\", \"2018-02-29T00:00:00Z\")",
        "formatdate(\"YYYY\", \"2018-01-01 00:00:00Z\")", "formatdate(\"YYYY\", \"2018-01-01T00:00:00\")",
        "formatdate(\"YYYY\", \"2018-01-01T24:00:00Z\")", "formatdate(\"YYYY\", \"\")",
        "formatdate(\"YYYY\", \"2018-1-1T00:00:00Z\")", "formatdate(\"YYYY\", \"2018-01-01T00:00:60Z\")",
        "formatdate(\"YYYY\", \"2018-01-01t00:00:00z\")",
        "timecmp(\"2018-01-01T00:00:00Z\", \"2018-01-01T01:00:00+01:00\")", "timecmp(\"a\", \"2018-01-01T00:00:00Z\")",
        "timeadd(\"2018-01-01\", \"1h\")",
      ] as [String]
    return all
  }()
}

enum NetworkCorpus {
  private static let prefixes = [
    "10.12.112.0/20", "10.0.0.0/8", "192.168.1.77/24", "0.0.0.0/0", "10.1.2.3/32", "fd00:fd12:3456:7890:00a2::/72",
    "::/0", "2001:db8::1/128", "fe80::/64", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "::/129", "a", "010.001.0.0/16",
    "10.0.0.0/08", "1::2::3/64", "1:2:3:4:5:6:7:8/120", "10.0.0.256/24", "",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      prefixes.flatMap { prefix in
        ["16", "268", "-1", "0", "-2", "1.5", "4294967296", "\"5\""].map { "cidrhost(\"\(prefix)\", \($0))" } + [
          "cidrnetmask(\"\(prefix)\")"
        ]
          + ["4, 2", "0, 0", "8, 255", "8, 256", "16, 162", "32, 1", "1, 1", "2, -1", "33, 0", "2, 1.5"].map {
            "cidrsubnet(\"\(prefix)\", \($0))"
          }
          + ["", ", 4, 4, 8, 4", ", 1, 1", ", 1, 1, 1", ", 33", ", 0", ", 2, 1, 2", ", 8, 4, 8", ", -1"].map {
            "cidrsubnets(\"\(prefix)\"\($0))"
          }
      } as [String]
    all +=
      [
        "[for cidr_block in cidrsubnets(\"10.0.0.0/8\", 8, 8, 8, 8) : cidrsubnets(cidr_block, 4, 4)]",
        "cidrsubnet(\"fd00::/48\", 16, 65535)", "cidrsubnet(\"10.12.112.0/20\", -1, 0)",
        "cidrsubnet(\"fd00::/48\", -1, 0)", "cidrhost(\"fd00::/64\", 18446744073709551615)",
        "cidrhost(\"::/0\", 340282366920938463463374607431768211455)",
      ] as [String]
    return all
  }()
}

/// Of files that the test puts there, and of paths.
enum FileCorpus {
  static let files: [String: String] = [
    "hello.txt": "Hello é\n", "a/b.tpl": "x=${x} %{ for i in l ~}\n${i},\n%{ endfor ~}\n", "a/c.json": "{\"k\": [1]}",
    "a/deep/d.txt": "d", "list.tpl": "${jsonencode(l)}", "only.tpl": "${l}", "bad.tpl": "${nope}",
    "call.tpl": "${upper(x)}-${templatefile(\"call.tpl\", {x = x})}", "empty": "", ".hidden": "h", "a/x1.txt": "1",
    "a/x2.txt": "2", "broken.tpl": "${",
    "main.tf":
      "terraform {\n  required_providers {\n    terraform = {\n      source = \"terraform.io/builtin/terraform\"\n    }\n  }\n}\n",
  ]

  private static let paths = ["hello.txt", "./hello.txt", "a/../hello.txt", "nope", "a", "empty", "", "a/deep/d.txt"]
  private static let patterns = [
    "*", "*.txt", "**", "**/*.txt", "a/*", "a/x?.txt", "a/x[12].txt", "a/x[!1].txt", "{hello,a/x1}.txt", "a/**",
    "**/d.txt", "[", "a", "nope", "*/*.json", "./*.txt", "a/**/*.txt", "hello.tx\\\\t", "**.txt", "a/{x1,x2}.txt",
    "*.{txt,tpl}",
  ]

  static let expressions: [String] = {
    var all: [String] = []
    all +=
      [
        "file", "filebase64", "fileexists", "filemd5", "filesha1", "filesha256", "filesha512", "filebase64sha256",
        "filebase64sha512",
      ].flatMap { name in paths.map { "\(name)(\"\($0)\")" } } as [String]
    all +=
      patterns.flatMap {
        ["[for f in fileset(\".\", \"\($0)\") : f if !strcontains(f, \"tfstate\")]", "fileset(\"a\", \"\($0)\")"]
      } as [String]
    all += ["fileset(\"nope\", \"*\")"] as [String]
    all +=
      ["basename", "dirname"].flatMap { name in
        ["", "a", "a/b", "a/b/", "/", "/a", "//a//b", ".", "..", "a/..", "a/./b", "../x"].map { "\(name)(\"\($0)\")" }
      } as [String]
    all +=
      [
        "abspath(\"/a/../b\")", "basename(abspath(\"x\"))", "abspath(\"a\") == \"${abspath(\".\")}/a\"",
        "pathexpand(\"a\")", "pathexpand(\"/a\")", "basename(pathexpand(\"~/x\"))", "pathexpand(\"\")",
        "templatefile(\"a/b.tpl\", {x = 1, l = [\"p\", \"q\"]})", "templatefile(\"a/b.tpl\", {x = 1})",
        "templatefile(\"a/b.tpl\", {x = 1, l = null})", "templatefile(\"list.tpl\", {l = [1]})",
        "templatefile(\"only.tpl\", {l = [1]})", "templatefile(\"bad.tpl\", {})",
        "templatefile(\"call.tpl\", {x = \"a\"})", "templatefile(\"hello.txt\", {})", "templatefile(\"nope\", {})",
        "templatefile(\"hello.txt\", [])", "templatefile(\"hello.txt\", null)",
        "templatefile(\"hello.txt\", {\"a b\" = 1})",
        "templatefile(\"hello.txt\", tomap({a = 1}))", "templatefile(\"broken.tpl\", {})",
        "templatefile(\"empty\", {})", "templatestring(\"a\", {})", "jsondecode(file(\"a/c.json\")).k",
        "provider::terraform::encode_expr({a = [1, \"x\\n\"], \"b c\" = {d = null}, e = toset([\"q\"])})",
        "provider::terraform::encode_expr(\"$${a}\\\"\")",
        "provider::terraform::encode_tfvars({a = 1, bcd = {x = 1, yy = \"2\"}})",
        "provider::terraform::encode_tfvars([])", "provider::terraform::encode_tfvars({\"a b\" = 1})",
        "provider::terraform::decode_tfvars(\"a = 1\\nb = [null, \\\"x\\\"]\")",
        "provider::terraform::decode_tfvars(\"a = upper(\\\"x\\\")\")", "provider::terraform::decode_tfvars(\"a {}\")",
        "provider::terraform::decode_tfvars(\"a = b\")", "provider::terraform::decode_tfvars(\"\")",
        "provider::terraform::encode_expr([{a = 1}, {}, []])", "provider::terraform::encode_expr(null)",
        "provider::terraform::nope(1)",
      ] as [String]
    return all
  }()
}
