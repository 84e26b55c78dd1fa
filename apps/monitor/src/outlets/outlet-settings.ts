import { blocklistFormats } from '@degas/generators';
import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { tlsFiles } from '../config/tls-settings.ts';
import { MonitorError } from '../errors.ts';
import { kafkaSettings } from '../kafka/kafka-settings.ts';
import { alertForms } from './alert-text.ts';

const DAYS_OF_BLOCKING = 7;

const retry = z
  .strictObject({
    firstDelayMs: z.int().min(1),
    longestDelayMs: z.int().min(1),
    timeoutMs: z.int().min(1),
    giveUpAfterMs: z.int().min(0),
    maxQueued: z.int().min(1),
    closeWithinMs: z.int().min(0),
  })
  .partial()
  .default({});

/** Values that begin with `$` are taken from the environment, so that secrets need not be in a file. */
const headers = z.record(z.string(), z.string()).default({});

const common = {
  /** The lowest level that goes there. */
  level: z.enum(alertLevels).default('low'),
  retry,
};

/** An output, as a settings file has it. */
export const outletSettings = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('file'),
    path: z.string().min(1),
    form: z.enum(alertForms).default('ecs'),
    ...common,
  }),
  z.strictObject({ type: z.literal('stdout'), form: z.enum(alertForms).default('ecs'), ...common }),
  z.strictObject({
    type: z.literal('syslog'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    protocol: z.enum(['udp', 'tcp', 'tls']).default('udp'),
    framing: z.enum(['length', 'newline']).default('length'),
    /** Certificates of `tls`, where this machine does not trust the receiver's. */
    tls: tlsFiles.default({}),
    facility: z.int().min(0).max(23).default(4),
    message: z.enum(['text', ...alertForms]).default('text'),
    ...common,
  }),
  z.strictObject({
    type: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
    body: z.enum(['generic', 'ecs', 'slack']).default('generic'),
    headers,
    secret: z.string().min(1).nullable().default(null),
    ...common,
  }),
  z.strictObject({
    type: z.literal('elasticsearch'),
    url: z.url({ protocol: /^https?$/ }),
    index: z.string().min(1),
    isDataStream: z.boolean().default(false),
    headers,
    ...common,
  }),
  z.strictObject({
    type: z.literal('kafka'),
    topic: z.string().min(1),
    form: z.enum(alertForms).default('ecs'),
    cluster: kafkaSettings,
    ...common,
  }),
  z.strictObject({
    type: z.literal('blocklist'),
    path: z.string().min(1),
    format: z.enum(blocklistFormats as [string, ...string[]]),
    days: z.number().positive().default(DAYS_OF_BLOCKING),
    daysAhead: z.int().min(0).max(31).default(2),
    maxNames: z.int().min(1).default(200_000),
    reload: z.string().min(1).nullable().default(null),
    ...common,
    level: z.enum(alertLevels).default('high'),
  }),
]);

export type OutletSettings = z.output<typeof outletSettings>;

/**
 * Returns the settings of an output that is given as one word on the command line: `-`, a file, or an address such as
 * `syslog+udp://host:514`, `https://…`, `slack+https://…`, `elasticsearch+https://host/index`, `kafka://broker,broker/topic`,
 * `rpz:FILE`, `hosts:FILE`, `unbound:FILE`, `adguard:FILE`.
 */
export function outletOfWord(word: string): OutletSettings {
  try {
    return outletSettings.parse(settingsOf(word));
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `'${withoutSecrets(word)}' is no output: ${detail}. Expected -, a file, or an address such as syslog+udp://host:514, https://host/path, slack+https://host/path, elasticsearch+https://host/index, kafka://broker:9092/topic, rpz:FILE.`,
      { cause: error },
    );
  }
}

function settingsOf(word: string): object {
  if (word === '-') return { type: 'stdout' };
  const [, scheme = '', rest = ''] = /^([a-z+]+):(.+)$/.exec(word) ?? [];
  if ((blocklistFormats as readonly string[]).includes(scheme))
    return { type: 'blocklist', format: scheme, path: rest };
  if (scheme === 'kafka') {
    const [, brokers = '', topic = ''] = /^\/\/([^/]+)\/(.+)$/.exec(rest) ?? [];
    return { type: 'kafka', topic, cluster: { brokers: brokers.split(',') } };
  }
  const [kind = '', protocol = ''] = scheme.includes('+') ? scheme.split('+') : ['', scheme];
  switch (kind) {
    case 'syslog': {
      const { hostname, port } = new URL(`syslog:${rest}`);
      return {
        type: 'syslog',
        protocol,
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port === '' ? (protocol === 'tls' ? 6514 : 514) : port),
      };
    }
    case 'slack':
      return { type: 'webhook', body: 'slack', url: `${protocol}:${rest}` };
    case 'elasticsearch':
    case 'opensearch':
      return elasticsearchOf(new URL(`${protocol}:${rest}`));
  }
  if (kind !== '') throw new Error(`there is no output of the kind ${kind}`);
  if (protocol === 'http' || protocol === 'https')
    return { type: 'webhook', url: `${protocol}:${rest}` };
  if (protocol !== '') throw new Error(`there is no output of the kind ${protocol}`);
  return { type: 'file', path: word };
}

function elasticsearchOf(url: URL): object {
  const { username, password } = url;
  const basic = Buffer.from(
    `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
  ).toString('base64');
  return {
    type: 'elasticsearch',
    url: url.origin,
    index: decodeURIComponent(url.pathname.replace(/^\//, '')),
    headers: username === '' ? {} : { authorization: `Basic ${basic}` },
  };
}

const withoutSecrets = (word: string): string => word.replace(/\/\/[^/@]*@/, '//');
