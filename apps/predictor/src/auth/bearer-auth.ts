import { createHash, timingSafeEqual } from 'node:crypto';

import { ServingError } from '../serving-error.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets in who shows one of the bearer tokens; all of them are compared in constant time. */
export class BearerAuth {
  readonly #digests: readonly Buffer[];

  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digest);
  }

  /** Checks an `Authorization` header. */
  check(header: string | undefined): void {
    const given = digest(/^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '');
    // Digests are of one length, and every one is looked at whatever the first ones say.
    const matches = this.#digests.filter((known) => timingSafeEqual(known, given));
    if (matches.length > 0) return;
    throw new ServingError(
      'UNAUTHENTICATED',
      'This service asks for a bearer token in the authorization header',
    );
  }
}
