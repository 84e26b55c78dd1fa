import { highlightDomain, make, type Why } from '@degas/page';

/** A name with the characters that tell coloured, and the reason in words. */
export function showExplanation(
  domain: string,
  why: Why,
  name: HTMLElement,
  reason: HTMLElement,
): void {
  const pieces = highlightDomain(domain, why);
  name.replaceChildren(
    ...pieces.map(({ text, grade }) => (grade === null ? text : make('mark', grade, text))),
  );
  reason.replaceChildren(make('details', '', make('summary', '', 'Why'), why.sentence));
}
