import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PREFIXES = ['www', 'api', 'cdn', 'mail', 'static', 'img', 'login', 'm', 'assets', 'edge'];

/** So many host names below domains that people use: of third-party hosts of the web and of mail providers. */
export function realHosts(count: number): string[] {
  const { entities } = require('third-party-web') as { entities: { domains: string[] }[] };
  const domains = [
    ...new Set([
      ...entities.flatMap(({ domains: own }) => own.map((name) => name.replace(/^\*\./, ''))),
      ...(require('free-email-domains') as string[]),
    ]),
  ];
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / domains.length);
    const number = round < PREFIXES.length ? '' : String(round);
    return `${PREFIXES[round % PREFIXES.length] ?? ''}${number}.${domains[i % domains.length] ?? ''}`;
  });
}
