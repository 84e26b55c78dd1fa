import leven from 'leven';

/** Codes of errors about a name that is not in a list which the message has. */
const OF_A_LIST = /_UNKNOWN_|_OPTION_INVALID$|^MODEL_NOT_FOUND$|_BAD_SETTING$|SOURCE_INVALID$/;
const WORD = /[A-Za-z0-9][\w.+-]*[A-Za-z0-9]/g;
/** Letters that may differ: one in three, up to three. */
const MAX_DIFFERENCE = 3;

/** Returns a line with the candidate that is closest to a word, or an empty text where none is close. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const limit = Math.min(MAX_DIFFERENCE, Math.ceil(word.length / 3));
  if (word === '') return '';
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of candidates) {
    const difference = leven(word.toLowerCase(), candidate.toLowerCase());
    if (difference === 0 || difference >= least) continue;
    best = candidate;
    least = difference;
  }
  return best === null ? '' : `Did you mean ${best}?`;
}

/** The suggestion for an option or argument that has choices: its error names the value, then them. */
export function suggestionForChoice(message: string): string {
  const [, given = '', choices = ''] =
    /(?:argument|value) '([^']{2,40})' is invalid.*?(?:Allowed choices are|It must be one of) (.*)/s.exec(
      message,
    ) ?? [];
  return didYouMean(given, choices.match(WORD) ?? []);
}

/** The suggestion for an error of a library: its message names the word, quoted, and what was expected. */
export function suggestionFor(code: string, message: string): string {
  const [, titles = '', column = ''] = /\[(.*)\] but no '(.*)'/.exec(message) ?? [];
  if (column !== '') return didYouMean(column, titles.split(', '));
  if (!OF_A_LIST.test(code)) return '';
  const [, given = ''] = /['"]([^'"]{2,40})['"]/.exec(message) ?? [];
  const rest = message.slice(message.indexOf(given) + given.length);
  return given === '' ? '' : didYouMean(given, rest.match(WORD) ?? []);
}
