import { html, type Markup } from './markup.ts';

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table whose first column heads its rows; on a narrow screen it scrolls by itself, also by keyboard. */
export function renderTable({ caption, head, rows }: Table): Markup {
  const header = head.map((cell) => html`<th scope="col">${cell}</th>`);
  const body = rows.map(([first = '', ...cells]) => {
    const rest = cells.map((cell) => html`<td>${cell}</td>`);
    return html`<tr>
      <th scope="row">${first}</th>
      ${rest}
    </tr>`;
  });
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${header}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
