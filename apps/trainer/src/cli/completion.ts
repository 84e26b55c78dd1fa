import { Argument, type Command, type CommandUnknownOpts } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { example } from './option-values.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** The command line of `degas completion`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('completion')
    .description('Print the completion script of a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      example('degas completion bash > ~/.local/share/bash-completion/completions/degas'),
    )
    .action((shell) => {
      terminal.stdout.write(scripts[shell](program.commands.map(wordsOf)));
    });
}

/** What a verb takes: its words and its options with their choices. */
interface VerbWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flag: string;
    readonly choices: readonly string[];
    readonly description: string;
  }[];
}

function wordsOf(command: CommandUnknownOpts): VerbWords {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options
      .filter(({ long, hidden }) => long !== undefined && !hidden)
      .map(({ long, argChoices, description }) => ({
        flag: long ?? '',
        choices: argChoices ?? [],
        description,
      })),
  };
}

const scripts: Readonly<Record<(typeof shells)[number], (verbs: readonly VerbWords[]) => string>> =
  {
    bash: (verbs) => `# bash completion of degas
_degas() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${verbs.map(({ name }) => name).join(' ')}' -- "$word")); return
  fi
  case "\${COMP_WORDS[1]} $before" in
${verbs
  .flatMap(({ name, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ flag, choices }) =>
          `    '${name} ${flag}') COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word")); return;;\n`,
      ),
  )
  .join('')}  esac
  case "$word" in -*) ;; *) COMPREPLY=($(compgen -f -- "$word")); return;; esac
  case "\${COMP_WORDS[1]}" in
${verbs
  .map(
    ({ name, options }) =>
      `    ${name}) COMPREPLY=($(compgen -W '${options.map(({ flag }) => flag).join(' ')}' -- "$word"));;\n`,
  )
  .join('')}  esac
}
complete -o filenames -F _degas degas
`,
    zsh: (verbs) => `#compdef degas
_degas() {
  local -a verbs
  verbs=(${verbs.map(({ name, description }) => `'${name}:${plain(description)}'`).join(' ')})
  if (( CURRENT == 2 )); then _describe 'verb' verbs; return; fi
  case "$words[2]" in
${verbs
  .map(
    ({ name, options }) =>
      `    ${name}) _arguments ${options
        .map(
          ({ flag, choices, description }) =>
            `'${flag}[${plain(description)}]${choices.length > 0 ? `:value:(${choices.join(' ')})` : ''}'`,
        )
        .join(' ')} '*:file:_files';;\n`,
  )
  .join('')}  esac
}
compdef _degas degas
`,
    fish: (verbs) =>
      verbs
        .flatMap(({ name, description, options }) => [
          `complete -c degas -n __fish_use_subcommand -a ${name} -d '${plain(description)}'`,
          ...options.map(
            ({ flag, choices, description: text }) =>
              `complete -c degas -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d '${plain(text)}'${choices.length > 0 ? ` -xa '${choices.join(' ')}'` : ''}`,
          ),
        ])
        .map((line) => `${line}\n`)
        .join(''),
  };

/** A description without what a shell's quotes and brackets mean. */
function plain(text: string): string {
  return text.replace(/['[\]:`$\\]/g, ' ').split('\n', 1)[0] ?? '';
}
