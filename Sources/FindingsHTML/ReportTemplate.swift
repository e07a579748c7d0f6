/// The page, in Mustache. Everything from outside is escaped by `{{…}}`; the pictures alone, which escape for themselves,
/// stand in `{{{…}}}`.
enum ReportTemplate {
  static let text = #"""
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>{{title}}: {{summary}}</title>
    <style>
    :root { color-scheme: light dark; --back: #fbfbfa; --card: #fff; --text: #1d2126; --faint: #5d6670; --line: #d9dde2;
      --code: #f1f3f5; --critical: #b3123a; --high: #c2410c; --medium: #8a6100; --low: #1f5fa8; --info: #5d6670; }
    @media (prefers-color-scheme: dark) { :root { --back: #14171a; --card: #1c2024; --text: #e6e8ea; --faint: #9aa4ae;
      --line: #343b42; --code: #14171a; --critical: #ff6b8b; --high: #ff9b5e; --medium: #e0b64a; --low: #79b3f2; --info: #9aa4ae; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 60px; }
    h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 36px 0 12px; }
    .faint { color: var(--faint); } .mono, pre, code { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
    .counts { display: flex; flex-wrap: wrap; gap: 10px; margin: 18px 0 0; padding: 0; list-style: none; }
    .counts li { flex: 1 1 90px; background: var(--card); border: 1px solid var(--line); border-radius: 9px; padding: 8px 14px; }
    .counts b { display: block; font-size: 24px; line-height: 1.2; }
    .critical { --severity: var(--critical); } .high { --severity: var(--high); } .medium { --severity: var(--medium); }
    .low { --severity: var(--low); } .info { --severity: var(--info); }
    .counts b, .label { color: var(--severity); }
    .picture { background: var(--card); border: 1px solid var(--line); border-radius: 9px; padding: 10px; overflow-x: auto; }
    svg.wide { display: block; margin: 0 auto; max-width: none; } svg.narrow { display: none; }
    @media (max-width: 760px) { main { padding: 18px 12px 40px; } svg.wide { display: none; }
      svg.narrow { display: block; width: 100%; height: auto; } }
    .node rect { fill: var(--back); stroke: var(--severity, var(--line)); stroke-width: 1.5; }
    .node text { fill: var(--text); font: 600 13px system-ui, sans-serif; } .node .note { fill: var(--faint); font: 11px ui-monospace, monospace; }
    .edge { fill: none; stroke: var(--severity); stroke-width: 1.5; opacity: .75; } .tip { fill: var(--severity); }
    .traffic { fill: var(--text); font: 11px ui-monospace, monospace; paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
    details.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--severity); border-radius: 9px; margin: 0 0 10px; }
    summary { cursor: pointer; padding: 11px 14px; display: flex; flex-wrap: wrap; gap: 2px 12px; overflow-wrap: anywhere; }
    summary .label { font-weight: 700; text-transform: uppercase; font-size: 12px; line-height: 22px; flex: 0 0 66px; }
    summary .message { flex: 1 1 300px; font-weight: 600; min-width: 0; } summary .id { color: var(--faint); font: 12px/22px ui-monospace, monospace; }
    .body { padding: 0 14px 14px; overflow-wrap: anywhere; } .body p { margin: 8px 0; } ul { margin: 8px 0; padding-left: 20px; }
    .way { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; margin: 8px 0; font-size: 13px; }
    .way span.station { border: 1px solid var(--line); border-radius: 6px; padding: 1px 8px; background: var(--back); }
    .way .internet { border-color: var(--severity); }
    pre { background: var(--code); border: 1px solid var(--line); border-radius: 7px; padding: 10px 12px; overflow-x: auto; margin: 6px 0 12px; }
    .plain li { margin: 4px 0; overflow-wrap: anywhere; } footer { margin-top: 40px; color: var(--faint); font-size: 13px; }
    </style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    <div class="faint">{{#inputs}}<span class="mono">{{.}}</span> {{/inputs}}</div>
    <ul class="counts">{{#counts}}<li class="{{name}}"><b>{{count}}</b>{{name}}</li>{{/counts}}</ul>
    {{#hasPicture}}
    <h2>From the internet inward</h2>
    <div class="picture">{{{wide}}}{{{narrow}}}</div>
    {{#isCut}}<p class="faint">{{omitted}} more stations are not drawn.</p>{{/isCut}}
    {{/hasPicture}}
    <h2>Findings</h2>
    {{^hasFindings}}<p>Nothing was found.</p>{{/hasFindings}}
    {{#findings}}
    <details class="finding {{severity}}"{{#isOpen}} open{{/isOpen}}>
    <summary><span class="label">{{severity}}</span><span class="message">{{message}}</span><span class="id">{{check}}</span></summary>
    <div class="body">
    <p>{{explanation}}</p>
    {{#paths}}<div class="way">{{#stations}}{{^isFirst}}<span class="faint">→{{#hasTraffic}} <span class="mono">{{traffic}}</span> →{{/hasTraffic}}</span>{{/isFirst}}<span class="station {{kind}}">{{name}}{{#hasNote}} <span class="faint mono">{{note}}</span>{{/hasNote}}</span>{{/stations}}</div>{{/paths}}
    <ul>{{#details}}<li>{{.}}</li>{{/details}}</ul>
    {{#locations}}<p class="mono"><b>{{place}}</b> {{note}}</p><pre>{{excerpt}}</pre>{{/locations}}
    {{#fixes}}<p><b>Fix</b> {{summary}}</p><pre>{{text}}</pre>{{/fixes}}
    {{#hasEquivalents}}<p class="faint">Elsewhere: {{#equivalents}}{{.}}; {{/equivalents}}</p>{{/hasEquivalents}}
    </div>
    </details>
    {{/findings}}
    {{#hasSuppressed}}
    <h2>Suppressed</h2>
    <ul class="plain">{{#suppressed}}<li><b class="label {{severity}}">{{severity}}</b> {{message}} <span class="faint">{{check}}: {{reason}}{{#expires}} (until {{expiry}}){{/expires}}</span></li>{{/suppressed}}</ul>
    {{/hasSuppressed}}
    {{#hasUnread}}
    <h2>Not judged</h2>
    <ul class="plain">{{#unread}}<li>{{.}}</li>{{/unread}}</ul>
    {{/hasUnread}}
    <footer>{{checkCount}} checks by ringfence {{version}}</footer>
    </main>
    </body>
    </html>

    """#
}
