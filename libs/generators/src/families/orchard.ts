import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';

const suffixes = ['com', 'net', 'org', 'duckdns.org'];

/** The address of Bitcoin's first block, whose balance changes with every payment to it. */
const ADDRESS = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';

/**
 * Orchard (third version of the botnet): MD5 of the date, or of a public service's answer on the
 * balance of a Bitcoin address. That half changes with every payment and cannot be predicted; for a
 * given balance (in satoshi) and number of transactions the names follow.
 */
export const orchard = defineFamily({
  metadata: {
    name: 'orchard',
    aliases: ['xmrig_genesis'],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 16,
    variants: ['date', 'blockchain'],
    undatedVariants: ['blockchain'],
    topLevelDomains: suffixes,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, orchard; 360 Netlab on the Orchard botnet, blog.netlab.360.com, 2022-08',
  },
  parameters: { balance: 5_000_000_000, transactions: 1 },
  *generate({ date, variant }, { balance, transactions }) {
    const text =
      variant === 'date'
        ? `${date.toISOString().slice(0, 10)}ojena.duckdns.org`
        : `{"${ADDRESS}":{"final_balance":${balance},"n_tx":${transactions},"total_received":${balance}}}`;
    const digest = hexDigest('md5', text);
    for (let start = 0; start < digest.length; start += 8) {
      for (const suffix of suffixes) yield `${digest.slice(start, start + 8)}.${suffix}`;
    }
  },
});
