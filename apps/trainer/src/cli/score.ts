import { Option, type Command } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { scoreStream } from '../commands/score.ts';
import {
  answerFields,
  answerFormats,
  defaultAnswerFields,
  type AnswerField,
} from '../stream/answer-text.ts';
import { didYouMean } from './did-you-mean.ts';
import { example, operatingPoint } from './option-values.ts';

/** The command line of `degas score`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('score')
    .description(
      'Answer each line of standard input with one line, at once and in order, for other programs.',
    )
    .option('--stream', 'line by line, the only mode there is', true)
    .option(
      '--fields <names>',
      `fields of an answer, of: ${answerFields.join(', ')}`,
      fields,
      defaultAnswerFields,
    )
    .addOption(
      new Option('-f, --format <format>', 'form of an answer')
        .choices(answerFormats)
        .default('tsv' as const),
    )
    .option(
      '--column <field>',
      'field of the name in JSON lines, such as dns.question.name (default: the usual ones)',
    )
    .option('--keep', 'with jsonl, add the JSON object of the line as "input"', false)
    .option('--null <text>', 'what stands for a missing value in tsv', '')
    .option(
      '--chunk-header',
      'each block of lines begins with their number, as ClickHouse sends it',
      false,
    )
    .option(
      '--arrays',
      'with jsonl, each line is a JSON array of names or objects, and so is its answer',
      false,
    )
    .option('--model <dir>', 'model version (default: the bundled model)')
    .option(
      '--operating-point <point>',
      'low, medium (default) or high: 1 benign name in 100, 1,000 or 10,000 is labelled dga; or a score',
      operatingPoint,
    )
    .option('--allow <file>', 'names that are never labelled dga')
    .option('--deny <file>', 'names that are always labelled dga')
    .option('--known-dga <file>', 'filter of known DGA names (degas filter), or this-month')
    .addHelpText(
      'after',
      example(
        "printf 'google.com\\nxjpakmdcfuqe.in\\n' | degas score --stream --fields score,label",
      ),
    )
    .action(({ null: nullText, fields: chosen, ...options }) =>
      scoreStream({ ...options, fields: chosen, nullText }, terminal),
    );
}

function fields(value: string): readonly AnswerField[] {
  return value.split(',').map((text) => {
    const name = text.trim();
    const known = answerFields.find((field) => field === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(
      `Unknown field '${name}'. Expected some of: ${answerFields.join(', ')}. ${didYouMean(name, answerFields)}`.trim(),
    );
  });
}
