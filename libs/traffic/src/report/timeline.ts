import type { ClientResult } from '../results/client-result.ts';
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

/** A telling name on the time of all clients. */
export interface Stroke {
  /** Where its first query is, in percent from the left. */
  readonly left: string;
  readonly resolved: boolean;
}

/** Returns a client's telling names on a time span; those without a time are left out. */
export function strokesOf({ names }: ClientResult, span: TimeSpan): Stroke[] {
  const length = Math.max(1, span.end - span.start);
  return names.flatMap(({ first, resolved }) => {
    if (first === null) return [];
    const left = (99 * (Date.parse(first) - span.start)) / length + 0.5;
    return [{ left: left.toFixed(2), resolved }];
  });
}

/** Returns the words for those who don't see the strokes. */
export function strokesLabel({ client, names, first, last }: ClientResult): string {
  return `${names.length} telling names of ${client} from ${shortTime(first)} to ${shortTime(last)}`;
}

/** A client's telling names as strokes on the time of all clients. */
export function timeline(result: ClientResult, span: TimeSpan): Markup {
  const strokes = strokesOf(result, span).map(
    ({ left, resolved }) =>
      html`<span class="${resolved ? 'resolved' : ''}" style="left:${left}%"></span>`,
  );
  return html`<div class="time" role="img" aria-label="${strokesLabel(result)}">${strokes}</div>`;
}

/** What the strokes' places mean. */
export function timeAxis(span: TimeSpan | null): Markup {
  if (span === null) return nothing;
  const [start, end] = axisEnds(span);
  return html`<div class="axis"><span>${start}</span><span>${end} (UTC)</span></div>`;
}

/** The times at both ends of the strokes. */
export function axisEnds({ start, end }: TimeSpan): readonly [start: string, end: string] {
  return [shortTime(new Date(start).toISOString()), shortTime(new Date(end).toISOString())];
}

/** An ISO time to the minute. */
export function shortTime(time: string | null): string {
  return time === null ? 'an unknown time' : time.slice(0, 16).replace('T', ' ');
}
