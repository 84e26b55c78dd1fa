import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';

import { allVerbs } from '../cli/all-verbs.ts';
import { defineVerbs } from '../cli/define-verbs.ts';
import { captureContext } from './capture-terminal.ts';

const HEAD = `# The command line

\`degas VERB --help\` prints the same. Results go to standard output, progress and summaries to standard error (\`--quiet\` leaves
them out). Exit codes: 0 done, 1 failed or an input was not understood, 2 wrong usage, 3 a DGA name or an infected client was found (\`--fail-on-dga\`, \`--fail-on-alert\`).
Colours are shown on terminals only, and not where \`NO_COLOR\` is set. Files that are written replace an older one only when they
are complete, and never an input.

Arguments of \`predict\` and \`blocklist\` are files or names by one rule: what exists is a file; so is what looks like one (a path, a
pattern, an ending such as \`.csv\`, \`.log\` or \`.zip\`, a word without a dot), which must exist then; all others are names.
\`--name\` takes any text as a name. The lines of \`degas score --stream\` are described in [stream.md](stream.md), errors in
[errors.md](errors.md).

This page is written by \`node --conditions=@degas/source --import tsx apps/trainer/src/testing/write-cli-document.ts\`.
`;

/** Returns docs/reference/cli.md: every verb with its arguments and options. */
export async function cliDocument(): Promise<string> {
  const program = new Command('degas');
  await defineVerbs(program, allVerbs, [], captureContext(), () => undefined);
  return `${HEAD}${program.commands.map(section).join('')}`;
}

function section(command: CommandUnknownOpts): string {
  const usage = `degas ${command.name()} ${command.usage()}`;
  const args = command.registeredArguments.map((argument) => [
    `\`${argument.name()}\``,
    argument.description,
    choicesOf(argument.argChoices),
    textOf(argument.defaultValue),
  ]);
  const options = command.options.map((option) => [
    `\`${option.flags}\``,
    option.description,
    choicesOf(option.argChoices),
    option.defaultValue === false ? '' : textOf(option.defaultValue),
  ]);
  const rows = [...args, ...options].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`,
  );
  return `
## ${command.name()}

${command.description()}

\`\`\`sh
${usage}
\`\`\`

| argument or option | what it does | choices | default |
| --- | --- | --- | --- |
${rows.join('')}`;
}

const choicesOf = (choices: readonly string[] | undefined): string => (choices ?? []).join(', ');

function textOf(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
