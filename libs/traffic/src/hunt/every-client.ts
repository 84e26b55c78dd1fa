import type { JudgedClient } from '../alerts/judge-client.ts';
import { type ClientResult, resultOfClient } from '../results/client-result.ts';

/** Keeps every client that was judged, each once, as it was when it was most suspicious. */
export class EveryClient {
  readonly #strongest = new Map<string, JudgedClient>();

  readonly add = (judged: JudgedClient): void => {
    const held = this.#strongest.get(judged.client);
    if (held === undefined || judged.score > held.score) this.#strongest.set(judged.client, judged);
  };

  /** Those of the clients that are not among the results, the most suspicious first; without evidence, they have a score of 0. */
  others(clients: Iterable<string>, results: readonly ClientResult[]): ClientResult[] {
    const known = new Set(results.map(({ client }) => client));
    return [...clients]
      .filter((client) => !known.has(client))
      .map((client) => resultOfClient(this.#strongest.get(client) ?? withoutEvidence(client)))
      .sort((a, b) => b.score - a.score || (a.client < b.client ? -1 : 1));
  }
}

function withoutEvidence(client: string): JudgedClient {
  return { client, score: 0, distinctNames: 0, failed: 0, isResolver: false, alert: null };
}
