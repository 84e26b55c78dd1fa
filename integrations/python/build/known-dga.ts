/**
 * The program that V8 runs inside Python to look up names that known families make: the filter of the Node library itself, which
 * makes a family's list again before it says yes. Bundled by plan-engine.ts.
 */
import './text-codecs.ts';

import { loadKnownDgaFilter, type KnownDgaFilter } from '../../../libs/generators/src/index.ts';

interface Filter {
  /** Takes what `degas filter` wrote, a character a byte. */
  openFilter: (bytes: string) => void;
  /** Takes a JSON list of names, returns a JSON list of the families that make them, null where none does. */
  familiesOf: (names: string) => string;
}

let filter: KnownDgaFilter | undefined;

Object.assign(globalThis, {
  openFilter(bytes) {
    filter = loadKnownDgaFilter(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  },
  familiesOf(names) {
    const asked = JSON.parse(names) as string[];
    return JSON.stringify(asked.map((name) => filter?.lookup(name)?.family ?? null));
  },
} satisfies Filter);
