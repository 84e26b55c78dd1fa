/** Looks up names that DGA families are known to make. For a filter of `@degas/generators`: `{ familyOf: (name) => filter.lookup(name)?.family ?? null }`. */
export interface KnownDgaLookup {
  /** Returns the family that makes a registrable name, or null. */
  familyOf(name: string): string | null;
}
