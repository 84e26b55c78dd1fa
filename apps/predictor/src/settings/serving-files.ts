import { z } from 'zod';

import { parseTextMessage } from '../protocol/protobuf-root.ts';
import { invalidArgument } from '../serving-error.ts';
import { readConfigFile } from './read-config-file.ts';
import type { BatchingSettings, Settings } from './settings.ts';

/** Where the metrics are served unless a monitoring config file says otherwise. */
export const METRICS_PATH = '/monitoring/prometheus/metrics';

/** Key and certificate of the gRPC service, in PEM. */
export interface GrpcTls {
  readonly key: Buffer;
  readonly certificate: Buffer;
  /** Certificates that those of clients are checked against; null for the system's. */
  readonly clientAuthorities: Buffer | null;
  readonly verifyClients: boolean;
}

/** What the configuration files in protobuf text format say, beside the one of the models. */
export interface ServingFiles {
  readonly batching: BatchingSettings;
  /** Null where metrics are not served. */
  readonly metricsPath: string | null;
  /** Null without an SSL config file. */
  readonly grpcTls: GrpcTls | null;
}

/** Reads the files that the settings name. */
export async function readServingFiles(settings: Settings): Promise<ServingFiles> {
  return {
    batching: await readBatching(settings),
    metricsPath: await readMetricsPath(settings.monitoringConfigFile),
    grpcTls: await readGrpcTls(settings.sslConfigFile),
  };
}

const wrapped = z.object({ value: z.coerce.number() }).nullish();
const batchingSchema = z.object({
  max_batch_size: wrapped,
  batch_timeout_micros: wrapped,
  max_enqueued_batches: wrapped,
});

async function readBatching({
  batching,
  batchingParametersFile: file,
}: Settings): Promise<BatchingSettings> {
  if (file === null) return batching;
  const text = await readConfigFile(file, '--batching_parameters_file');
  const given = batchingSchema.parse(
    parseTextMessage('tensorflow.serving.BatchingParameters', text, file),
  );
  const positive = (name: keyof typeof given, usual: number, least: number): number => {
    const value = given[name]?.value ?? usual;
    if (value >= least) return value;
    throw invalidArgument(
      `Given ${name} ${value} in ${file}, expected a number from ${least}; correct it or leave it out`,
    );
  };
  return {
    maxBatchSize: positive('max_batch_size', batching.maxBatchSize, 1),
    batchTimeoutMicros: positive('batch_timeout_micros', batching.batchTimeoutMicros, 0),
    maxEnqueuedBatches: positive('max_enqueued_batches', batching.maxEnqueuedBatches, 1),
  };
}

const monitoringSchema = z.object({
  prometheus_config: z.object({ enable: z.boolean(), path: z.string() }).nullish(),
});

async function readMetricsPath(file: string | null): Promise<string | null> {
  if (file === null) return METRICS_PATH;
  const text = await readConfigFile(file, '--monitoring_config_file');
  const { prometheus_config: prometheus } = monitoringSchema.parse(
    parseTextMessage('tensorflow.serving.MonitoringConfig', text, file),
  );
  if (prometheus?.enable !== true) return null;
  return prometheus.path === '' ? METRICS_PATH : prometheus.path;
}

const sslSchema = z.object({
  server_key: z.string(),
  server_cert: z.string(),
  custom_ca: z.string(),
  client_verify: z.boolean(),
});

async function readGrpcTls(file: string | null): Promise<GrpcTls | null> {
  if (file === null) return null;
  const text = await readConfigFile(file, '--ssl_config_file');
  const ssl = sslSchema.parse(parseTextMessage('tensorflow.serving.SSLConfig', text, file));
  return {
    key: Buffer.from(ssl.server_key),
    certificate: Buffer.from(ssl.server_cert),
    clientAuthorities: ssl.custom_ca === '' ? null : Buffer.from(ssl.custom_ca),
    verifyClients: ssl.client_verify,
  };
}
