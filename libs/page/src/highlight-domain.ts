/** Why a name has its verdict, as far as the page shows it. */
export interface Why {
  readonly registrable: string | null;
  readonly sentence: string;
  readonly characters: readonly { readonly at: number; readonly weight: number }[];
}

/** `t` speaks for a DGA, `f` against one; 3 the most. */
export type Grade = `${'t' | 'f'}${1 | 2 | 3}`;

export interface Piece {
  readonly text: string;
  readonly grade: Grade | null;
}

/** From which weight on, in log-odds, a character gets grade 1, 2 and 3. */
const STEPS = [0.3, 0.8, 1.6];

/**
 * A name in pieces of one grade each. Where the scored name is not part of the given one (it was written beyond ASCII),
 * it follows behind an arrow.
 */
export function highlightDomain(domain: string, { registrable, characters }: Why): Piece[] {
  if (registrable === null || characters.length === 0) return [{ text: domain, grade: null }];
  const start = domain.toLowerCase().lastIndexOf(registrable);
  const text = start >= 0 ? domain : `${domain} → ${registrable}`;
  const offset = start >= 0 ? start : text.length - registrable.length;
  const weights = new Map(characters.map(({ at, weight }) => [at + offset, weight]));

  const pieces: { text: string; grade: Grade | null }[] = [];
  for (let i = 0; i < text.length; i++) {
    const grade = gradeOf(weights.get(i) ?? 0);
    const last = pieces.at(-1);
    if (last?.grade === grade) last.text += text.charAt(i);
    else pieces.push({ text: text.charAt(i), grade });
  }
  return pieces;
}

function gradeOf(weight: number): Grade | null {
  const steps = STEPS.filter((step) => Math.abs(weight) >= step).length as 0 | 1 | 2 | 3;
  return steps === 0 ? null : `${weight > 0 ? 't' : 'f'}${steps}`;
}
