import { cleanNames } from './clean-names.ts';

const START = Date.UTC(2026, 10, 20, 8);

/** A Zeek log (JSON lines) of clean clients, 40 names each in two hours, one in twenty failing; the same every time. */
export function cleanLog(clients: number): string {
  const names = cleanNames(100);
  return Array.from({ length: 40 * clients }, (_, i) => {
    const client = i % clients;
    const fails = Math.floor(i / clients) % 20 === 0;
    return `${JSON.stringify({
      _path: 'dns',
      ts: (START + Math.floor((i * 7_200_000) / (40 * clients))) / 1000,
      'id.orig_h': `10.0.0.${client + 1}`,
      'id.resp_h': '10.0.0.250',
      query: names[(Math.floor(i / clients) + 7 * client) % names.length],
      qtype_name: 'A',
      rcode: fails ? 3 : 0,
      rcode_name: fails ? 'NXDOMAIN' : 'NOERROR',
      ...(!fails && { answers: ['192.0.2.80'] }),
    })}\n`;
  }).join('');
}
