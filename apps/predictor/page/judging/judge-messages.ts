import type { Explanation, ModelInfo } from '@degas/inference';

import type { View, Row } from '../names/verdict-rows.ts';
import type { Input } from '../reading/read-input.ts';
import type { JudgeSettings, ServiceRules, Task } from './judge-settings.ts';
import type { Outcome } from './outcome.ts';

/** What can be saved: the verdicts of a view, the suspected clients, or the report on them. */
export type Saved = 'csv' | 'jsonl' | 'report';

/** What the page asks of the worker, and what it answers. */
export interface Exchanges {
  load: {
    question: {
      readonly model: Uint8Array | null;
      readonly rules: ServiceRules;
      readonly settings: JudgeSettings;
    };
    answer: ModelInfo;
  };
  set: { question: { readonly settings: JudgeSettings }; answer: ModelInfo };
  run: { question: { readonly input: Input; readonly task: Task }; answer: Outcome | null };
  stop: { question: object; answer: null };
  rows: {
    question: { readonly view: View; readonly from: number; readonly count: number };
    answer: { readonly rows: readonly Row[]; readonly total: number };
  };
  explain: { question: { readonly names: readonly string[] }; answer: readonly Explanation[] };
  save: { question: { readonly what: Saved; readonly view: View }; answer: Blob };
}

export type Ask = keyof Exchanges;

export type Question = {
  [A in Ask]: { readonly ask: A; readonly id: number } & Exchanges[A]['question'];
}[Ask];

/** How far a job is. */
export interface Progress {
  readonly bytes: number;
  readonly records: number;
}

/** What the worker says to the question with this id; `progress` comes before the end of a long job. */
export type Answer =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'done'; readonly value: Exchanges[Ask]['answer'] }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
