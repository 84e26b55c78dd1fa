import { createSecureContext, type SecureContextOptions } from 'node:tls';

import { invalidArgument } from '../serving-error.ts';

/**
 * Checks a certificate with its key, and the authorities of clients if there are any, before anything listens with them.
 *
 * @throws ServingError INVALID_ARGUMENT for what is not PEM, and for a key of another certificate.
 */
export function requireKeyPair(
  { cert, key, ca }: Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>,
  flag: string,
): void {
  try {
    createSecureContext({ cert, key, ca });
  } catch (error) {
    throw invalidArgument(
      `Given ${flag}, expected a certificate and its key in PEM: ${(error as Error).message}; correct the files`,
    );
  }
}
