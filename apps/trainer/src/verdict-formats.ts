import { type Verdict } from '@degas/inference';
import Papa from 'papaparse';

export const verdictFormats = ['tsv', 'csv', 'jsonl', 'ecs'] as const;
export type VerdictFormat = (typeof verdictFormats)[number];

const COLUMNS = ['domain', 'score', 'label', 'level', 'family', 'registrable', 'skipped'] as const;

/** The line that stands before the first verdict, if the format has one. */
export function headerOf(format: VerdictFormat): string {
  return format === 'csv' ? `${COLUMNS.join(',')}\n` : '';
}

/** One verdict as one line, its newline included. */
export function formatVerdict(verdict: Verdict, format: VerdictFormat): string {
  switch (format) {
    case 'tsv': {
      // The batch contract: domain, score, label, and the family where one is known.
      const family = verdict.family === null ? '' : `\t${verdict.family}`;
      return `${oneField(verdict.domain)}\t${printScore(verdict.score)}\t${verdict.label}${family}\n`;
    }
    case 'csv':
      return `${Papa.unparse([
        COLUMNS.map((column) => (column === 'score' ? printScore(verdict.score) : verdict[column])),
      ])}\n`;
    case 'jsonl':
      return `${JSON.stringify(verdict)}\n`;
    case 'ecs':
      return `${JSON.stringify(inElasticCommonSchema(verdict))}\n`;
  }
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
    ...(family === null ? {} : { threat: { software: { name: family } } }),
  };
}
