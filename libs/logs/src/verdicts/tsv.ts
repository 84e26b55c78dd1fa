import { escapeControls } from './escape-controls.ts';
import { scoreText, type KeptFields, type WritableVerdict } from './verdict.ts';

/**
 * The batch contract: name, score, label, and the family where one is known, between tabs. With kept fields the family has its
 * place in every line, and the record's values follow.
 */
export function tsvLines(verdicts: readonly WritableVerdict[], kept?: KeptFields): string {
  let text = '';
  for (let i = 0; i < verdicts.length; i++) {
    const verdict = verdicts[i];
    if (verdict === undefined) continue;
    const family = verdict.family;
    text += `${oneField(verdict.domain)}\t${scoreText(verdict)}\t${verdict.label}`;
    if (kept === undefined) text += family === null ? '\n' : `\t${oneField(family)}\n`;
    else {
      const values = Object.values(kept[i] ?? {}).map((value) => oneField(plainText(value)));
      text += `\t${[oneField(family ?? ''), ...values].join('\t')}\n`;
    }
  }
  return text;
}

const TAB_OR_END = /[\t\r\n]/g;

/** A tab or line end inside a name would break the line's shape. */
function oneField(text: string): string {
  return escapeControls(text.replace(TAB_OR_END, ' '));
}

/** A field of a record as one text. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
