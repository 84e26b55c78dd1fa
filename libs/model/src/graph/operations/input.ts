/** The network's input: codes, or numbers. */
export interface InputOperation {
  readonly op: 'input';
  readonly dtype: 'int32' | 'float32';
}
