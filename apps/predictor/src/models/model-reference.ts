/** Which version of which model a request means; neither version nor label: the newest. */
export interface ModelReference {
  readonly name: string;
  readonly version: bigint | null;
  readonly label: string | null;
}
