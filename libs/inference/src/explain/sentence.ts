import type { LexicalFacts } from '@degas/features';

import type { ModelInfo } from '../classifier/model-info.ts';
import type { DgaKind } from '../verdict/kind.ts';
import { reaches } from '../verdict/level.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Attribution } from './explanation.ts';

const REASONS = {
  empty: 'it is empty',
  invalid: 'it is not a valid DNS name',
  ip_address: 'it is an IP address',
  reverse_zone: 'it is a reverse lookup',
  service_label: 'it announces a service, not a host',
  private_zone: 'it is in a private zone',
  single_label: 'it is a single label',
  public_suffix: 'it is a public suffix, not a registered name',
} as const satisfies Record<Exclude<Verdict['skipped'], null>, string>;

const looks = {
  'random-looking': 'letters drawn at random',
  'dictionary-looking': 'words joined from a list',
  disguised: 'an ordinary name that was altered',
  advertising: 'the generated names of advertisers',
} as const satisfies Record<DgaKind, string>;

/** Families that a sentence names, at most. */
const SHOWN_CANDIDATES = 3;

/** Returns what an analyst would write next to the verdict. */
export function explanationSentence(
  verdict: Verdict & { readonly reading?: string },
  model: ModelInfo,
  facts: LexicalFacts | null,
  ngrams: readonly Attribution[],
): string {
  const { registrable, score, skipped } = verdict;
  if (skipped !== null || registrable === null || score === null || facts === null) {
    return `The name was not scored: ${REASONS[skipped ?? 'invalid']}.`;
  }
  const name =
    verdict.reading === undefined ? registrable : `${registrable}, read as ${verdict.reading},`;
  return `${decided(verdict, name, score, model)} ${described(facts, ngrams, reaches(score, model.threshold))}`;
}

function decided(verdict: Verdict, name: string, score: number, model: ModelInfo): string {
  const { label, decision, family, level } = verdict;
  const scored = `${reaches(score, model.threshold) ? 'DGA' : 'benign'} (score ${print(score)})`;
  if (decision !== undefined) {
    const by = {
      allow: `${name} is allowed by the rule '${decision.rule}'`,
      deny: `${name} is denied by the rule '${decision.rule}'`,
      known_dga: `${decision.rule} is a name that the ${family ?? 'named'} DGA is known to make`,
    }[decision.by];
    return `${by}; by itself the network calls it ${scored}.`;
  }
  if (label === 'benign') {
    return `${name} scores ${print(score)}, below the threshold of ${print(model.threshold)}: benign.`;
  }
  const point = model.operatingPoints.find((each) => each.level === level);
  const rarity =
    point === undefined
      ? ''
      : ` (as few as 1 benign name in ${Math.round(1 / point.falsePositiveRate).toLocaleString('en')} does)`;
  return `${name} scores ${print(score)}${rarity}: probably made by a DGA${likeness(verdict)}.`;
}

/** What the name is like: families, and what it looks like if it is of none of them. */
function likeness({ candidates, kind, familyProbability = 0 }: Verdict): string {
  const shown = candidates.slice(0, SHOWN_CANDIDATES);
  const like = shown.map(({ family, probability }) => `${family} (${percent(probability)})`);
  const more = candidates.length - shown.length;
  if (more > 0) like.push(`${more} ${more === 1 ? 'other family' : 'other families'}`);
  if (kind !== null) {
    like.push(like.length === 0 ? `${looks[kind]} (${percent(familyProbability)})` : looks[kind]);
  }
  return like.length === 0 ? '' : `, most like ${enumerated(like, 'or')}`;
}

function described(facts: LexicalFacts, ngrams: readonly Attribution[], isDga: boolean): string {
  const { length, entropy, vowelShare, digitShare, dictionaryShare, words } = facts;
  const { longestConsonantRun, isInternational } = facts;
  const traits = [
    `${length} ${length === 1 ? 'character' : 'characters'} of ${entropy.toFixed(1)} bits each`,
    ...(digitShare > 0 ? [`${percent(digitShare)} digits`] : []),
    ...(vowelShare < 0.25 ? [`few vowels (${percent(vowelShare)})`] : []),
    ...(longestConsonantRun.length > 4 ? [`the consonants "${longestConsonantRun}" in a row`] : []),
    dictionaryShare > 0
      ? `${percent(dictionaryShare)} common words (${words.slice(0, 4).join(', ')})`
      : 'no common word',
    ...(isInternational ? ['letters beyond ASCII, seen as punycode'] : []),
  ];
  const speaking = ngrams
    .filter(({ weight }) => (isDga ? weight > 0 : weight < 0))
    .slice(0, 2)
    .map(({ text }) => `"${text}"`);
  const weighing =
    speaking.length === 0
      ? ''
      : `; ${speaking.join(' and ')} ${speaking.length === 1 ? 'weighs' : 'weigh'} most`;
  return `Its label has ${enumerated(traits)}${weighing}.`;
}

function enumerated(items: readonly string[], word = 'and'): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const print = (score: number): string => String(Number(score.toPrecision(4)));
