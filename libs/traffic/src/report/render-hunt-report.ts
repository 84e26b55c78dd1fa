import { alertLevels } from '../alerts/alert.ts';
import type { ClientResult } from '../results/client-result.ts';
import { clientSection, type Interpreter, levelBadge } from './client-section.ts';
import { clientName, huntTitle } from './client-words.ts';
import { html, Markup, nothing } from './markup.ts';
import { REPORT_STYLE } from './report-style.ts';
import { spanOf, timeAxis, timeline } from './timeline.ts';

/** Clients with a section of their own. */
const MOST_SECTIONS = 100;

export interface HuntReport {
  /** The suspected ones first. */
  readonly results: readonly ClientResult[];
  readonly clients: number;
  readonly queries: number;
  /** What was read, and what of it was left out, in lines. */
  readonly summary: readonly string[];
  /** When the report is made, in milliseconds since 1970. */
  readonly now: number;
}

/** Returns one page without scripts that needs nothing else: who is suspected, why, and what to do. */
export function renderHuntReport(report: HuntReport, interpreter: Interpreter): string {
  const { results, clients, queries, summary, now } = report;
  const suspects = results.filter(({ level }) => level !== null);
  const shown = suspects.slice(0, MOST_SECTIONS);
  const title = huntTitle(suspects.length);
  const left = suspects.length - shown.length;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${new Markup(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p class="lead">
          Degas report of ${new Date(now).toISOString().slice(0, 10)}: which machines ask for names
          that malware makes.
        </p>
        <dl class="tiles">
          ${tile('clients watched', clients)}${tile('queries', queries)}${alertLevels
            .toReversed()
            .map((level) =>
              tile(
                `level ${level.toUpperCase()}`,
                suspects.filter((result) => result.level === level).length,
              ),
            )}
        </dl>
        ${overview(shown)}
        ${left > 0 ? html`<p class="note">${left} more suspected clients are in the other outputs of degas hunt.</p>` : nothing}
        ${shown.map((result, i) => clientSection(result, anchorOf(i), interpreter))}
        <h2>How to read this</h2>
        <p>
          Malware that makes its own names (DGA) asks for many that do not exist until one answers.
          Degas judges all names of a client together. A level is a rate of false alerts: at most
          one clean client in 100 (LOW), 1,000 (MEDIUM) or 10,000 (HIGH) reaches it in a day. Marked
          characters are those that made a name look made by a machine, the strongest in bold.
        </p>
        <ul class="note">
          ${summary.map((line) => html`<li>${line}</li>`)}
        </ul>
      </body>
    </html> `.text;
}

function tile(name: string, value: number): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value.toLocaleString('en')}</dd>
  </div>`;
}

const anchorOf = (i: number): string => `client-${i + 1}`;

function overview(shown: readonly ClientResult[]): Markup {
  if (shown.length === 0) {
    return html`<p>No client asked for names that together look like those of malware.</p>`;
  }
  const span = spanOf(shown);
  const rows = shown.map(
    (result, i) =>
      html`<li>
        <a href="#${anchorOf(i)}">${clientName(result.client)}</a>${levelBadge(result.level)}
        <span>${result.family ?? 'unknown'}</span
        >${span === null ? nothing : timeline(result, span)}
      </li> `,
  );
  const legend =
    span === null
      ? html`<p class="note">The logs have no times.</p>`
      : html`${timeAxis(span)}
          <p class="note">
            A red stroke is a telling name at the time of its first query, a blue one a name that
            resolved.
          </p>`;
  return html`<h2>Clients</h2>
    <ol class="clients">
      ${rows}
    </ol>
    ${legend}`;
}
