type Child = Node | string;

/** An element with its class and what is in it; text stays text, whatever a name contains. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** The element of the page with this id, which is of this kind. */
export function need<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`The page has no ${kind.name} called ${id}`);
}

/** Terms and what they mean, as the content of a `dl`. */
export function terms(pairs: readonly (readonly [string, Child])[]): HTMLElement[] {
  return pairs.flatMap(([term, meaning]) => [make('dt', '', term), make('dd', '', meaning)]);
}
