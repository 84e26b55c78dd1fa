import { jsonText } from './escape-controls.ts';
import type { KeptFields, WritableVerdict } from './verdict.ts';

/**
 * Field names of the Elastic Common Schema and of Elastic's own DGA package; what neither has a field for is under `degas`, and a kept
 * record is `event.original`.
 */
export function ecsLines(verdicts: readonly WritableVerdict[], kept?: KeptFields): string {
  return verdicts
    .map((verdict, i) => {
      const original = kept?.[i] ?? null;
      const document = documentOf(verdict);
      return `${jsonText(original === null ? document : { ...document, event: { original: JSON.stringify(original) } })}\n`;
    })
    .join('');
}

function documentOf(verdict: WritableVerdict): object {
  const { domain, registrable, score, label, family, kind = null, candidates = [] } = verdict;
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
    ...((kind !== null || candidates.length > 0) && {
      degas: {
        ...(kind !== null && { kind }),
        ...(candidates.length > 0 && { candidates }),
      },
    }),
  };
}
