import { backends, exportFormats } from '@degas/model';
import { formatNames, processBreakdowns, type FormatName } from '@degas/dataset';
import { nameFormats } from '@degas/generators';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { downloadSources } from './commands/download.ts';
import { evaluate, type EvaluateCommandOptions } from './commands/evaluate.ts';
import { exportVersion } from './commands/export.ts';
import { generateNames } from './commands/generate.ts';
import { listVersions } from './commands/models.ts';
import { predict } from './commands/predict.ts';
import { processRaw } from './commands/process.ts';
import { judgeByProtocols } from './commands/protocols.ts';
import { trainModel } from './commands/train.ts';
import { inputFormats } from './names-input.ts';
import { protocols, type Protocol } from './protocols/format-protocols.ts';
import { type Terminal } from './terminal.ts';
import { verdictFormats } from './verdict-formats.ts';

/** Exit codes that scripts depend on. */
const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const FOUND_DGA = 3;

/** Runs one command line (without `node` and the program's name) and gives its exit code. */
export async function runTrainer(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = DONE;
  const program = buildProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    terminal.stderr.write(`${describe(error)}\n`);
    return FAILED;
  }
}

/** A coded error is for the caller to read; of anything else the message must do. A stack stays inside. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return `${code}${error.message}`;
}

function buildProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('degas')
    .description('Tells whether domain names were made up by malware.')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();

  program
    .command('download')
    .alias('download-data')
    .description('Fetch raw files from S3, HTTP or a named list; without a source, list the names.')
    .argument('[sources...]', "s3://bucket/prefix, http(s) addresses, or names such as 'tranco'")
    .option('--out <dir>', 'folder for the files', 'data/raw')
    .option('--endpoint <url>', "S3 server other than Amazon's")
    .addOption(new Option('--region <name>', 'of the bucket').env('AWS_REGION'))
    .option('--path-style', 'address buckets by path (default where --endpoint is given)')
    .option('--no-path-style', 'address buckets by host name')
    .option('--anonymous', 'do not sign: public buckets', false)
    .option('--parallel <n>', 'files at a time', count, 4)
    .option('--retries <n>', 'tries after a failed one', whole, 5)
    .option('--sha256 <name=digest...>', 'refuse a file with another SHA-256', digestOf, {})
    .option('--mirror <url>', 'take a named list from there')
    .option('--date <day>', 'of a named list that is kept by day')
    .addHelpText('after', example('degas download s3://my-bucket/dga tranco --out data/raw'))
    .action((sources: string[], options: Omit<Parameters<typeof downloadSources>[0], 'sources'>) =>
      downloadSources({ ...options, sources }, terminal),
    );

  program
    .command('process')
    .alias('process-data')
    .description('Clean a folder of raw feeds and popularity lists into one labelled data set.')
    .argument('<raw>', 'folder with the raw files')
    .argument('<out>', 'folder for dataset.csv.gz and report.json')
    .option(
      '--exclude <source...>',
      "sources to leave out, such as 'bambenek*' (its terms forbid a shipped model)",
    )
    .option(
      '--format <file=format...>',
      `where a file doesn't show its format (* in the name): ${formatNames.join(', ')}`,
      formatOf,
      {},
    )
    .option('--domain-column <name>', 'of CSV and JSON files with a label')
    .option('--label-column <name>', 'of CSV and JSON files with a label')
    .option('--known-dga-from <day>', 'drop benign names that a generator makes from this day on')
    .option('--known-dga-days <n>', 'for so many days (a third of a second each)', count, 31)
    .option('--shortest-dga-label <n>', 'drop DGA names with a shorter label', count)
    .option('--dates', 'add the column date, for splits by date', false)
    .option('--rejected <file>', 'list every dropped row with its reason (.gz by name)')
    .addOption(
      new Option('--by <part>', 'show also what became of each').choices(processBreakdowns),
    )
    .addHelpText(
      'after',
      example('degas process data/raw data/processed --rejected dropped.csv.gz'),
    )
    .action(
      (raw: string, out: string, options: Omit<Parameters<typeof processRaw>[0], 'raw' | 'out'>) =>
        processRaw({ raw, out, ...options }, terminal),
    );

  program
    .command('train')
    .alias('train-model')
    .description(
      'Train a model version; without DATA, on the embedded default (no download needed).',
    )
    .argument('[data]', 'processed folder, or a CSV file with the columns domain and label')
    .option('--network <name>', "network (default: nyu, or the recipe's)")
    .option('--epochs <n>', 'most passes over the data', count)
    .option('--batch-size <n>', 'names a step', count)
    .option('--learning-rate <rate>', 'of Adam', positive)
    .addOption(
      new Option(
        '--schedule <name>',
        "of the learning rate (default: plateau, or the recipe's)",
      ).choices(['plateau', 'cosine']),
    )
    .option('--patience <n>', 'epochs without improvement before training ends', count)
    .option('--kfold-splits <n>', 'cross-validate on this many equal parts', splits)
    .option('--label-smoothing <share>', 'how far targets stay from 0 and 1', share)
    .option('--dga-weight <n>', "of a DGA name beside a benign one, or 'balanced'", classWeight)
    .option('--family-balance <share>', '0: families as they come, 1: all count the same', share)
    .option('--seed <n>', 'of everything random', whole)
    .addOption(
      new Option('--backend <name>', 'where tensors live').choices(backends).default('wasm'),
    )
    .option('--family-weight <n>', 'of the family head beside the score; 0 for none', notNegative)
    .addOption(
      new Option(
        '--recipe <name>',
        'what else goes in beside the data; keeps sources apart to judge by',
      ).choices(['flagship']),
    )
    .option('--share <part>', "part of a recipe's rows to train on", share)
    .option('--without <families>', "families that a recipe leaves out: a,b,c or 'unseen-families'")
    .option('--limit <n>', 'train on at most this many rows, drawn at random', count)
    .option('--cap-family <n>', 'at most this many names of a family', count)
    .option('--cap-benign <n>', 'at most this many benign names', count)
    .option('--out <dir>', 'model version to write (default: the next one under models/degas)')
    .option('--resume', 'go on where an interrupted training to the same --out stopped', false)
    .option('--checkpoint-every <n>', 'batches between checkpoints (default: 200)', count)
    .option('--tensorboard <dir>', 'write logs for TensorBoard')
    .option('--overwrite', 'replace the version that stands in --out', false)
    .addHelpText('after', example('degas train data/processed --epochs 5 --out models/degas/2'))
    .action((data: string | undefined, options: Parameters<typeof trainModel>[0]) =>
      trainModel({ ...options, ...(data === undefined ? {} : { data }) }, terminal),
    );

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
      ).choices([...protocols, 'all']),
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
    .action(
      (
        data: string,
        { protocol, ...options }: Omit<EvaluateCommandOptions, 'data'> & { protocol?: Protocol },
      ) =>
        protocol === undefined
          ? evaluate({ data, ...options }, terminal)
          : judgeByProtocols({ data, protocol, ...options }, terminal),
    );

  program
    .command('predict')
    .description('Judge names: from the arguments, a file or standard input.')
    .argument('[names...]', 'names; a single existing file is read instead')
    .option('--input <file>', 'file of names, - for standard input', '-')
    .option('--output <file>', '- for standard output', '-')
    .addOption(
      new Option('--format <format>', 'of the verdicts').choices(verdictFormats).default('tsv'),
    )
    .addOption(
      new Option('--input-format <format>', 'of the names').choices(inputFormats).default('auto'),
    )
    .option('--column <name>', 'field that holds the name')
    .option('--model <dir>', 'model version (default: the one that ships)')
    .option('--workers <n>', 'threads that judge', count, 1)
    .option(
      '--operating-point <level>',
      'low, medium, high (1 benign name in 100, 1,000, 10,000 called DGA), or a score',
      operatingPoint,
    )
    .option('--allow <file>', 'names never called DGA: a line each, *.example.com for all below')
    .option('--deny <file>', 'names always called DGA')
    .option('--known-dga <file>', 'saved filter of the names that known families make')
    .option('--fail-on-dga', 'exit code 3 when a name is judged DGA', false)
    .addHelpText('after', example('zcat dns.log.gz | degas predict --format jsonl'))
    .action(
      async (
        names: string[],
        options: Omit<Parameters<typeof predict>[0], 'names' | 'outputFormat' | 'format'> & {
          format: (typeof verdictFormats)[number];
          inputFormat: (typeof inputFormats)[number];
          failOnDga: boolean;
        },
      ) => {
        const { format, inputFormat, failOnDga, ...rest } = options;
        const found = await predict(
          { ...rest, names, outputFormat: format, format: inputFormat },
          terminal,
        );
        if (failOnDga && found > 0) exit(FOUND_DGA);
      },
    );

  program
    .command('models')
    .description('List the versions under a models folder and their metrics.')
    .argument('[root]', 'folder of versions', 'models/degas')
    .option('--default <version>', 'make this version the default', whole)
    .addHelpText('after', example('degas models --default 1'))
    .action((root: string, options: { default?: number }) =>
      listVersions({ root, ...options }, terminal),
    );

  program
    .command('export')
    .description('Write a model in the form of another runtime. MODEL may be a .h5 file of Keras.')
    .argument('<model>', 'model version, or a model that Keras saved as .h5')
    .addOption(
      new Option('--format <format>', 'what to write').choices(exportFormats).makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'folder (tfjs, savedmodel, directory) or file (onnx, compiled)')
    .option('--overwrite', 'replace what stands in --out', false)
    .addHelpText('after', example('degas export models/degas/1 --format onnx --out degas.onnx'))
    .action((model: string, options: Omit<Parameters<typeof exportVersion>[0], 'model'>) =>
      exportVersion({ ...options, model }, terminal),
    );

  program
    .command('generate')
    .description('List the names that DGA families make, or (without a family) the families.')
    .argument('[families...]', 'families; all for every date-seeded one')
    .option('--from <date>', 'first day, such as 2026-11-24 (default: today, UTC)', day)
    .option('--days <n>', 'how many days', count, 1)
    .option('--count <n>', 'most names a family and day', count)
    .option('--seed <seed>', "the family's seed (default: the best-known one)")
    .option('--variant <name>', "the family's variant (default: the best-known one)")
    .option('--known-seeds', 'every variant and seed that was seen in the wild', false)
    .addOption(new Option('--format <format>', 'of the list').choices(nameFormats).default('txt'))
    .addHelpText('after', example('degas generate all --days 7 --format rpz > degas.rpz.zone'))
    .action((families: string[], options: Omit<Parameters<typeof generateNames>[0], 'families'>) =>
      generateNames({ ...options, families }, terminal),
    );

  return program;
}

const example = (line: string): string => `\nExample:\n  $ ${line}`;

function digestOf(value: string, others: Readonly<Record<string, string>>) {
  const [, name = '', digest = ''] = /^(.+)=([0-9a-f]{64})$/i.exec(value) ?? [];
  if (name === '') throw new InvalidArgumentError('It must be a file name, = and 64 hex digits.');
  return { ...others, [name]: digest };
}

function formatOf(value: string, others: Readonly<Record<string, FormatName>>) {
  const at = value.lastIndexOf('=');
  const format = formatNames.find((name) => name === value.slice(at + 1));
  if (at < 1 || format === undefined) {
    throw new InvalidArgumentError(
      `It must be a file name, = and one of ${formatNames.join(', ')}.`,
    );
  }
  return { ...others, [value.slice(0, at)]: format };
}

function count(value: string): number {
  const number = whole(value);
  if (number < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}

function whole(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

function splits(value: string): number {
  const number = whole(value);
  if (number < 2) throw new InvalidArgumentError('It must be 2 or more.');
  return number;
}

function share(value: string): number {
  const number = Number(value);
  if (!(value.trim() !== '' && number >= 0 && number <= 1)) {
    throw new InvalidArgumentError('It must be from 0 to 1.');
  }
  return number;
}

function classWeight(value: string): number | 'balanced' {
  return value === 'balanced' ? value : positive(value);
}

function notNegative(value: string): number {
  const number = Number(value);
  if (value === '' || !(number >= 0 && number < Infinity)) {
    throw new InvalidArgumentError('It must be a number from 0.');
  }
  return number;
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < Infinity)) throw new InvalidArgumentError('It must be above 0.');
  return number;
}

function operatingPoint(value: string): 'low' | 'medium' | 'high' | number {
  if (value === 'low' || value === 'medium' || value === 'high') return value;
  const score = Number(value);
  if (value.trim() === '' || !(score >= 0 && score <= 1)) {
    throw new InvalidArgumentError('It must be low, medium, high, or a score from 0 to 1.');
  }
  return score;
}

function day(value: string): Date {
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new InvalidArgumentError('It must be a day such as 2026-11-24.');
  }
  return date;
}
