/** The report's style sheet: light, dark and print by variables that the charts use as well. */
export const PAGE_STYLE = `
:root { color-scheme: light dark;
  --page: #fff; --panel: #f6f7f9; --ink: #1b1f24; --muted: #57606a; --line: #dfe3e8; --benign: #1f66b0; --dga: #c2410c;
  --heat-0: #f3f4f6; --heat-1: #d7e6f4; --heat-2: #b0cfea; --heat-3: #7fb0da; --heat-4: #4a8bc4; --heat-5: #1f66a6; --heat-6: #0b4478;
  --heat-ink-0: #1b1f24; --heat-ink-1: #1b1f24; --heat-ink-2: #1b1f24; --heat-ink-3: #10151a; --heat-ink-4: #000; --heat-ink-5: #fff; --heat-ink-6: #fff; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171b; --panel: #1c2127; --ink: #e8ebee; --muted: #a3adb8; --line: #333b44; --benign: #6cb0f5; --dga: #ff8f5e;
  --heat-0: #20252b; --heat-1: #17334c; --heat-2: #1a4a73; --heat-3: #22639b; --heat-4: #4a94d0; --heat-5: #86bfec; --heat-6: #c6e2f9;
  --heat-ink-0: #e8ebee; --heat-ink-1: #e8ebee; --heat-ink-2: #fff; --heat-ink-3: #fff; --heat-ink-4: #000; --heat-ink-5: #000; --heat-ink-6: #000; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 68rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
.lead, .note { color: var(--muted); }
.note { font-size: .875rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0; }
.tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .8rem; }
.tiles dt { color: var(--muted); font-size: .875rem; }
.tiles dd { margin: 0; font-variant-numeric: tabular-nums; }
.tiles .value { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
.tiles .range { font-size: .8rem; color: var(--muted); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; align-items: start; }
figure { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; min-width: 0; }
.picture svg { display: block; width: 100%; max-width: 32rem; height: auto; margin: 0 auto; }
.picture svg text { font-family: inherit; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--muted); font-size: .875rem; padding: .25rem 0; }
.scroll { overflow-x: auto; max-width: 100%; margin: .75rem 0; }
figure .scroll { max-height: 24rem; overflow-y: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; color: var(--muted); padding-bottom: .35rem; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
thead th { color: var(--muted); font-weight: 500; }
th:first-child { text-align: left; padding-left: 0; }
tbody th { font-weight: 500; max-width: 18rem; overflow: hidden; text-overflow: ellipsis; }
.reasons { color: var(--muted); font-size: .875rem; padding-left: 1.1rem; }
.pairs td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--benign); outline-offset: 2px; }
@media print {
  :root { color-scheme: light; --page: #fff; --panel: #fff; --ink: #000; --muted: #444; --line: #bbb; --benign: #1f66b0; --dga: #b03a06;
    --heat-0: #f3f4f6; --heat-1: #d7e6f4; --heat-2: #b0cfea; --heat-3: #7fb0da; --heat-4: #4a8bc4; --heat-5: #1f66a6; --heat-6: #0b4478;
    --heat-ink-0: #000; --heat-ink-1: #000; --heat-ink-2: #000; --heat-ink-3: #000; --heat-ink-4: #000; --heat-ink-5: #fff; --heat-ink-6: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .charts { grid-template-columns: 1fr 1fr; }
  figure:not(.long), .tiles div, tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .scroll, figure .scroll { overflow: visible; max-height: none; }
  table { font-size: 8pt; }
  th, td { white-space: normal; padding: .2rem .35rem; overflow-wrap: normal; }
  figure details { display: none; }
}
`;
