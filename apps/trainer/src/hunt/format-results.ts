import { textTable } from '@degas/evaluation';
import { escapeControls } from '@degas/logs';
import { type ClientResult, ecsDocument } from '@degas/traffic';

import type { HuntFormat } from './hunt-formats.ts';

/** Names that a row of the table shows. */
const SHOWN_NAMES = 5;

/** Returns the results as text: a table for people, JSON lines, or documents of the Elastic Common Schema. */
export function formatResults(results: readonly ClientResult[], format: HuntFormat): string {
  if (format === 'table') return tableOf(results);
  const toRecord =
    format === 'ecs'
      ? (result: ClientResult) => ecsDocument(result, 'degas.hunt')
      : (result: ClientResult) => result;
  return results.map((result) => `${JSON.stringify(toRecord(result))}\n`).join('');
}

function tableOf(results: readonly ClientResult[]): string {
  if (results.length === 0) return 'No suspected client.\n';
  const header = ['client', 'level', 'score', 'family', 'names', 'failed', 'first', 'last'];
  const rows = results.map((result) => [
    escapeControls(result.client === '' ? '(no client)' : result.client),
    result.level ?? '-',
    result.score.toFixed(3),
    result.family ?? (result.level === null ? '-' : 'unknown'),
    String(result.distinctNames),
    String(result.failed),
    shortTime(result.first),
    shortTime(result.last),
  ]);
  const [titles = '', ...lines] = textTable([header, ...rows], [0, 1, 3, 6, 7]).split('\n');
  return `${titles}\n${results.map((result, i) => `${lines[i] ?? ''}\n${detailsOf(result)}`).join('')}`;
}

function detailsOf({ names, reasons, nextSteps }: ClientResult): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, SHOWN_NAMES).map(({ name, resolved, addresses }) => {
    const answer = resolved
      ? ` (resolved${addresses.length > 0 ? ` to ${addresses[0]}` : ''})`
      : '';
    return escapeControls(`${name}${answer}`);
  });
  const more = names.length > SHOWN_NAMES ? `, and ${names.length - SHOWN_NAMES} more` : '';
  return [
    `  names: ${shown.join(', ')}${more}`,
    ...(reasons.length > 0 ? [`  why:   ${reasons.join('; ')}`] : []),
    ...(nextSteps.length > 0 ? [`  next:  ${nextSteps.join(' ')}`] : []),
    '',
  ]
    .join('\n')
    .concat('\n');
}

function shortTime(time: string | null): string {
  return time === null ? '-' : time.slice(0, 16).replace('T', ' ');
}
