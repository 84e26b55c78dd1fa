import type { LiveView } from './live-view.ts';
import type { RuleBook } from './rule-book.ts';

/** Why a name looks made by a machine, as `classifier.explain` says it. */
export type ExplainName = (name: string) => {
  readonly registrable: string | null;
  readonly sentence: string;
  readonly characters: readonly { readonly at: number; readonly weight: number }[];
};

/** What the web server is made of. */
export interface OperationsOptions {
  readonly view: LiveView;
  readonly rules: RuleBook;
  /** Who shows one of them may ask and change; null lets everybody who reaches the port. */
  readonly tokens: readonly string[] | null;
  /** Why a name looks made by a machine. */
  readonly explain: ExplainName;
  /** The folder of the built page; null where there is none. */
  readonly pageFolder: string | null;
}
