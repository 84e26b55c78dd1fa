import { make, need } from '@degas/page';

import type { BackgroundJudge } from '../judging/background-judge.ts';
import { markedName, reasonOf } from './explanation-cell.ts';
import { shortScore } from './short-score.ts';
import {
  familyText,
  firstView,
  type Row,
  SORT_KEYS,
  type SortKey,
  type View,
} from './verdict-rows.ts';

/** Rows on one page: as many as a browser lays out without a pause. */
const PAGE = 100;

/** An explanation takes some hundred scores; the first ones should not wait for the last. */
const EXPLAINED_AT_ONCE = 10;

/** The table of verdicts with its filter, its order and its pages; the rows are the worker's. */
export class VerdictTable {
  readonly #judge: BackgroundJudge;
  readonly #onError: (error: unknown) => void;
  #view: View = firstView;
  #page = 0;
  /** Number of the current drawing: the rows of an earlier one are dropped. */
  #drawing = 0;

  constructor(judge: BackgroundJudge, onError: (error: unknown) => void) {
    this.#judge = judge;
    this.#onError = onError;
    const find = need('find', HTMLInputElement);
    const show = need('show', HTMLSelectElement);
    find.addEventListener('input', () => {
      this.#change({ text: find.value });
    });
    show.addEventListener('change', () => {
      this.#change({ show: show.value as View['show'] });
    });
    for (const button of document.querySelectorAll<HTMLButtonElement>('th button')) {
      button.addEventListener('click', () => {
        this.#sortBy(SORT_KEYS.find((key) => key === button.dataset.sort) ?? 'position');
      });
    }
    need('previous', HTMLButtonElement).addEventListener('click', () => {
      this.#turn(-1);
    });
    need('next', HTMLButtonElement).addEventListener('click', () => {
      this.#turn(1);
    });
  }

  /** What the table shows of the rows. */
  get view(): View {
    return this.#view;
  }

  /** Shows no rows. */
  clear(): void {
    this.#drawing++;
    need('rows', HTMLTableSectionElement).replaceChildren();
  }

  /** Shows the first rows of a run that ended, in the view that is set. */
  async show(): Promise<void> {
    this.#page = 0;
    await this.#draw();
  }

  #sortBy(key: SortKey): void {
    const { sortBy, descending } = this.#view;
    // The greatest is what people look for first where there is more and less.
    const first = key === 'score' || key === 'level';
    this.#change({ sortBy: key, descending: key === sortBy ? !descending : first });
    for (const header of document.querySelectorAll('th[scope]')) {
      const isSorted = header.querySelector('button')?.dataset.sort === key;
      if (isSorted)
        header.setAttribute('aria-sort', this.#view.descending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
  }

  #change(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#page = 0;
    this.#draw().catch(this.#onError);
  }

  #turn(pages: number): void {
    this.#page += pages;
    this.#draw().catch(this.#onError);
  }

  async #draw(): Promise<void> {
    const mine = ++this.#drawing;
    const from = this.#page * PAGE;
    need('verdicts', HTMLDivElement).setAttribute('aria-busy', 'true');
    const { rows, total } = await this.#judge.ask('rows', { view: this.#view, from, count: PAGE });
    if (mine !== this.#drawing) return;
    const drawn = rows.map(tableRow);
    need('rows', HTMLTableSectionElement).replaceChildren(...drawn);
    need('place', HTMLSpanElement).textContent =
      rows.length === 0
        ? 'none'
        : `${(from + 1).toLocaleString('en')}–${(from + rows.length).toLocaleString('en')} of ${total.toLocaleString('en')}`;
    need('previous', HTMLButtonElement).disabled = this.#page === 0;
    need('next', HTMLButtonElement).disabled = from + PAGE >= total;
    need('verdicts', HTMLDivElement).setAttribute('aria-busy', 'false');
    this.#explainRows(mine, rows, drawn).catch(this.#onError);
  }

  /** Explains the rows that are seen; those that were drawn over meanwhile are not asked for. */
  async #explainRows(
    drawing: number,
    rows: readonly Row[],
    drawn: readonly HTMLTableRowElement[],
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += EXPLAINED_AT_ONCE) {
      const part = rows.slice(from, from + EXPLAINED_AT_ONCE);
      const names = part.map(({ domain }) => domain);
      const explanations = await this.#judge.ask('explain', { names });
      if (drawing !== this.#drawing) return;
      explanations.forEach(({ reading, sentence, characters }, i) => {
        const row = part[i];
        const cells = drawn[from + i]?.cells;
        const [name, reason] = [cells?.[1], cells?.[5]];
        if (row === undefined || name === undefined || reason === undefined) return;
        const registrable = reading ?? row.registrable;
        name.replaceChildren(...markedName(row.domain, { registrable, sentence, characters }));
        reason.replaceChildren(reasonOf(sentence, row.label === 'dga'));
      });
    }
  }
}

function tableRow(row: Row): HTMLTableRowElement {
  const { position, domain, score, label, level } = row;
  const weight = label === 'dga' ? `dga ${level ?? 'listed'}` : label;
  const drawn = make(
    'tr',
    '',
    make('td', 'number', (position + 1).toLocaleString('en')),
    make('td', 'name', domain),
    make('td', 'number', score === null ? '' : shortScore(score)),
    make('td', weight, verdictText(row)),
    make('td', '', familyText(row)),
    make('td', 'why'),
  );
  // On a phone rows are laid out as cards, which takes a table's roles from them.
  drawn.role = 'row';
  for (const cell of drawn.cells) cell.role = 'cell';
  return drawn;
}

function verdictText({ label, level, skipped, decision }: Row): string {
  if (label === 'skipped') return `skipped: ${(skipped ?? '').replaceAll('_', ' ')}`;
  const verdict = label === 'dga' ? 'DGA' : label;
  if (decision !== undefined) return `${verdict}, ${listNames[decision.by]}`;
  return level === null ? verdict : `${verdict}, ${level}`;
}

const listNames = { allow: 'allowed', deny: 'on a list', known_dga: 'known' } as const;
