import type { ClientResult } from './client-result.ts';

/** Severities from 0 to 100, as Elastic's rules have them. */
const SEVERITY = { low: 21, medium: 47, high: 73 } as const;

/**
 * Returns the result as a document of the Elastic Common Schema: an alert with the technique that MITRE ATT&CK knows DGAs
 * under, the whole result under `degas`. `dataset` names the program that found it: `degas.hunt`.
 */
export function ecsDocument(result: ClientResult, dataset: string): object {
  const { client, score, level, family, names, first, last, id, rule, reasons } = result;
  return {
    '@timestamp': last ?? first,
    event: {
      kind: level === null ? 'metric' : 'alert',
      category: ['network', 'intrusion_detection'],
      type: ['info'],
      module: 'degas',
      dataset,
      id,
      start: first,
      end: last,
      risk_score: Math.round(score * 1000) / 10,
      severity: level === null ? 0 : SEVERITY[level],
      reason: reasons.join('; '),
    },
    source: { address: client, ...(isAddress(client) && { ip: client }) },
    dns: { question: { registered_domain: names.map(({ name }) => name) } },
    ...(rule !== null && { rule: { name: `degas ${rule}`, category: 'dga' } }),
    ...(level !== null && {
      threat: {
        framework: 'MITRE ATT&CK',
        tactic: { id: ['TA0011'], name: ['Command and Control'] },
        technique: {
          id: ['T1568'],
          name: ['Dynamic Resolution'],
          subtechnique: { id: ['T1568.002'] },
        },
        ...(family !== null && { software: { name: family } }),
      },
    }),
    degas: result,
  };
}

const isAddress = (client: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(client) || /^[\da-f]*:[\da-f:.]+$/i.test(client);
