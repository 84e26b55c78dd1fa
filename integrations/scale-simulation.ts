/**
 * Checks the two riskiest assumptions of docs/guides/scale.md at an internet provider's size, by drawing clients:
 * that hashing clients over partitions loads them evenly although a few clients ask far more than others, and that the
 * state of clients stays bounded although addresses come and go.
 *
 *   node --conditions=@degas/source --import tsx integrations/scale-simulation.ts [clients]
 */
import { fnv1a, seededRandom } from '@degas/features';

const clients = Number(process.argv[2] ?? 2_000_000);
const QUERIES_PER_SECOND_AND_CLIENT = 0.5;
const random = seededRandom(20);

/** A standard normal number, by Box and Muller. */
function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Queries a second: log-normal over homes (σ = 1.2: the busiest percent asks 16 times the median), and one client in
 * 20,000 is a resolver or an address translator with 1,000 homes behind it.
 */
function rateOf(): number {
  const home = (QUERIES_PER_SECOND_AND_CLIENT / Math.exp(1.2 ** 2 / 2)) * Math.exp(1.2 * normal());
  return random() < 1 / 20_000 ? 1000 * home : home;
}

/** What the instances of a group are asked a second that have so many partitions each, the last one what is left. */
function skew(
  partitions: number,
  partitionsEach: number,
  rates: Float64Array,
): { mean: number; greatest: number } {
  const loads = new Float64Array(Math.ceil(partitions / partitionsEach));
  rates.forEach((rate, client) => {
    const partition = fnv1a(`client-${client}`) % partitions;
    const instance = Math.floor(partition / partitionsEach);
    loads[instance] = (loads[instance] ?? 0) + rate;
  });
  const total = loads.reduce((sum, load) => sum + load, 0);
  return { mean: total / loads.length, greatest: Math.max(...loads) };
}

const rates = Float64Array.from({ length: clients }, rateOf);
const busiest = rates.reduce((most, rate) => Math.max(most, rate), 0);
const perPartition: Record<string, unknown>[] = [];
const groups = [
  [16, 1],
  [64, 1],
  [256, 1],
  [256, 3],
  [1024, 1],
] as const;
for (const [partitions, partitionsEach] of groups) {
  const { mean, greatest } = skew(partitions, partitionsEach, rates);
  perPartition.push({
    partitions,
    'of an instance': partitionsEach,
    'queries/s, mean': Math.round(mean),
    'queries/s, greatest': Math.round(greatest),
    'greatest ÷ mean': Number((greatest / mean).toFixed(2)),
    'busiest client ÷ mean': Number((busiest / mean).toFixed(2)),
  });
}
console.log(`${clients} clients, skew over partitions`);
console.table(perPartition);

/** Different registrable names among a client's queries: they grow with the square root, as names repeat. */
const namesAmong = (queries: number): number => Math.min(4096, 4 * Math.sqrt(queries));
const BYTES_PER_CLIENT = 400;
/** A name's hash, score, time and answer, with the table's room to grow. */
const BYTES_PER_NAME = 32;

/**
 * Bytes of state at one moment when each address is another client `changes` times a day, state is kept for `hours`, and
 * `share` of the names is worth keeping.
 */
function stateOf(changes: number, hours: number, share: number): number {
  const identities = 1 + (changes * hours) / 24;
  const seconds = 3600 * Math.min(hours, 24 / Math.max(1, changes));
  let bytes = 0;
  for (const rate of rates) {
    bytes += identities * (BYTES_PER_CLIENT + BYTES_PER_NAME * share * namesAmong(rate * seconds));
  }
  return bytes;
}

const GB = 1e9;
const gigabytes = (changes: number, hours: number, share: number): number =>
  Number(((stateOf(changes, hours, share) / GB / clients) * 1e7).toFixed(1));
console.log('state under churn, GB for 10 million clients');
console.table(
  [0, 1, 4, 24].flatMap((changes) =>
    [24, 2].map((hours) => ({
      'new addresses a day': changes,
      'kept for hours': hours,
      'every name': gigabytes(changes, hours, 1),
      'names of level low, 2 %': gigabytes(changes, hours, 0.02),
    })),
  ),
);
