import { registrableName } from '@degas/features';

/** What must not be on both sides: the registrable name, or the name itself where it has none. */
export function splitKey(domain: string): string {
  return registrableName(domain).registrable ?? domain.toLowerCase();
}
