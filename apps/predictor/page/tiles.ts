import { make } from '@degas/page';

/** A number that is seen first. */
export function tile(title: string, value: number | string, kind = ''): HTMLElement {
  const text = typeof value === 'number' ? value.toLocaleString('en') : value;
  return make('div', '', make('dt', '', title), make('dd', kind, text));
}

/** A share for people. */
export function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '0 %';
  const share = (100 * part) / whole;
  if (share < 0.1) return '< 0.1 %';
  return `${share < 10 ? share.toFixed(1) : String(Math.round(share))} %`;
}
