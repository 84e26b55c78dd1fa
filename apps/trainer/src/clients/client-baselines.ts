import { COUNTED_FROM } from '@degas/inference';

import type { ClientSample } from './client-sample.ts';

/** What an operator can do without a group network; each gives a client a value, the higher the more suspicious. */
export type ClientBaseline = (sample: ClientSample) => number;

const BINS = 25;
const LOWEST_LOGIT = -10;
/** A failing name is a DGA's with this probability before it is looked at; any name, with the second. */
const PRIORS = { failing: 0.5, any: 0.04 } as const;
const LEAST_RATIO = 1e-3;

export interface BaselineOptions {
  /** Logits from which on a name is called DGA at LOW and at MEDIUM. */
  readonly low: number;
  readonly medium: number;
  /** Log ratios of the densities of DGA names' logits and benign ones', by bin. */
  readonly ratio: readonly number[];
}

/** The baselines of one table, by name. */
export function clientBaselines({
  low,
  medium,
  ratio,
}: BaselineOptions): Readonly<Record<string, ClientBaseline>> {
  const count = (logits: readonly number[], from: number): number =>
    logits.filter((logit) => logit >= from).length;
  return {
    'names at MEDIUM': ({ evidence: { all } }) => countReaching(all.counts, medium),
    'failing names at LOW': ({ logits, hasAnswers }) => (hasAnswers ? count(logits, low) : 0),
    'sum of positive logits': ({ logits }) =>
      logits.reduce((sum, logit) => sum + Math.max(0, logit), 0),
    'likelihood ratio': ({ logits, hasAnswers }) => {
      const prior = hasAnswers ? PRIORS.failing : PRIORS.any;
      return logits.reduce(
        (sum, logit) => sum + Math.log(1 - prior + prior * Math.exp(ratio[binOf(logit)] ?? 0)),
        0,
      );
    },
    // Slips: ten failing hosts of one client.
    'ten failing hosts': ({ logits, hasAnswers }) => (hasAnswers ? logits.length : 0),
    // BotDigger: many suspicious failing names of few templates; here, those of one length and few suffixes.
    'failing names of one template': ({ evidence: { failing } }) => {
      const lengths = new Map<number, number>();
      for (const name of failing?.names ?? []) {
        const length = name.indexOf('.');
        lengths.set(length, (lengths.get(length) ?? 0) + 1);
      }
      return Math.max(0, ...lengths.values());
    },
  };
}

/** The log ratios that the likelihood ratio reads, from samples of both kinds. */
export function densityRatio(
  dga: Iterable<readonly number[]>,
  benign: Iterable<readonly number[]>,
): number[] {
  const histogram = (samples: Iterable<readonly number[]>): number[] => {
    const bins = new Array<number>(BINS).fill(1);
    for (const logits of samples)
      for (const logit of logits) bins[binOf(logit)] = (bins[binOf(logit)] ?? 0) + 1;
    const sum = bins.reduce((a, b) => a + b, 0);
    return bins.map((bin) => bin / sum);
  };
  const [of, off] = [histogram(dga), histogram(benign)];
  return of.map((share, bin) => Math.log(Math.max(LEAST_RATIO, share / (off[bin] ?? 1))));
}

function binOf(logit: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(logit - LOWEST_LOGIT)));
}

/** Names that reach the highest counted logit below the threshold: counts are kept at fixed logits. */
function countReaching(counts: readonly number[], logit: number): number {
  const at = COUNTED_FROM.findLastIndex((from) => from <= logit);
  return at < 0 ? 0 : (counts[at] ?? 0);
}
