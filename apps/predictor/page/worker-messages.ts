import type { Explanation, ModelInfo, Verdict } from '@degas/inference';

import type { ReadLog } from './read-log.ts';

/** What the page asks of the worker; every question has an id that its answers repeat. */
export type Question =
  | { readonly ask: 'load'; readonly id: number; readonly model: Uint8Array | null }
  | {
      readonly ask: 'read';
      readonly id: number;
      readonly source: Blob | string;
      readonly fileName: string;
    }
  | {
      readonly ask: 'classify' | 'explain';
      readonly id: number;
      readonly names: readonly string[];
    };

/** What the worker answers; `part`s come before the end of a long job. */
export type Answer =
  | { readonly answer: 'loaded'; readonly id: number; readonly model: ModelInfo }
  | { readonly answer: 'part'; readonly id: number; readonly verdicts: readonly Verdict[] }
  | { readonly answer: 'read'; readonly id: number; readonly log: ReadLog }
  | { readonly answer: 'classified'; readonly id: number }
  | {
      readonly answer: 'explained';
      readonly id: number;
      readonly explanations: readonly Explanation[];
    }
  | { readonly answer: 'failed'; readonly id: number; readonly reason: string };
