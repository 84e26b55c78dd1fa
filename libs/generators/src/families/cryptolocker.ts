import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['com', 'net', 'biz', 'ru', 'org', 'co.uk', 'info'];

/**
 * CryptoLocker: three shift registers started by the day, the month and the year.
 *
 * The number of a name is added to the year, so that the lists of neighbouring years share their
 * labels, each under the next suffix.
 */
export const cryptolocker = defineFamily({
  metadata: {
    name: 'cryptolocker',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1000,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'pchaigno/dga-collection, Cryptolocker.py; Fortinet, "A closer look at CryptoLocker\'s DGA", 2014-01',
  },
  *generate({ date }) {
    for (let index = 0; ; index++) {
      let day = Math.imul(65537, date.getUTCDate());
      let month = Math.imul(65537, date.getUTCMonth() + 1);
      let year = Math.imul(65537, date.getUTCFullYear() + index);
      const length = 12 + (((day >>> 3) ^ (year >>> 8) ^ (year >>> 11)) & 3);
      let label = '';
      for (let left = length; left > 0; left--) {
        day = ((day << 13) >>> 19) ^ ((day >>> 1) << 13) ^ (day >>> 19);
        month = ((month << 2) >>> 25) ^ ((month >>> 3) << 7) ^ (month >>> 25);
        year = ((year << 3) >>> 11) ^ ((year >>> 4) << 21) ^ (year >>> 11);
        label += String.fromCharCode(97 + (((day ^ month ^ year) >>> 0) % 25));
      }
      yield `${label}.${elementAt(topLevelDomains, index % 7)}`;
    }
  },
});
