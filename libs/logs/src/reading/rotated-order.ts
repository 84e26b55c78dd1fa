const PACKED = /\.(?:gz|zst|zstd|bz2|xz)$/i;
const NUMBERED = /^(.+?)\.(\d{1,4})$/;
const DATED = /^(.+?)[.-](\d{4}-?\d{2}-?\d{2}(?:[-_.T]?[\d:.-]+)?)$/;
/** Zeek puts the hours in the middle: `dns.10:00:00-11:00:00.log`. */
const DATED_INSIDE =
  /^(.+?)[.-](\d{4}-?\d{2}-?\d{2}[\d:._T-]*|\d{2}:\d{2}:\d{2}-\d{2}:\d{2}:\d{2})(\.\w+)$/;

interface Rotation {
  readonly stem: string;
  /** Sorts from the oldest; the current file, without a number or date, is the last. */
  readonly age: string;
  readonly isCurrent: boolean;
}

/** The set that a file of a rotated log belongs to, and its place in it. */
function rotationOf(path: string): Rotation {
  const name = path.replace(PACKED, '');
  const numbered = NUMBERED.exec(name);
  if (numbered !== null) {
    const [, stem = '', number = ''] = numbered;
    return { stem, age: String(99_999 - Number(number)), isCurrent: false };
  }
  const inside = DATED_INSIDE.exec(name);
  if (inside !== null) {
    const [, front = '', date = '', ending = ''] = inside;
    return { stem: front + ending, age: `9${date}`, isCurrent: false };
  }
  const dated = DATED.exec(name);
  if (dated !== null) {
    const [, stem = '', date = ''] = dated;
    return { stem, age: `9${date}`, isCurrent: false };
  }
  return { stem: name, age: '', isCurrent: true };
}

/**
 * Files in the order given, but those of a rotated log together, the oldest first: `dns.log.2.gz`, `dns.log.1`, `dns.log`, which
 * is not the order that a shell lists them in.
 */
export function rotatedOrder(paths: readonly string[]): readonly string[] {
  const sets = new Map<string, { readonly path: string; readonly rotation: Rotation }[]>();
  for (const path of paths) {
    const rotation = rotationOf(path);
    const set = sets.get(rotation.stem);
    if (set === undefined) sets.set(rotation.stem, [{ path, rotation }]);
    else set.push({ path, rotation });
  }
  return [...sets.values()].flatMap((set) => {
    const isRotated = set.some(({ rotation }) => !rotation.isCurrent);
    if (!isRotated) return set.map(({ path }) => path);
    return set
      .sort((a, b) => {
        if (a.rotation.isCurrent !== b.rotation.isCurrent) return a.rotation.isCurrent ? 1 : -1;
        return a.rotation.age < b.rotation.age ? -1 : a.rotation.age > b.rotation.age ? 1 : 0;
      })
      .map(({ path }) => path);
  });
}
