import { defineFamily } from '../family.ts';

/**
 * XshellGhost (ShadowPad; the backdoor in NetSarang's programs, 2017): one name a month.
 *
 * The published port exchanges the year and the month. `corrected` generates the names seen from
 * July to December 2017; `port_as_published` those of the port, which some feeds contain.
 */
export const xshellghost = defineFamily({
  metadata: {
    name: 'xshellghost',
    aliases: ['shadowpad'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'month',
    namesPerPeriod: 1,
    variants: ['corrected', 'port_as_published'],
    topLevelDomains: ['com'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: '360netlab/DGA, code/xshellghost; Kaspersky and NetSarang, 2017-08',
  },
  *generate({ date, variant }) {
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth() + 1;
    const [first, second] = variant === 'corrected' ? [year, month] : [month, year];
    let state = (Math.imul(0x90422a3a, first) - Math.imul(0x39d06f76, second) - 0x67b7fc6f) >>> 0;
    let left = (state % 6) + 10;
    let label = '';
    while (left-- > 0) {
      label += String.fromCharCode(97 + (state % 26));
      state = (Math.imul(29, state) + 19) >>> 0;
    }
    yield `${label}.com`;
  },
});
