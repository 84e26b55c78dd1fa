import type { GroupEvidence } from './group-evidence.ts';
import type { NameShape } from './name-shape.ts';

/** A logit from which on a name by itself looks made by a machine. */
const SUSPICIOUS_LOGIT = 1;
/** Names that a statement is about, at least. */
const FEWEST = 3;
const MOST_SUFFIXES = 4;

/** Says in words what the names have in common that a verdict rests on. */
export function groupReasons(
  { all, failing }: GroupEvidence,
  shapes: readonly NameShape[],
): string[] {
  const telling = failing !== null && failing.total > 0 ? failing : all;
  const reasons: string[] = [];
  let made = 0;
  for (const logit of telling.logits) if (logit >= SUSPICIOUS_LOGIT) made++;
  if (made > 0) {
    const failed = telling === failing ? ' failing' : '';
    reasons.push(
      `${made}${made === telling.total ? '' : ` of ${telling.total}`}${failed} names look made by a machine`,
    );
  }
  if (failing !== null && failing.total > 0)
    reasons.push(`${failing.total} of ${all.total} different names do not exist`);
  if (shapes.length < FEWEST) return reasons;
  const lengths = shapes.map(({ length }) => length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  if (longest - shortest <= 2) {
    reasons.push(
      shortest === longest
        ? `all labels have ${shortest} characters`
        : `all labels have ${shortest} to ${longest} characters`,
    );
  }
  const suffixes = [...new Set(shapes.map(({ suffix }) => suffix))].sort();
  if (suffixes.length <= MOST_SUFFIXES)
    reasons.push(`only the suffix${suffixes.length === 1 ? '' : 'es'} .${suffixes.join(', .')}`);
  if (shapes.every(({ digits }) => digits > 0)) reasons.push('every label has digits');
  if (shapes.every(({ hyphens }) => hyphens > 0)) reasons.push('every label has hyphens');
  return reasons;
}
