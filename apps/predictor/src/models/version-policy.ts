/** Which of the versions in a model's folder are served; versions are 64-bit numbers, as time stamps may be. */
export type VersionPolicy =
  | { readonly kind: 'latest'; readonly count: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'specific'; readonly versions: readonly bigint[] };

export const defaultVersionPolicy: VersionPolicy = { kind: 'latest', count: 1 };

/** Returns the versions to serve, the newest first. */
export function chooseVersions(policy: VersionPolicy, present: readonly bigint[]): bigint[] {
  const newestFirst = [...new Set(present)].sort(byDescendingVersion);
  switch (policy.kind) {
    case 'latest':
      return newestFirst.slice(0, policy.count);
    case 'all':
      return newestFirst;
    case 'specific':
      return newestFirst.filter((version) => policy.versions.includes(version));
  }
}

export function byDescendingVersion(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
