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
  const cells = fields.map((field) => {
    const value = valueOf(answer, field);
    if (value === null) return nullText;
    return typeof value === 'number' ? value.toPrecision(9) : escapeControls(value);
  });
  return cells.join('\t');
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
