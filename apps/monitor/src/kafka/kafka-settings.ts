import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

import { z } from 'zod';

/** How a Kafka cluster is reached, as a settings file has it. */
export const kafkaSettings = z.strictObject({
  brokers: z.array(z.string().min(1)).min(1),
  clientId: z.string().min(1).default('degas-monitor'),
  /** true for certificates that this machine trusts; files where the cluster has its own. */
  tls: z
    .union([
      z.boolean(),
      z.strictObject({
        caFile: z.string().optional(),
        certFile: z.string().optional(),
        keyFile: z.string().optional(),
      }),
    ])
    .default(false),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: z.string(),
      password: z.string(),
    })
    .nullable()
    .default(null),
});

export type KafkaSettings = z.output<typeof kafkaSettings>;

/** Reads the certificates; false for a connection without TLS. */
export function tlsOptions(tls: KafkaSettings['tls']): ConnectionOptions | boolean {
  if (typeof tls === 'boolean') return tls;
  const { caFile, certFile, keyFile } = tls;
  return {
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  };
}
