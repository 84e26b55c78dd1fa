import { resultOfAlert } from '@degas/traffic';
import Papa from 'papaparse';

import { alertText } from '../outlets/alert-text.ts';
import type { BookedAlert } from './alert-book.ts';

/** What alerts are exported as: a row an alert for tables, lines of JSON, documents of the Elastic Common Schema. */
export const exportFormats = ['csv', 'jsonl', 'ecs'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Returns the alerts as one text. */
export function exportAlerts(booked: readonly BookedAlert[], format: ExportFormat): string {
  if (format !== 'csv') return booked.map(({ alert }) => `${alertText(alert, format)}\n`).join('');
  const rows = booked.map(({ alert }) => {
    const {
      id,
      client,
      level,
      score,
      family,
      rule,
      names,
      distinctNames,
      failed,
      first,
      last,
      reasons,
    } = resultOfAlert(alert);
    return {
      id,
      client,
      level,
      score,
      family,
      rule,
      distinctNames,
      failed,
      first,
      last,
      names: names.map(({ name }) => name).join(' '),
      reasons: reasons.join('; '),
    };
  });
  // What a log calls a client may be a formula.
  return `${Papa.unparse(rows, { escapeFormulae: true, newline: '\n' })}\n`;
}
