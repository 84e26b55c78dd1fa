import { type AlertLevel, alertLevels, resultOfAlert } from '@degas/traffic';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { BookedAlert } from './alert-book.ts';
import { exportAlerts, exportFormats } from './alert-export.ts';
import type { OperationsOptions } from './operations-options.ts';
import type { RuleBook } from './rule-book.ts';

/** Alerts of a list, at most. */
const MOST_LISTED = 500;

const query = z.object({
  level: z.enum(alertLevels).default('low'),
  /** A part of a client, a family or a name. */
  find: z.string().max(253).default(''),
  muted: z.enum(['yes', 'no']).default('no'),
});

/** What the page asks about alerts. */
export function addAlertRoutes(
  app: FastifyInstance,
  { view, rules, explain }: OperationsOptions,
): void {
  const { book, source } = view;

  const find = (given: unknown): readonly BookedAlert[] => {
    const { level, find: text, muted } = query.parse(given);
    const wanted = text.toLowerCase();
    return book
      .list()
      .filter(
        ({ alert }) =>
          reaches(alert.level, level) &&
          isFound(alert, wanted) &&
          (muted === 'yes' || rules.muteOf(alert) === null),
      );
  };

  app.get('/api/alerts', (request) => {
    const found = find(request.query);
    return {
      total: found.length,
      alerts: found.slice(0, MOST_LISTED).map((booked) => summaryOf(booked, rules)),
    };
  });

  app.get('/api/clients', () => ({
    clients: book
      .byRisk()
      .slice(0, MOST_LISTED)
      .map((booked) => summaryOf(booked, rules)),
  }));

  app.get<{ Params: { id: string } }>('/api/alerts/:id', (request, reply) => {
    const booked = book.get(request.params.id);
    if (booked === null) {
      return reply
        .code(404)
        .send({ error: `There is no alert ${request.params.id} any more; the latest are kept.` });
    }
    const { alert } = booked;
    const result = resultOfAlert(alert);
    const names = alert.names.map(({ name }) => name);
    const others = source.whoAskedFor(names).filter(({ client }) => client !== alert.client);
    return reply.send({
      ...result,
      raised: new Date(booked.raised).toISOString(),
      mute: rules.muteOf(alert),
      names: result.names.map((name) => ({ ...name, why: explain(name.name) })),
      others: others.length > 0 ? others : book.sharing(alert),
    });
  });

  app.get<{ Params: { format: string } }>('/api/export/:format', (request, reply) => {
    const format = z.enum(exportFormats).parse(request.params.format);
    const found = find(request.query);
    const extension = format === 'csv' ? 'csv' : 'jsonl';
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
      .header('content-disposition', `attachment; filename="degas-alerts.${extension}"`)
      .send(exportAlerts(found, format));
  });
}

function summaryOf({ alert, raised }: BookedAlert, rules: RuleBook): object {
  const { id, client, level, score, family, distinctNames, failed, first, last, isResolver } =
    resultOfAlert(alert);
  return {
    id,
    client,
    level,
    score,
    family,
    distinctNames,
    failed,
    first,
    last,
    isResolver,
    raised: new Date(raised).toISOString(),
    mute: rules.muteOf(alert)?.reason ?? null,
    /** Milliseconds since 1970 of the telling names, for a line of strokes. */
    strokes: alert.names.flatMap(({ first: time, resolved }) =>
      time === null ? [] : [{ time, resolved }],
    ),
  };
}

function reaches(level: AlertLevel, least: AlertLevel): boolean {
  return alertLevels.indexOf(level) >= alertLevels.indexOf(least);
}

function isFound({ client, family, names }: BookedAlert['alert'], wanted: string): boolean {
  if (wanted === '') return true;
  return (
    client.toLowerCase().includes(wanted) ||
    family.toLowerCase().includes(wanted) ||
    names.some(({ name }) => name.includes(wanted))
  );
}
