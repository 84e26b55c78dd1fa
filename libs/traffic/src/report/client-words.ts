import type { ClientResult } from '../results/client-result.ts';
import { shortTime } from './timeline.ts';

const falseAlerts = { low: '100', medium: '1,000', high: '10,000' } as const;

/** Says how many clients are suspected. */
export function huntTitle(suspected: number): string {
  if (suspected === 0) return 'No suspected client';
  return suspected === 1 ? '1 suspected client' : `${suspected} suspected clients`;
}

export const clientName = (client: string): string => (client === '' ? '(no client)' : client);

/** What a client asked for, when, and how rare that is: a sentence each. */
export function clientSentences(result: ClientResult): string[] {
  const { level, distinctNames, failed, first, last } = result;
  const failing = failed > 0 ? `; ${failed} of them do not exist` : '';
  return [
    `The client asked for ${distinctNames} different names${failing}.`,
    ...(first === null
      ? []
      : [`The telling ones came from ${shortTime(first)} to ${shortTime(last)} (UTC).`]),
    ...(level === null
      ? []
      : [`At most one clean client in ${falseAlerts[level]} looks like this in a day.`]),
  ];
}

/** What became of a name that a client asked for. */
export function answerOf({
  resolved,
  failed,
  addresses,
  knownFamily,
}: ClientResult['names'][number]): string {
  const answer = resolved
    ? `resolved${addresses.length > 0 ? ` to ${addresses.join(', ')}` : ''}`
    : failed
      ? 'does not exist'
      : 'answer not known';
  return knownFamily === null ? answer : `${answer}; made by ${knownFamily}`;
}
