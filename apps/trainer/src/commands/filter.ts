import { buildKnownDgaFilter, families as allFamilies } from '@degas/generators';

import type { CommandContext } from '../command-context.ts';
import { filterSpan, type SpanOptions } from '../filter/filter-span.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable } from '../output/output-path.ts';
import { showProgress } from '../progress/progress.ts';

export interface FilterCommandOptions extends SpanOptions {
  /** Families by name; unless given, all that can be predicted and have no caution. */
  readonly families?: readonly string[];
  readonly out: string;
}

/** Writes a filter of all names that the families generate within a span of days. */
export async function writeFilter(
  options: FilterCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { families, out } = options;
  const { from, days } = filterSpan(options, terminal.now());
  mustBeWritable(out, '--out', []);
  const total = families?.length ?? allFamilies().length;
  const progress = showProgress(terminal, 'generating');
  let done = 0;
  let names = 0;
  const filter = buildKnownDgaFilter({
    from,
    days,
    ...(families !== undefined && { families }),
    onFamily: ({ family, names: sum }) => {
      names = sum;
      progress.update(++done, total, `${sum} names, ${family}`);
    },
  });
  progress.end();
  const bytes = filter.save();
  const output = new FileOutput(out, terminal);
  await output.write(bytes);
  await output.close();
  const first = from.toISOString().slice(0, 10);
  const last = new Date(from.getTime() + (days - 1) * 86_400_000).toISOString().slice(0, 10);
  if (!terminal.isQuiet) {
    terminal.stderr.write(
      `${names} names of ${done} families, ${first} to ${last}, ${(bytes.length / 1e6).toFixed(1)} MB written to ${out}\n`,
    );
  }
}
