/** Knows names that DGA families make, exactly or to the day; `KnownDgaFilter` of `@degas/generators` is easily made one. */
export interface KnownDgaLookup {
  /** The family that makes a registrable name, or null. */
  familyOf(name: string): string | null;
}
