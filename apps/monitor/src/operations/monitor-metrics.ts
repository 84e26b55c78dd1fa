import { alertLevels, dropReasons } from '@degas/traffic';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

import type { LiveView } from './live-view.ts';

/** A number that is looked up when it is asked for. */
interface Looked {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge';
  readonly labels?: readonly string[];
  readonly values: () => Iterable<readonly [number, Readonly<Record<string, string>>]>;
}

/** What Prometheus is told: all of it is looked up when it asks. */
export function monitorMetrics(view: LiveView): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges that are named like counters, which promtool refuses.
  for (const what of ['handles', 'requests', 'resources'])
    registry.removeSingleMetric(`nodejs_active_${what}_total`);
  const { source } = view;
  const one = (value: () => number): Looked['values'] => {
    return () => [[value(), {}]];
  };
  const looked: readonly Looked[] = [
    {
      name: 'degas_monitor_names_total',
      help: 'Names that clients asked for.',
      kind: 'counter',
      values: one(() => view.names),
    },
    {
      name: 'degas_monitor_failed_names_total',
      help: 'Names that do not exist.',
      kind: 'counter',
      values: one(() => view.failed),
    },
    {
      name: 'degas_monitor_dropped_events_total',
      help: 'Events that are no evidence, by reason.',
      kind: 'counter',
      labels: ['reason'],
      values: () => {
        const { dropped, late, withoutClient } = source.counts();
        return [
          ...dropReasons.map((reason) => [dropped[reason], { reason }] as const),
          [late, { reason: 'late' }],
          [withoutClient, { reason: 'without_client' }],
        ];
      },
    },
    {
      name: 'degas_monitor_clients',
      help: 'Clients that there is evidence of.',
      kind: 'gauge',
      values: one(() => source.counts().clients),
    },
    {
      name: 'degas_monitor_evicted_clients_total',
      help: 'Clients that had to make room for others.',
      kind: 'counter',
      values: one(() => source.counts().evictedClients),
    },
    {
      name: 'degas_monitor_alerts_total',
      help: 'Alerts that were raised, by level.',
      kind: 'counter',
      labels: ['level'],
      values: () => alertLevels.map((level) => [view.alerts[level], { level }] as const),
    },
    {
      name: 'degas_monitor_input_events_total',
      help: 'Events by input.',
      kind: 'counter',
      labels: ['input'],
      values: () => source.inputs().map(({ name, events }) => [events, { input: name }] as const),
    },
    {
      name: 'degas_monitor_rejected_lines_total',
      help: 'Lines and messages that hold no event though they should, by input.',
      kind: 'counter',
      labels: ['input'],
      values: () =>
        source.inputs().map(({ name, rejected }) => [rejected, { input: name }] as const),
    },
    {
      name: 'degas_monitor_input_lag',
      help: 'What was not read yet, by input, in units of its own (bytes, messages).',
      kind: 'gauge',
      labels: ['input'],
      values: () =>
        source
          .inputs()
          .flatMap(({ name, lag }) => (lag === null ? [] : [[lag, { input: name }] as const])),
    },
    {
      name: 'degas_monitor_input_up',
      help: '1 while the input can be read.',
      kind: 'gauge',
      labels: ['input'],
      values: () =>
        source
          .inputs()
          .map(({ name, problem }) => [problem === null ? 1 : 0, { input: name }] as const),
    },
    ...outletMetrics(view),
    {
      name: 'degas_monitor_ready',
      help: '1 while the monitor is ready.',
      kind: 'gauge',
      values: one(() => (source.unready() === null ? 1 : 0)),
    },
  ];
  for (const metric of looked) register(registry, metric);
  return registry;
}

function outletMetrics({ source }: LiveView): readonly Looked[] {
  const by = (
    name: string,
    help: string,
    kind: Looked['kind'],
    key: 'delivered' | 'failures' | 'deadLetters' | 'waiting',
  ): Looked => ({
    name,
    help,
    kind,
    labels: ['output'],
    values: () =>
      source.outlets().map(({ name: output, counts }) => [counts[key], { output }] as const),
  });
  return [
    by(
      'degas_monitor_delivered_alerts_total',
      'Alerts that an output delivered.',
      'counter',
      'delivered',
    ),
    by(
      'degas_monitor_delivery_failures_total',
      'Attempts of an output that failed.',
      'counter',
      'failures',
    ),
    by(
      'degas_monitor_dead_letters_total',
      'Alerts that an output gave up.',
      'counter',
      'deadLetters',
    ),
    by('degas_monitor_waiting_alerts', 'Alerts that wait for an output.', 'gauge', 'waiting'),
  ];
}

function register(registry: Registry, { name, help, kind, labels = [], values }: Looked): void {
  const configuration = { name, help, labelNames: [...labels], registers: [registry] };
  if (kind === 'gauge') {
    new Gauge({
      ...configuration,
      collect() {
        this.reset();
        for (const [value, labelled] of values()) this.set(labelled, value);
      },
    });
    return;
  }
  new Counter({
    ...configuration,
    collect() {
      // The counts are the monitor's own; they only ever grow.
      this.reset();
      for (const [value, labelled] of values()) this.inc(labelled, value);
    },
  });
}
