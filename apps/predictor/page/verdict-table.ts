import type { Explanation } from '@degas/inference';
import { make, need, terms } from '@degas/page';

import { showExplanation } from './explanation-cell.ts';
import { shortNumber } from './model-card.ts';
import {
  countLabels,
  familyText,
  firstView,
  rowsToCsv,
  selectRows,
  SORT_KEYS,
  type Row,
  type SortKey,
  type View,
} from './verdict-rows.ts';

/** Rows on one page: as many as a browser lays out without a pause. */
const PAGE = 100;

/** An explanation takes some hundred scores; the first ones should not wait for the last. */
const EXPLAINED_AT_ONCE = 10;

/** The table of verdicts with its filter, its order, its pages and its download. */
export class VerdictTable {
  #rows: readonly Row[] = [];
  #shown: readonly Row[] = [];
  #view: View = firstView;
  #page = 0;
  readonly #explain: (names: readonly string[]) => Promise<readonly Explanation[]>;

  constructor(explain: (names: readonly string[]) => Promise<readonly Explanation[]>) {
    this.#explain = explain;
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
    need('download', HTMLButtonElement).addEventListener('click', () => {
      download('verdicts.csv', rowsToCsv(this.#shown));
    });
  }

  /** Shows other verdicts, in the view that is set. */
  set(rows: readonly Row[]): void {
    this.#rows = rows;
    need('results', HTMLElement).hidden = rows.length === 0;
    const { dga, benign, skipped } = countLabels(rows);
    need('counts', HTMLDListElement).replaceChildren(
      ...terms([
        ['DGA', make('span', 'dga', dga.toLocaleString('en'))],
        ['benign', make('span', 'benign', benign.toLocaleString('en'))],
        ['skipped', make('span', 'skipped', skipped.toLocaleString('en'))],
      ]),
    );
    this.#change({});
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
    this.#shown = selectRows(this.#rows, this.#view);
    this.#page = 0;
    this.#draw();
  }

  #turn(pages: number): void {
    this.#page += pages;
    this.#draw();
  }

  /** Explains the rows that are seen; those that were drawn over meanwhile are not asked for. */
  async #explainRows(rows: readonly Row[], drawn: readonly HTMLTableRowElement[]): Promise<void> {
    for (let from = 0; from < rows.length; from += EXPLAINED_AT_ONCE) {
      if (drawn[from]?.isConnected !== true) return;
      const part = rows.slice(from, from + EXPLAINED_AT_ONCE);
      const explanations = await this.#explain(part.map(({ domain }) => domain));
      explanations.forEach(({ reading, sentence, characters }, i) => {
        const { domain = '', registrable = null } = part[i] ?? {};
        const cells = drawn[from + i]?.cells;
        const [name, reason] = [cells?.[1], cells?.[5]];
        if (name && reason) {
          const read = reading ?? registrable;
          showExplanation(domain, { registrable: read, sentence, characters }, name, reason);
        }
      });
    }
  }

  #draw(): void {
    const from = this.#page * PAGE;
    const rows = this.#shown.slice(from, from + PAGE);
    const drawn = rows.map(tableRow);
    need('rows', HTMLTableSectionElement).replaceChildren(...drawn);
    void this.#explainRows(rows, drawn);
    const count = this.#shown.length.toLocaleString('en');
    need('place', HTMLSpanElement).textContent =
      rows.length === 0 ? 'none' : `${from + 1}–${from + rows.length} of ${count}`;
    need('previous', HTMLButtonElement).disabled = this.#page === 0;
    need('next', HTMLButtonElement).disabled = from + PAGE >= this.#shown.length;
  }
}

function tableRow(row: Row): HTMLTableRowElement {
  const { position, domain, score, label, level, skipped } = row;
  const verdict =
    label === 'skipped'
      ? `skipped: ${(skipped ?? '').replaceAll('_', ' ')}`
      : `${label === 'dga' ? 'DGA' : label}${level === null ? '' : `, ${level}`}`;
  return make(
    'tr',
    '',
    make('td', 'number', String(position + 1)),
    make('td', 'name', domain),
    make('td', 'number', score === null ? '' : shortNumber(score)),
    make('td', label, verdict),
    make('td', '', familyText(row)),
    make('td', 'why'),
  );
}

function download(name: string, text: string): void {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
