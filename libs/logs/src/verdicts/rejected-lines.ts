import type { Rejection } from '../events/log-record.ts';
import { withVisibleBytes } from '../text/escaped-bytes.ts';
import { escapeControls } from './escape-controls.ts';

/** Lines that were left out, one a line between tabs: source, line, reason, what is wrong, and the line's beginning. */
export function rejectedLines(source: string, rejections: readonly Rejection[]): string {
  return rejections
    .map(({ line, reason, detail, text }) =>
      [source, String(line), reason, detail ?? '', withVisibleBytes(text)]
        .map(escapeControls)
        .join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('');
}
