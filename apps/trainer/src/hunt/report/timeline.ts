import type { ClientResult } from '@degas/traffic';

import { html, type Markup, nothing } from './markup.ts';

/** Milliseconds since 1970. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** Returns the time from the first to the last telling name of all clients, null where the logs have no times. */
export function spanOf(results: readonly ClientResult[]): TimeSpan | null {
  let [start, end] = [Infinity, -Infinity];
  for (const { first, last } of results) {
    if (first !== null) start = Math.min(start, Date.parse(first));
    if (last !== null) end = Math.max(end, Date.parse(last));
  }
  return start <= end ? { start, end } : null;
}

/** A client's telling names as strokes on the time of all clients. */
export function timeline({ client, names, first, last }: ClientResult, span: TimeSpan): Markup {
  const length = Math.max(1, span.end - span.start);
  const strokes = names.flatMap((name) => {
    if (name.first === null) return [];
    const left = (99 * (Date.parse(name.first) - span.start)) / length + 0.5;
    return [
      html`<span
        class="${name.resolved ? 'resolved' : ''}"
        style="left:${left.toFixed(2)}%"
      ></span>`,
    ];
  });
  const label = `${names.length} telling names of ${client} from ${shortTime(first)} to ${shortTime(last)}`;
  return html`<div class="time" role="img" aria-label="${label}">${strokes}</div>`;
}

/** What the strokes' places mean. */
export function timeAxis(span: TimeSpan | null): Markup {
  if (span === null) return nothing;
  const [start, end] = [span.start, span.end].map((time) =>
    shortTime(new Date(time).toISOString()),
  );
  return html`<div class="axis"><span>${start ?? ''}</span><span>${end ?? ''} (UTC)</span></div>`;
}

/** An ISO time to the minute. */
export function shortTime(time: string | null): string {
  return time === null ? 'an unknown time' : time.slice(0, 16).replace('T', ' ');
}
