import type { Verdict } from '@degas/inference';
import { candidatesText, escapeControls, type RecordFields } from '@degas/logs';

/** What an answer may have, in the order of the default. */
export const answerFields = [
  'domain',
  'score',
  'label',
  'level',
  'family',
  'kind',
  'registrable',
  'skipped',
  'family_probability',
  'candidates',
  'decision',
] as const;
export type AnswerField = (typeof answerFields)[number];

/** Fields that are words of ours, or names without any sign but letters, digits, hyphens and underscores. */
const CANNOT_HAVE_CONTROLS: ReadonlySet<AnswerField> = new Set([
  'label',
  'level',
  'kind',
  'registrable',
  'skipped',
]);

export const defaultAnswerFields: readonly AnswerField[] = answerFields.slice(0, 8);

export const answerFormats = ['tsv', 'jsonl'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** A verdict, or a line without one; `skipped` says why. */
export type Answer = Omit<Verdict, 'skipped'> & { readonly skipped: string | null };

export interface AnswerStyle {
  readonly format: AnswerFormat;
  readonly fields: readonly AnswerField[];
  /** What stands for a missing value between tabs. */
  readonly nullText: string;
}

/** Returns an answer as one line, without its end; `input` is the JSON object that was asked with, to be kept. */
export function answerText(
  answer: Answer,
  { format, fields, nullText }: AnswerStyle,
  input: RecordFields | null,
): string {
  if (format === 'jsonl') {
    const chosen = Object.fromEntries(
      fields.map((field) => [
        field,
        field === 'candidates' ? answer.candidates : valueOf(answer, field),
      ]),
    );
    return JSON.stringify(input === null ? chosen : { ...chosen, input });
  }
  // One text, and no array of cells: this is asked of every line.
  let text = '';
  for (const [column, field] of fields.entries()) {
    const value = valueOf(answer, field);
    if (column > 0) text += '\t';
    if (value === null) text += nullText;
    else if (typeof value === 'number') text += value.toPrecision(9);
    else text += CANNOT_HAVE_CONTROLS.has(field) ? value : escapeControls(value);
  }
  return text;
}

function valueOf(answer: Answer, field: AnswerField): string | number | null {
  switch (field) {
    case 'family_probability':
      return answer.familyProbability ?? null;
    case 'candidates':
      return candidatesText(answer.candidates) || null;
    case 'decision':
      return answer.decision === undefined ? null : `${answer.decision.by} ${answer.decision.rule}`;
    default:
      return answer[field];
  }
}
