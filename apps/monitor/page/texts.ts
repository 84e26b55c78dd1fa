import type { Rule, RuleKind } from './answers.ts';

/** An ISO time to the minute. */
export const shortTime = (time: string | null): string =>
  time === null ? 'unknown' : time.slice(0, 16).replace('T', ' ');

export const clientName = (client: string): string => (client === '' ? '(no client)' : client);

export const counted = (count: number): string => count.toLocaleString('en');

const kinds: Readonly<Record<RuleKind, string>> = {
  mute_client: 'alerts of the client',
  mute_family: 'alerts of the family',
  allow_name: 'the name, with all below it,',
};

/** What a rule does. */
export function ruleSentence({ kind, value }: Pick<Rule, 'kind' | 'value'>): string {
  return kind === 'allow_name'
    ? `${kinds[kind]} ${value} is no evidence`
    : `${kinds[kind]} ${clientName(value)} are muted`;
}

export const answerText = (name: {
  readonly resolved: boolean;
  readonly failed: boolean;
  readonly addresses: readonly string[];
}): string => {
  if (name.resolved)
    return `resolved${name.addresses.length > 0 ? ` to ${name.addresses.join(', ')}` : ''}`;
  return name.failed ? 'does not exist' : 'answer not known';
};
