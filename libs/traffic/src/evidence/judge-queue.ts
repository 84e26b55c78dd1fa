import { ClientMarks } from './client-marks.ts';
import { grown } from './grown.ts';

/** How many telling names more a client has of each rank, at least: none, one, and enough for a campaign. */
const RANKS = [0, 1, 2, 4] as const;

/** Clients that wait to be judged: those with the most telling names since they were judged first, equal ones in the order they came. */
export class JudgeQueue {
  readonly #ranks = RANKS.map(() => new ClientMarks());
  /** Telling names since a client was judged. */
  #telling = new Uint8Array(64);

  get size(): number {
    return this.#ranks.reduce((sum, { size }) => sum + size, 0);
  }

  /** Those that have telling names. */
  get urgent(): number {
    return this.size - (this.#ranks[0]?.size ?? 0);
  }

  /** Takes a client in, or lets it move up by so many telling names. */
  add(client: number, telling: number): void {
    if (client >= this.#telling.length) {
      this.#telling = grown(this.#telling, Math.max(client + 1, this.#telling.length * 2));
    }
    const before = this.#telling[client] ?? 0;
    const now = Math.min(MOST_COUNTED, before + telling);
    this.#telling[client] = now;
    if (rankOf(now) > rankOf(before)) this.#ranks[rankOf(before)]?.unmark(client);
    this.#ranks[rankOf(now)]?.mark(client);
  }

  /** The next client of those with at least so many telling names of a rank; undefined where there is none. */
  take(leastRank = 0): number | undefined {
    for (let rank = RANKS.length - 1; rank >= leastRank; rank--) {
      const client = this.#ranks[rank]?.take();
      if (client === undefined) continue;
      this.#telling[client] = 0;
      return client;
    }
    return undefined;
  }

  clear(): void {
    while (this.take() !== undefined);
  }
}

const MOST_COUNTED = 255;

/** Ranks of clients that wait, the highest first. */
export const judgeRanks: readonly number[] = RANKS.map((_, rank) => RANKS.length - 1 - rank);

function rankOf(telling: number): number {
  let rank = RANKS.length - 1;
  while (rank > 0 && telling < (RANKS[rank] ?? 0)) rank--;
  return rank;
}
