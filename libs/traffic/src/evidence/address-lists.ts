import { ownText } from './own-text.ts';

/** Addresses that are kept of a name that resolved. */
const MOST_ADDRESSES = 4;
/** Lists that are remembered to be shared; of more, all are forgotten. */
const MOST_LISTS = 2 ** 17;
/** Between the addresses of a list; none holds it. */
const BETWEEN = '\n';

/** Lists of what names resolved to, one for all clients that got the same: most get what others got before. */
export class AddressLists {
  readonly #lists = new Map<string, readonly string[]>();

  /** The list with some addresses more: the first ones by the alphabet, as which ones are kept must not depend on the order of events. */
  with(held: readonly string[], more: readonly string[]): readonly string[] {
    if (more.every((address) => held.includes(address))) return held;
    // What was the list of others before is in order already.
    const asGiven = held.length === 0 ? this.#lists.get(more.join(BETWEEN)) : undefined;
    if (asGiven !== undefined) return asGiven;
    const every = [...new Set([...held, ...more])].sort().slice(0, MOST_ADDRESSES);
    const key = every.join(BETWEEN);
    let list = this.#lists.get(key);
    if (list === undefined) {
      if (this.#lists.size >= MOST_LISTS) this.#lists.clear();
      list = every.map(ownText);
      this.#lists.set(key, list);
    }
    return list;
  }
}
