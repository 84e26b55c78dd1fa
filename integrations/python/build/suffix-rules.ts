/** The list as tldts packs it: node n has the edges edgeStart[n] to edgeStart[n + 1] − 1; labels are end to end in labelText. */
interface SuffixTrie {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: Uint16Array;
  readonly edgeLength: Uint8Array;
  readonly edgeChild: Uint16Array;
  readonly labelText: string;
  readonly rulesRoot: number;
  readonly exceptionsRoot: number;
}

// The package has no types where it has the list.
const TRIE_MODULE = 'tldts/dist/es6/src/data/trie.js';
const { nodeFlags, edgeStart, edgeLength, edgeChild, labelText, rulesRoot, exceptionsRoot } =
  (await import(TRIE_MODULE)) as SuffixTrie;

/**
 * Returns the rules of the Public Suffix List, private section included, as the installed tldts has them: both
 * implementations of registrable names then know the same list, whatever day each library was released.
 */
export function suffixRules(): string[] {
  const offsets = new Uint32Array(edgeLength.length);
  for (let edge = 1; edge < offsets.length; edge++) {
    offsets[edge] = (offsets[edge - 1] ?? 0) + (edgeLength[edge - 1] ?? 0);
  }
  const rules: string[] = [];
  const walk = (node: number, suffix: string, mark: string): void => {
    if (nodeFlags[node] !== 0 && suffix !== '') rules.push(mark + suffix);
    for (let edge = edgeStart[node] ?? 0; edge < (edgeStart[node + 1] ?? 0); edge++) {
      const from = offsets[edge] ?? 0;
      const label = labelText.slice(from, from + (edgeLength[edge] ?? 0));
      walk(edgeChild[edge] ?? 0, suffix === '' ? label : `${label}.${suffix}`, mark);
    }
  };
  walk(rulesRoot, '', '');
  walk(exceptionsRoot, '', '!');
  return rules.sort();
}
