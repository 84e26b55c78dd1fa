/** The line that Markdown, databases and reports draw under a header and around a table: `|---|:--:|`, `+-----+---+`. */
export function isRuler(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first === 45 || first === 124 || first === 43 || first === 61) && RULER.test(text);
}

const RULER = /^[-=+|: ]*(?:--|==)[-=+|: ]*$/;
