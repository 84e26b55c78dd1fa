/** A score to four digits, but never a 0 or a 1 that is none. */
export function shortScore(score: number): string {
  if (score > 0.9999 && score < 1) return '> 0.9999';
  if (score > 0 && score < 0.0001) return '< 0.0001';
  return String(Number(score.toFixed(4)));
}
