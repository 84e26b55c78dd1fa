import type { PackedEvents } from '@degas/logs';

import type { Input, SourceNote } from './read-input.ts';

/** What the reading worker is asked: to read, for one batch more of a job, to leave a job. */
export type ReaderQuestion =
  | { readonly ask: 'read'; readonly job: number; readonly input: Input }
  | { readonly ask: 'more' | 'stop'; readonly job: number };

/** What the reading worker says of a job. */
export type ReaderAnswer =
  | {
      readonly answer: 'events';
      readonly job: number;
      readonly packed: PackedEvents;
      readonly bytes: number;
    }
  | { readonly answer: 'note'; readonly job: number; readonly note: SourceNote }
  | { readonly answer: 'end'; readonly job: number };
