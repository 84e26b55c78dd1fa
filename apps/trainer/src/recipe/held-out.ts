import { unseenBenignSources, heldOutCrawl } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';

/**
 * Countries whose part of the crawls is kept apart besides the fixed one, so that thresholds stand on 300,000 names. Their languages
 * are trained on from other countries' names: a source should be unseen, but nobody would ship a detector that never saw Hungarian.
 */
const FURTHER_COUNTRIES = ['at', 'ca', 'es'] as const;

/** Whether a benign row is of a source that training must not see: thresholds and protocols are measured on those. */
export function isHeldOut({ domain, source }: Pick<LabelledDomain, 'domain' | 'source'>): boolean {
  if (unseenBenignSources.includes(source)) return true;
  return source.startsWith('benign-crawl') && heldOutCountries.has(topLevelOf(domain));
}

const heldOutCountries: ReadonlySet<string> = new Set([
  heldOutCrawl.topLevelDomain,
  ...FURTHER_COUNTRIES,
]);

/** Where a held-out name is from, the crawls by country: the sources that the protocols tell apart. */
export function heldOutSource({ domain, source }: LabelledDomain): string {
  return source.startsWith('benign-crawl') ? `crawl .${topLevelOf(domain)}` : source;
}

function topLevelOf(domain: string): string {
  return domain.slice(domain.lastIndexOf('.') + 1);
}
