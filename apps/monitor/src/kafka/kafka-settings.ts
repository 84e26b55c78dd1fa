import { z } from 'zod';

import { tlsFiles } from '../config/tls-settings.ts';

/** How a Kafka cluster is reached, as a settings file has it. */
export const kafkaSettings = z.strictObject({
  brokers: z.array(z.string().min(1)).min(1),
  clientId: z.string().min(1).default('degas-monitor'),
  /** true for certificates that this machine trusts; files where the cluster has its own. */
  tls: z.union([z.boolean(), tlsFiles]).default(false),
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
