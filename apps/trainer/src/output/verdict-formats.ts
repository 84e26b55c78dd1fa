import { UNKNOWN_FAMILY, type Verdict } from '@degas/inference';
import Papa from 'papaparse';

export const verdictFormats = ['tsv', 'csv', 'jsonl', 'ecs'] as const;
export type VerdictFormat = (typeof verdictFormats)[number];

const COLUMNS = [
  'domain',
  'score',
  'label',
  'level',
  'family',
  'registrable',
  'skipped',
  'decision',
] as const;

/** The line that stands before the first verdict, if the format has one. */
export function headerOf(format: VerdictFormat): string {
  return format === 'csv' ? `${COLUMNS.join(',')}\n` : '';
}

/** Verdicts as a line each, newlines included. */
export function formatVerdicts(verdicts: readonly Verdict[], format: VerdictFormat): string {
  if (format === 'csv') {
    const text = Papa.unparse(verdicts.map(cellsOf), { newline: '\n' });
    return verdicts.length === 0 ? '' : `${text}\n`;
  }
  let text = '';
  for (const verdict of verdicts) text += formatVerdict(verdict, format);
  return text;
}

/** One verdict as one line, its newline included. */
export function formatVerdict(verdict: Verdict, format: VerdictFormat): string {
  switch (format) {
    case 'tsv': {
      // The batch contract: domain, score, label, and the family where one is known.
      const known = isKnown(verdict.family) ? `\t${verdict.family}` : '';
      return `${oneField(verdict.domain)}\t${printScore(verdict.score)}\t${verdict.label}${known}\n`;
    }
    case 'csv':
      return formatVerdicts([verdict], format);
    case 'jsonl':
      return `${JSON.stringify(verdict)}\n`;
    case 'ecs':
      return `${JSON.stringify(inElasticCommonSchema(verdict))}\n`;
  }
}

/** The cells of a CSV row; a decision as the list and its rule. */
function cellsOf(verdict: Verdict): (string | null)[] {
  const { domain, score, label, level, family, registrable, skipped, decision } = verdict;
  const decided = decision === undefined ? null : `${decision.by} ${decision.rule}`;
  return [domain, printScore(score), label, level, family, registrable, skipped, decided];
}

function isKnown(family: string | null): family is string {
  return family !== null && family !== UNKNOWN_FAMILY;
}

/** Nine digits tell every 32-bit score apart from its neighbours. */
const printScore = (score: number | null): string => (score === null ? '' : score.toPrecision(9));

/** A tab or newline inside a name would break the line's shape. */
const oneField = (domain: string): string => domain.replace(/[\t\r\n]/g, ' ');

/** Field names of the Elastic Common Schema and of Elastic's own DGA package. */
function inElasticCommonSchema({ domain, registrable, score, label, family }: Verdict): object {
  return {
    dns: {
      question: {
        name: domain,
        ...(registrable === null ? {} : { registered_domain: registrable }),
      },
    },
    ml_is_dga:
      label === 'skipped'
        ? { malicious_prediction: 0 }
        : { malicious_prediction: label === 'dga' ? 1 : 0, malicious_probability: score },
    ...(isKnown(family) ? { threat: { software: { name: family } } } : {}),
  };
}
