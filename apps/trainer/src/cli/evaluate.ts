import { type Command, Option } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { evaluateClients } from '../commands/evaluate-clients.ts';
import { evaluate } from '../commands/evaluate.ts';
import { evaluateByProtocols } from '../commands/protocols.ts';
import { protocols } from '../protocols/format-protocols.ts';
import { example, repeated, share } from './option-values.ts';

/** The command line of `degas evaluate`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('evaluate')
    .description(
      'Evaluate a model on labelled names: metrics, recall by family, low false-positive rates.',
    )
    .argument('<data>', 'processed folder, or a labelled file of any format')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .option('--compare <dir>', 'another version to compare on the same names (McNemar’s test)')
    .option('--out <dir>', 'folder for report.json and report.html, or a file that ends in .json')
    .addOption(
      new Option(
        '--protocol <name>',
        'evaluate on names that no recipe trains on; DATA is the processed folder',
      ).choices([...protocols, 'clients', 'all']),
    )
    .option('--share <part>', 'part of the clients of --protocol clients, from 0 to 1', share)
    .option(
      '--domain-column <column>',
      'column or field of the name: a title, a JSON path or a number from 1',
    )
    .option('--label-column <column>', 'column or field of the class (benign or dga, 0 or 1)')
    .option('--family-column <column>', 'column or field of the DGA family')
    .option('--json', 'print JSON instead of tables', false)
    .option('--no-robustness', 'skip the adversarial attacks')
    .addOption(
      new Option('--backend <name>', 'compute backend of a model without a compiled form')
        .choices(['wasm', 'native', 'cpu'])
        .default('wasm'),
    )
    .option(
      '--audit <file>',
      'digests of an audit (degas audit --read), beside those that ship; may be repeated',
      repeated,
      [],
    )
    .addHelpText(
      'after',
      example(
        'degas evaluate names.csv.gz --model models/degas/2 --compare models/degas/1 --out reports/2',
      ),
    )
    .action((data, { protocol, share: part, ...options }) => {
      if (protocol === undefined) return evaluate({ data, ...options }, terminal);
      return protocol === 'clients'
        ? evaluateClients(
            { data, ...options, ...(part !== undefined && { share: part }) },
            terminal,
          )
        : evaluateByProtocols({ data, protocol, ...options }, terminal);
    });
}
