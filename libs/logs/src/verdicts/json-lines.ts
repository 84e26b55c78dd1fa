import { jsonText } from './escape-controls.ts';
import type { KeptFields, WritableVerdict } from './verdict.ts';

/** A JSON object a verdict, with all that the verdict has; a kept record is its `input`. */
export function jsonLines(verdicts: readonly WritableVerdict[], kept?: KeptFields): string {
  return verdicts
    .map((verdict, i) => {
      const input = kept?.[i] ?? null;
      return `${jsonText(input === null ? verdict : { ...verdict, input })}\n`;
    })
    .join('');
}
