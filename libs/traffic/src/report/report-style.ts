/** The style sheet of the report: light, dark, print and telephones. */
export const REPORT_STYLE = `
:root { color-scheme: light dark;
  --page: #fff; --panel: #f6f7f9; --ink: #1b1f24; --muted: #57606a; --line: #dfe3e8; --link: #1f66b0;
  --high: #b42318; --medium: #b54708; --low: #5b6470; --badge-ink: #fff;
  --mark-1: #fdebe0; --mark-2: #fbcfb4; --mark-3: #f6a878; --mark-ink: #1b1f24; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171b; --panel: #1c2127; --ink: #e8ebee; --muted: #a3adb8; --line: #333b44; --link: #6cb0f5;
  --high: #ff8a80; --medium: #ffb172; --low: #b6c0cb; --badge-ink: #14171b;
  --mark-1: #41291c; --mark-2: #6e3a1c; --mark-3: #a34f1c; --mark-ink: #fff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 62rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
ul, ol { margin: .25rem 0; padding-left: 1.3rem; max-width: 46rem; }
.lead, .note { color: var(--muted); }
.note { font-size: .875rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
.tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .8rem; }
.tiles dt { color: var(--muted); font-size: .875rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.level { display: inline-block; border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; font-weight: 600;
  color: var(--badge-ink); background: var(--low); vertical-align: middle; justify-self: start; }
.level.high { background: var(--high); }
.level.medium { background: var(--medium); }
.clients { list-style: none; padding: 0; max-width: none; }
.clients li { display: grid; grid-template-columns: minmax(8rem, 14rem) 5rem minmax(6rem, 9rem) 1fr; gap: .25rem .75rem;
  align-items: center; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.time { position: relative; height: 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: .25rem; }
.time span { position: absolute; top: 15%; width: 4px; height: 70%; margin-left: -2px; border-radius: 2px; background: var(--high); opacity: .7; }
.time span.resolved { background: var(--link); opacity: 1; }
.axis { display: flex; justify-content: space-between; font-size: .8rem; color: var(--muted); }
.names { list-style: none; padding: 0; max-width: none; }
.names li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 16rem); gap: 0 .75rem; padding: .2rem 0; border-bottom: 1px solid var(--line); }
.names code { font: .95rem/1.5 ui-monospace, monospace; }
.names span { color: var(--muted); font-size: .875rem; }
mark { color: var(--mark-ink); background: var(--mark-1); border-radius: 2px; }
mark.b { background: var(--mark-2); }
mark.c { background: var(--mark-3); font-weight: 700; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  .clients li { grid-template-columns: 1fr auto; }
  .clients li .time { grid-column: 1 / -1; }
  .names li { grid-template-columns: 1fr; }
}
@media print { body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
`;
