import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

import { z } from 'zod';

/** Certificates in PEM: of who signs the other's, and one's own with its key where the other wants to know. */
export const tlsFiles = z.strictObject({
  caFile: z.string().optional(),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
});
export type TlsFiles = z.output<typeof tlsFiles>;

/** Reads the certificates. */
export function tlsOptions({ caFile, certFile, keyFile }: TlsFiles): ConnectionOptions {
  return {
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  };
}
