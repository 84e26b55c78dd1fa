import { type Alert, ecsDocument, resultOfAlert } from '@degas/traffic';

/** How an alert is written as JSON: in the Elastic Common Schema, or as `degas hunt --format jsonl` has it. */
export const alertForms = ['ecs', 'jsonl'] as const;
export type AlertForm = (typeof alertForms)[number];

/** What names the monitor as the origin of a document of the Elastic Common Schema. */
const DATASET = 'degas.monitor';

/** Returns the alert as an object for JSON. */
export function alertObject(alert: Alert, form: AlertForm): object {
  const result = resultOfAlert(alert);
  return form === 'ecs' ? ecsDocument(result, DATASET) : result;
}

/** Returns the alert as one line of JSON. */
export function alertText(alert: Alert, form: AlertForm): string {
  return JSON.stringify(alertObject(alert, form));
}

/** Returns the alert as a sentence for people. */
export function alertSentence(alert: Alert): string {
  const { client, level, family, failed, distinctNames, reasons } = alert;
  const who = client === '' ? 'a client without address' : client;
  const like = family === 'unknown' ? 'no known family' : family;
  const why = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
  return `${level.toUpperCase()} ${who} asks for names that malware makes (${like}), ${failed} of ${distinctNames} failed${why}`;
}
