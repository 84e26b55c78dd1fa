/** Which of the versions in a model's folder are served. */
export type VersionPolicy =
  | { readonly kind: 'latest'; readonly count: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'specific'; readonly versions: readonly number[] };

export const defaultVersionPolicy: VersionPolicy = { kind: 'latest', count: 1 };

/** The versions to serve, the newest first. */
export function chooseVersions(policy: VersionPolicy, present: readonly number[]): number[] {
  const newestFirst = [...new Set(present)].sort((a, b) => b - a);
  switch (policy.kind) {
    case 'latest':
      return newestFirst.slice(0, policy.count);
    case 'all':
      return newestFirst;
    case 'specific':
      return newestFirst.filter((version) => policy.versions.includes(version));
  }
}
