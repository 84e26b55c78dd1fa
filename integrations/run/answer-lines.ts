/** Returns the answers in lines of a name and a score with a tab between them; no score is a skipped name. */
export function* answerLines(text: string): Generator<readonly [string, number | null]> {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [name = '', score = ''] = line.split('\t');
    yield [name, score === '' || score === '\\N' ? null : Number(score)];
  }
}
