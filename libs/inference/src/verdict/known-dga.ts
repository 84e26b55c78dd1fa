/** Looks up names that DGA families are known to make. For a filter of `@degas/generators`: `{ familyOf: (name) => filter.lookup(name)?.family ?? null }`. */
export interface KnownDgaLookup {
  /**
   * Returns the family that makes a name, or null. Asked for the registrable name first, then for the whole host, as some families put a
   * label in front (`app2.winsoft0.com`) or register below a host that is no public suffix (`ibbwnhgh.mooo.com`).
   */
  familyOf(name: string): string | null;
}
