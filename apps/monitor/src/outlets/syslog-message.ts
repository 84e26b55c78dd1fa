import type { Alert } from '@degas/traffic';

import { type AlertForm, alertSentence, alertText } from './alert-text.ts';

export interface SyslogOptions {
  /** RFC 5424: 0 is the kernel, 4 security, 10 security (private), 16 to 23 local use. */
  readonly facility: number;
  readonly hostname: string;
  readonly processId: number;
  /** What the message is: a sentence, or the alert as JSON. */
  readonly message: AlertForm | 'text';
}

/** RFC 5424 severities: alert, critical, warning. */
const SEVERITIES = { high: 1, medium: 2, low: 4 } as const;
/** The number that RFC 5612 keeps for documentation and private use. */
const ENTERPRISE = 32473;

/** Returns an alert as a message of RFC 5424, its fields as structured data, its text in UTF-8. */
export function syslogMessage(alert: Alert, now: number, options: SyslogOptions): string {
  const { facility, hostname, processId, message } = options;
  const priority = facility * 8 + SEVERITIES[alert.level];
  const time = new Date(now).toISOString();
  const header = `<${priority}>1 ${time} ${field(hostname, 255)} degas-monitor ${processId} alert`;
  const text = message === 'text' ? alertSentence(alert) : alertText(alert, message);
  // No line break: receivers of unframed messages cut there.
  return `${header} ${structuredData(alert)} \ufeff${text.replace(/[\0-\x1f\x7f]/g, ' ')}`;
}

function structuredData({
  id,
  client,
  level,
  score,
  family,
  rule,
  names,
  first,
  last,
}: Alert): string {
  const parameters = {
    id,
    client,
    level,
    score: score.toFixed(4),
    family,
    rule,
    names: names.map(({ name }) => name).join(','),
    first: first === null ? '' : new Date(first).toISOString(),
    last: last === null ? '' : new Date(last).toISOString(),
  };
  const written = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${escapeValue(value)}"`);
  return `[degas@${ENTERPRISE} ${written.join(' ')}]`;
}

const escapeValue = (value: string): string =>
  value.replace(/[\0-\x1f\x7f]/g, ' ').replace(/["\\\]]/g, '\\$&');

/** Printable ASCII without spaces, as the header's fields have it. */
function field(text: string, length: number): string {
  const printable = text.replace(/[^\x21-\x7e]/g, '').slice(0, length);
  return printable === '' ? '-' : printable;
}
