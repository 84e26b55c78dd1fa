import { type Command, Option } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { evaluateClients } from '../commands/evaluate-clients.ts';
import { evaluate } from '../commands/evaluate.ts';
import { evaluateByProtocols } from '../commands/protocols.ts';
import { protocols } from '../protocols/format-protocols.ts';
import { example } from './option-values.ts';

/** The command line of `degas evaluate`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('evaluate')
    .description(
      'Judge a model on labelled names: metrics, recall a family, at low false-positive rates.',
    )
    .argument('<data>', 'processed folder, or a CSV file with the columns domain and label')
    .option('--model <dir>', 'model version (default: the one that ships)')
    .option('--compare <dir>', 'another version on the same names, by McNemar’s test')
    .option(
      '--out <dir>',
      'write report.json and report.html; a name that ends in .json gets figures alone',
    )
    .addOption(
      new Option(
        '--protocol <name>',
        'judge on names that no recipe trains on instead; DATA is the processed pool',
      ).choices([...protocols, 'clients', 'all']),
    )
    .option('--no-robustness', 'leave the attacks out')
    .addOption(
      new Option('--backend <name>', 'of a model without a compiled form')
        .choices(['wasm', 'native', 'cpu'])
        .default('wasm'),
    )
    .addHelpText(
      'after',
      example(
        'degas evaluate names.csv.gz --model models/degas/2 --compare models/degas/1 --out reports/2',
      ),
    )
    .action((data, { protocol, ...options }) => {
      if (protocol === undefined) return evaluate({ data, ...options }, terminal);
      return protocol === 'clients'
        ? evaluateClients({ data, ...options }, terminal)
        : evaluateByProtocols({ data, protocol, ...options }, terminal);
    });
}
