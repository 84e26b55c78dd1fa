import { highlightDomain, make, type Why } from '@degas/page';

/** The characters that tell coloured, in pieces of a name. */
export function markedName(domain: string, why: Why): (HTMLElement | string)[] {
  return highlightDomain(domain, why).map(({ text, grade }) =>
    grade === null ? text : make('mark', grade, text),
  );
}

/** The reason in words: at once for a name that is reported, on demand for others. */
export function reasonOf(sentence: string, isReported: boolean): HTMLElement {
  if (isReported) return make('p', 'reason', sentence);
  return make('details', '', make('summary', '', 'Why'), sentence);
}
