import type { GroupEvidence } from '@degas/inference';

/** What of a case the group network judges; null where there is nothing. */
export interface GroupCase {
  readonly group: { readonly evidence: GroupEvidence } | null;
}

/** Gives cases back in their order, some with what the group network says of them; it may look at those that follow. */
export type JudgeAhead = <Case extends GroupCase>(
  cases: Iterable<Case>,
) => Iterable<readonly [judged: Case, logit?: number]>;

/** Looks at nothing ahead: whoever judges a case works out what the network says. */
export const oneByOne: JudgeAhead = function* (cases) {
  for (const each of cases) yield [each];
};
