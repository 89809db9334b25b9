/** The look of a report: the colours of our windows, light and dark as the reader's system wants it, and paper. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ground: #eef0f4; --surface: #ffffff; --surface-2: #f6f7f9; --line: #d8dce4; --line-strong: #868e9f;
  --text: #171b24; --text-2: #4c5464; --text-3: #5f6778; --accent: #1f40ae;
  --private: #8a5300; --private-soft: #fff6e0; --good: #13703c; --good-soft: #e1f5e8; --bad: #b3261e; --bad-soft: #fdeceb;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1218; --surface: #181c25; --surface-2: #1e232e; --line: #323a49; --line-strong: #76809a;
    --text: #eceff5; --text-2: #b9c1d0; --text-3: #9aa4b8; --accent: #a9beff;
    --private: #f0b952; --private-soft: #2e2614; --good: #6fd69a; --good-soft: #173524; --bad: #ff9a92; --bad-soft: #3d1d1c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.5rem; background: var(--ground); color: var(--text);
  font: 0.875rem/1.5 'Segoe UI', system-ui, -apple-system, 'Noto Sans', 'Liberation Sans', Arial, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.25; margin: 0; }
h1 { font-size: 1.375rem; }
h2 { font-size: 1.1875rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.25rem 0; }
a { color: var(--accent); }
article, .over { margin-top: 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
.soft { color: var(--text-2); }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.5rem 0 0; color: var(--text-2); }
.facts div { display: flex; gap: 0.375rem; }
.facts dt::after { content: ':'; }
.facts dd { margin: 0; color: var(--text); }
.title { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
.verdict { padding: 0 0.5rem; border: 1px solid currentcolor; border-radius: 999px; font-size: 0.8125rem; font-weight: 600; white-space: nowrap; }
.verdict.held { background: var(--good-soft); color: var(--good); }
.verdict.broken { border-radius: 3px; background: var(--bad-soft); color: var(--bad); }
.verdict.refused { border-style: dashed; color: var(--text-2); }
.verdict.done, .verdict.noted { border-color: transparent; color: var(--text-2); font-weight: 400; }
.notice { padding: 0.5rem 0.75rem; border-left: 4px solid var(--line-strong); background: var(--surface-2); }
table { width: 100%; border-collapse: collapse; }
caption { padding: 0.25rem 0; color: var(--text-2); text-align: left; }
th, td { padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--surface-2); color: var(--text-2); font-weight: 600; }
tbody th { font-weight: 400; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th.number { width: 4.5rem; }
td.short, th.short { width: 7rem; }
tr.broken > * { background: var(--bad-soft); }
tr.only > * { background: var(--private-soft); }
.verdict.only { border-style: dashed; color: var(--private); }
ul { margin: 0.25rem 0; padding-left: 1.25rem; }
details { border-top: 1px solid var(--line); padding: 0.25rem 0; }
summary { padding: 0.125rem 0; cursor: pointer; }
summary:focus-visible, a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre {
  margin: 0.25rem 0 0.75rem; padding: 0.5rem 0.75rem; border-radius: 5px; background: var(--surface-2); white-space: pre-wrap;
  font: 0.75rem/1.45 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace;
}
pre.lanes { overflow-x: auto; white-space: pre; }
.frames { margin: 0 0 0 1rem; }
.frames dt { font-weight: 600; }
.frames dd { margin: 0; }
.scroll { overflow-x: auto; }
.picture { display: block; font-size: 12.5px; }
.picture text { fill: var(--text); }
.picture .name { font-weight: 600; text-anchor: middle; }
.picture .soft, .picture .again { fill: var(--text-3); font-size: 11px; }
.picture .middle, .picture .again { text-anchor: middle; }
.picture .clock { text-anchor: end; font-variant-numeric: tabular-nums; }
.picture .again { paint-order: stroke; stroke: var(--surface); stroke-width: 3px; }
.picture .said.broken, .picture .word.broken { fill: var(--bad); }
.picture .said.told { fill: var(--text-2); font-style: italic; }
.picture .said.held { fill: var(--text-2); }
.picture .word { font-size: 10.5px; paint-order: stroke; stroke: var(--surface); stroke-width: 3px; }
.picture .word.private { fill: var(--private); }
.picture .life { stroke: var(--line-strong); stroke-width: 1; }
.picture .life.queue { stroke-dasharray: 2 4; }
.picture .arrow { stroke: var(--text); stroke-width: 1.5; }
.picture .arrow.private { stroke: var(--private); stroke-dasharray: 6 4; }
.picture .head, .picture .dot { fill: var(--text); }
.picture .head.private, .picture .dot.private { fill: var(--private); }
.picture .itself { fill: var(--surface); stroke: var(--text-2); stroke-width: 1.5; }
.picture .hidden { fill: var(--private-soft); stroke: var(--private); stroke-dasharray: 3 2; }
.picture .hidden + .word { stroke: none; }
.picture .good { fill: var(--good-soft); stroke: var(--good); }
.picture rect.broken { fill: var(--bad-soft); stroke: var(--bad); }
.picture rect.refused { fill: var(--surface-2); stroke: var(--text-2); }
.picture .tick { fill: none; stroke: var(--good); stroke-width: 1.75; }
.picture rect.broken + .tick { stroke: var(--bad); }
.picture rect.refused + .tick { stroke: var(--text-2); }
@media print {
  :root { color-scheme: only light; --ground: #fff; --surface: #fff; --text: #000; --text-2: #333; --text-3: #444; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  article, .over { padding: 0; border: 0; }
  article + article { break-before: page; }
  tr, .notice { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  .picture { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; }
  .wire { display: none; }
}
`
