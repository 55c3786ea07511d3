/**
 * The look of the page: one style sheet, light and dark by what the reader's system asks for, black
 * on white in print. Colours never speak alone: every one stands beside its word.
 * @module
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --sheet: #ffffff; --ink: #1f2328; --soft: #5d646d; --line: #e4e1da;
    --tint: #f3f1ec;
  --good: #2e7d4f; --warn: #a76a00; --bad: #b3362b; --none: #8b9098; --link: #245ea8;
  --good-tint: #e6f2ea; --warn-tint: #fbf0dc; --bad-tint: #fae8e5; --none-tint: #eeeeec;
  --text: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
    sans-serif;
  --code: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono",
    monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --sheet: #1c1f23; --ink: #e4e6e9; --soft: #9aa2ac; --line: #30353b;
      --tint: #24282d;
    --good: #6cc28e; --warn: #e0ac55; --bad: #ef8a7e; --none: #7d848d; --link: #86b4ee;
    --good-tint: #1d3226; --warn-tint: #372c18; --bad-tint: #3b2321; --none-tint: #282c31;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 var(--text); }
main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
main { padding-top: 3rem; }
footer { padding: 2rem 1.5rem 3rem; color: var(--soft); font-size: .85rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:focus-visible, summary:focus-visible, button:focus-visible, .wide:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px;
}
h1, h2, h3, h4 { line-height: 1.25; font-weight: 620; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: .2rem 0 .3rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 3.2rem 0 .8rem; padding-bottom: .4rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.02rem; margin: 1.8rem 0 .5rem; }
h4 { font-size: .8rem; margin: 1.2rem 0 .35rem; color: var(--soft); font-weight: 600; }
p { margin: .4rem 0; max-width: 46rem; overflow-wrap: anywhere; }
code, pre, .id { font-family: var(--code); font-size: .86em; overflow-wrap: anywhere; }
.over { color: var(--soft); font-size: .85rem; margin: 0; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.nowrap { white-space: nowrap; }

.verdict { margin: 1.4rem 0 1.2rem; padding: 1rem 1.25rem; border-radius: 8px;
  border-left: 5px solid var(--none); background: var(--none-tint); }
.verdict strong { display: block; font-size: 1.25rem; font-weight: 640; }
.verdict strong::first-letter { text-transform: uppercase; }
.verdict.conforms { border-color: var(--good); background: var(--good-tint); }
.verdict.partial, .verdict.known-fail { border-color: var(--warn); background: var(--warn-tint); }
.verdict.diverges { border-color: var(--bad); background: var(--bad-tint); }

nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: 1rem 0 0; padding: 0;
  list-style: none; font-size: .93rem; }

dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.5rem;
  margin: 1rem 0; font-size: .9rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }

.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .42rem .8rem .42rem 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .8rem; white-space: nowrap;
  vertical-align: bottom; }
tbody th { color: var(--ink); font-size: .86rem; font-family: var(--code); font-weight: 500;
  vertical-align: top; }
td:last-child, th:last-child { padding-right: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sentence { min-width: 16rem; }
td code { overflow-wrap: break-word; }
td.zero { color: var(--none); }
tr.unseen td, tr.unseen th { color: var(--soft); }

.word { white-space: nowrap; font-weight: 600; }
.word::before { content: ""; display: inline-block; width: .6em; height: .6em;
  margin-right: .5em; border-radius: 50%; background: currentColor; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
  .none { color: var(--none); }
.count { font-weight: 650; }
h3 .word, h3 .soft { font-size: .9rem; font-weight: 500; margin-left: .6em; }

svg { display: block; max-width: 100%; }
svg text { font-family: var(--text); font-size: 12px; fill: var(--ink); }
svg .mono { font-family: var(--code); font-size: 11.5px; }
svg .faint { fill: var(--soft); }
.track { fill: var(--tint); } .fill { fill: var(--good); } .fill.part { fill: var(--warn); }
.heat-good { fill: var(--good); fill-opacity: .4; } .heat-bad { fill: var(--bad); }
  .heat-none { fill: var(--line); } .heat-open { fill: var(--warn); }
.life { stroke: var(--line); } .arrow { stroke: var(--ink); fill: none; }
  .head { fill: var(--ink); }
.actor { fill: var(--tint); stroke: var(--line); }
.life.lies { stroke: var(--bad); stroke-dasharray: 4 4; }
.actor.lies { fill: var(--bad-tint); stroke: var(--bad); }
.band { fill: var(--bad-tint); stroke: var(--bad); }
svg .broken { fill: var(--bad); font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: .6rem 0; font-size: .82rem;
  color: var(--soft); }
.legend svg { display: inline-block; vertical-align: -1px; margin-right: .4em; }
.bar { width: 9rem; }
.ratio { width: 9rem; min-width: 8rem; margin-top: .2rem; }
.ratio .reach { stroke: var(--ink); stroke-width: 2; }
.ratio .one { stroke: var(--soft); stroke-dasharray: 2 2; }
.figure { display: block; }
.about { min-width: 11rem; overflow-wrap: anywhere; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.5rem;
  margin: 1rem 0 1.5rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-size: .875rem; margin-bottom: .4rem; }
.plot { width: 100%; height: auto; }
.plot .grid { stroke: var(--line); }
.plot .dot { fill: var(--link); }
.plot .law { stroke: var(--warn); stroke-width: 2; }
.heat { max-width: none; }

details { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; margin: 0; }
details + details { margin-top: -1px; }
details:not(:first-of-type) { border-top-left-radius: 0; border-top-right-radius: 0; }
details:not(:last-of-type) { border-bottom-left-radius: 0; border-bottom-right-radius: 0; }
summary { cursor: pointer; padding: .5rem 1rem; }
summary .id { margin-right: .9rem; }
details > div { padding: 0 1rem 1rem; border-top: 1px solid var(--line); }
details:target { border-color: var(--link); }
blockquote { margin: .9rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
pre { margin: .3rem 0; padding: .75rem .9rem; background: var(--tint); border-radius: 6px;
  overflow-x: auto; line-height: 1.5; white-space: pre-wrap; }
.difference span { display: block; padding-left: 1.6em; text-indent: -1.6em; }
.difference .demanded { color: var(--good); } .difference .came { color: var(--bad); }
ol.told { padding: 0; list-style: none; }
ol.told > li { display: grid; grid-template-columns: 2.4rem minmax(0, 1fr); padding: .7rem 0;
  border-top: 1px solid var(--line); }
ol.told > li:first-child { border-top: 0; padding-top: 0; }
ol.told > li.wrong { border-top: 2px solid var(--bad); }
ol.told .count { color: var(--soft); }
ol.told ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .875rem; color: var(--soft); }
ol.told p { margin: 0; }
ol.told details, ol.told summary { border: 0; padding-left: 0; background: none; }
ol.steps { margin: .3rem 0; padding-left: 1.6rem; }
.command { display: flex; align-items: flex-start; gap: .6rem; }
.command pre { flex: 1; margin: 0; min-width: 0; }
button { display: none; font: inherit; font-size: .82rem; color: var(--link); background: none;
  border: 1px solid var(--line); border-radius: 6px; padding: .5rem .9rem; cursor: pointer; }
.live button { display: block; }

@media (max-width: 40rem) {
  main, footer { padding-left: 1rem; padding-right: 1rem; }
  main { padding-top: 1.5rem; }
  h1 { font-size: 1.5rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .5rem; }
  .command { flex-direction: column; align-items: stretch; }
}
@media print {
  :root {
    --page: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #f4f4f4;
    --good: #1d6b3e; --warn: #855300; --bad: #9b2318; --none: #666; --link: #000;
    --good-tint: #fff; --warn-tint: #fff; --bad-tint: #fff; --none-tint: #fff;
  }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  nav, button, .live button { display: none; }
  .wide { overflow: visible; }
  tr, .verdict, svg, blockquote { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
