import { readFile } from 'node:fs/promises';

import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { MonitorError } from '../errors.ts';
import { kafkaSettings } from '../kafka/kafka-settings.ts';
import { outletSettings } from '../outlets/outlet-settings.ts';
import { failedReadCode } from './failed-read-code.ts';

const column = z.union([z.string(), z.int().min(1)]);

/** A topic that is read as a member of a consumer group. */
export const kafkaConfig = z.strictObject({
  cluster: kafkaSettings,
  topic: z.string().min(1),
  group: z.string().min(1).default('degas-monitor'),
  checkpointSeconds: z.number().min(0.1).max(3600).default(5),
  sessionSeconds: z.number().min(6).max(300).default(30),
});

/** The monitor's settings, as a file of JSON has them. */
export const monitorConfig = z.strictObject({
  /** Files, folders, patterns, `-`, `syslog+udp://…`, `syslog+tcp://…`, `dnstap+unix:…`, `dnstap+tcp://…`; those of the command line are added. */
  inputs: z.array(z.string().min(1)).default([]),
  /** A topic whose messages are read as a member of a consumer group, in place of inputs. */
  kafka: kafkaConfig.optional(),
  /** How they are read, where that is not to be recognised. */
  reading: z
    .strictObject({
      inputFormat: z.string().optional(),
      column: column.optional(),
      delimiter: z.string().optional(),
      clientColumn: column.optional(),
      timeColumn: column.optional(),
      typeColumn: column.optional(),
      rcodeColumn: column.optional(),
    })
    .prefault({}),
  /** Where alerts go; standard output where none is given. */
  outputs: z.array(outletSettings).default([]),
  /** Folder of what the monitor keeps; null keeps nothing. */
  state: z.string().min(1).nullable().default('degas-monitor.state'),
  saveSeconds: z.number().min(0.1).max(3600).default(5),
  /** The lowest level that is given out; by default that of `calibration`, or medium. */
  level: z.enum(alertLevels).optional(),
  windowHours: z
    .number()
    .min(1 / 60)
    .optional(),
  /** How late an event may come. */
  latenessMinutes: z.number().min(0).default(120),
  maxClients: z.int().min(1).default(1_000_000),
  /** What `degas calibrate` wrote. */
  calibration: z.string().optional(),
  /** Names that are no evidence, with all below them, and a file of such names. */
  allow: z.array(z.string().min(1)).default([]),
  allowFile: z.string().optional(),
  /** Alerts that are not given out. */
  mutes: z
    .array(
      z
        .strictObject({
          client: z.string().optional(),
          family: z.string().optional(),
          reason: z.string().trim().min(1),
          /** ISO 8601; without it for good. */
          until: z.iso.datetime({ offset: true }).optional(),
        })
        .refine(({ client, family }) => client !== undefined || family !== undefined, {
          message: 'a mute names a client, a family or both',
        }),
    )
    .default([]),
  /** A filter of known DGA names, as `degas filter` writes it. */
  knownDga: z.string().optional(),
  /** A model's folder; the bundled model by default. */
  model: z.string().optional(),
  /** The page, metrics and health; null for none. */
  server: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8510),
      /** A token a line; by default one is made in the state folder. */
      tokenFile: z.string().optional(),
    })
    .nullable()
    .prefault({}),
  /** Bytes of the file of lines that could not be read. */
  rejectBytes: z.int().min(1000).default(10_000_000),
});
export type MonitorConfig = z.output<typeof monitorConfig>;

/** Reads a file of settings; relative paths in it are the process's own. */
export async function readConfig(file: string): Promise<MonitorConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new MonitorError(
      failedReadCode(cause),
      `${file} can't be read (${(cause as Error).message}). Expected a file of settings in JSON; check the path.`,
      { cause },
    );
  }
  const { data, error } = monitorConfig.safeParse(parsed(text));
  if (data !== undefined) return data;
  throw new MonitorError(
    'MONITOR_OPTION_INVALID',
    `${file} is no file of settings: ${z.prettifyError(error).replaceAll('\n', ' ')}. Expected what docs/guides/monitor.md says; correct it.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
}
