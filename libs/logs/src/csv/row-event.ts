import { answerOf, isResponseWord } from '../events/answer.ts';
import type { Answer, EventParts } from '../events/dns-event.ts';
import { recordType } from '../events/record-types.ts';
import { addressOf, isAddress } from '../text/host-name.ts';
import { parseTime, type TimeReference } from '../text/parse-time.ts';
import { isBlockingWord } from './action-words.ts';
import type { ChosenColumns } from './choose-columns.ts';
import { labelOf } from './label-words.ts';

/** The parts of an event beside its name, by the columns that were chosen; `cell` returns '' for none. */
export function partsOfRow(
  at: ChosenColumns,
  cell: (column: number) => string,
  reference: TimeReference | null,
): EventParts {
  const answers = at.answers < 0 ? [] : answersIn(cell(at.answers));
  return {
    time: at.time < 0 ? null : parseTime(timeText(at, cell), reference),
    client: clientOf(at, cell),
    type: at.type < 0 ? null : recordType(cell(at.type).trim()),
    answer:
      at.rcode < 0 && at.action < 0 && answers.length === 0
        ? null
        : outcomeOf(cell(at.action), at.rcode < 0 ? '' : cell(at.rcode), answers),
    answers,
    label: at.label < 0 ? null : labelOf(cell(at.label)),
    family: at.family < 0 ? null : given(cell(at.family).trim()),
    date: at.date < 0 ? null : given(cell(at.date).trim()),
    source: at.source < 0 ? null : given(cell(at.source).trim()),
  };
}

/** What became of a query by the word of a filter, the response code and the answers; some write a code in the filter's place. */
export function outcomeOf(
  action: string,
  code: unknown,
  answers: readonly string[],
): Answer | null {
  if (isBlockingWord(action)) return 'blocked';
  return answerOf((code ?? '') === '' && isResponseWord(action) ? action : code, answers);
}

/** Addresses and names in a cell: a list with any marks between and around them, or objects of which the addresses count. */
export function answersIn(cell: string): string[] {
  if (cell === '') return [];
  if (cell.includes('{')) return cell.split(/[^\da-fA-F.:]+/).filter(isAddress);
  return cell.split(/[\s,;|"'[\]]+/).filter((text) => isGiven(text) && !isResponseWord(text));
}

export function clientOf(
  { client, machine }: ChosenColumns,
  cell: (column: number) => string,
): string | null {
  const named = machine < 0 ? null : given(cell(machine).trim());
  return named ?? (client < 0 ? null : given(addressOf(cell(client).trim())));
}

function timeText({ time, clock }: ChosenColumns, cell: (column: number) => string): string {
  const text = cell(time).trim();
  return clock < 0 ? text : `${text} ${cell(clock).trim()}`;
}

const isGiven = (text: string): boolean => text !== '' && text !== '-' && text !== '(null)';

const given = (text: string): string | null => (isGiven(text) ? text : null);
