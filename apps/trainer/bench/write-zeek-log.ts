import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import { seededRandom } from '@degas/features';
import { generate } from '@degas/generators';

/*
 * Writes a day's Zeek log of a large network, for `apps/trainer/bench/hunt.ts`:
 * `node --conditions=@degas/source --import tsx apps/trainer/bench/write-zeek-log.ts FILE [lines] [clients] [names]`.
 * Popular names are asked for most, as in real traffic; one client in 1,000 is infected, the others ask for some names that fail.
 */

const [file = 'dns.log', ...numbers] = process.argv.slice(2);
const [lines = 10_000_000, clients = 100_000, names = 1_000_000] = numbers.map(Number);

const START = Date.UTC(2026, 10, 2) / 1000;
const DAY = 86_400;
const INFECTED_ONE_IN = 1000;
const DGA_SHARE = 0.3;
const FAILING_SHARE = 0.02;
const BLOCK = 20_000;

const FIELDS =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id rtt query qclass qclass_name qtype qtype_name rcode rcode_name AA TC RD RA Z answers TTLs rejected'.split(
    ' ',
  );
const TYPES =
  'time string addr port addr port enum count interval string count string count string count string bool bool bool bool count vector[string] vector[interval] bool'.split(
    ' ',
  );
const HEADER = `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#open\t2026-11-02-00-00-00\n#fields\t${FIELDS.join('\t')}\n#types\t${TYPES.join('\t')}\n`;

const WORDS =
  'data cloud news shop media play game photo video market green river stone light house travel sport health music studio press group trade world smart fresh north point craft design motor garden kitchen office sound digital energy water silver bright city home team future'.split(
    ' ',
  );
const SUFFIXES = ['com', 'com', 'com', 'net', 'org', 'de', 'co.uk', 'io', 'fr', 'info'];
const HOSTS = ['www', 'www', 'api', 'cdn', 'img', 'static', 'mail', 'm', 'login', 'assets'];

const random = seededRandom(1);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

const hosts = Array.from({ length: names }, (_, i) => {
  const label = `${pick(WORDS)}${below(3) === 0 ? '-' : ''}${pick(WORDS)}${i % 4 === 0 ? '' : String(i % 1000)}`;
  return `${pick(HOSTS)}.${label}.${pick(SUFFIXES)}`;
});
const addressOf = (client: number): string =>
  `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`;
const campaigns = [
  'qakbot',
  'conficker',
  'necurs',
  'suppobox',
  'ramnit',
  'matsnu',
  'gozi',
  'banjori',
].map((family) => {
  try {
    return [...generate(family, { date: new Date(START * 1000), count: 500 })];
  } catch {
    return [...generate('qakbot', { date: new Date(START * 1000), count: 500 })];
  }
});

function line(i: number): string {
  const time = (START + (DAY * i) / lines + random()).toFixed(6);
  const client = below(clients);
  const isMade = client % INFECTED_ONE_IN === 7 && random() < DGA_SHARE;
  const name = isMade
    ? pick(campaigns[Math.floor(client / INFECTED_ONE_IN) % campaigns.length] ?? [])
    : (hosts[Math.floor(names * random() ** 4)] ?? '');
  const fails = isMade || random() < FAILING_SHARE;
  const code = fails ? '3\tNXDOMAIN' : '0\tNOERROR';
  const answers = fails
    ? '-\t-'
    : `192.0.2.${i & 255},198.51.100.${(i >> 8) & 255}\t300.000000,300.000000`;
  return `${time}\tC${i.toString(36)}Xq1\t${addressOf(client)}\t${1024 + (i % 60_000)}\t10.255.255.53\t53\tudp\t${i & 65_535}\t0.012345\t${name}\t1\tC_INTERNET\t1\tA\t${code}\tF\tF\tT\tT\t0\t${answers}\tF\n`;
}

const out = createWriteStream(file);
out.write(HEADER);
for (let from = 0; from < lines; from += BLOCK) {
  let text = '';
  for (let i = from; i < Math.min(lines, from + BLOCK); i++) text += line(i);
  if (!out.write(text)) await once(out, 'drain');
}
out.end();
await finished(out);
