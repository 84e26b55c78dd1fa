import { hostName } from '@degas/features';
import {
  blocklistHead,
  blocklistLine,
  type BlocklistFormatName,
  isBlockable,
} from '@degas/generators';
import { loadClassifier, type ModelInfo } from '@degas/inference';
import { listInputs } from '@degas/logs/node';

import { generatedNames } from '../blocklist/generated-names.ts';
import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { mustBeModel } from '../models/model-folder.ts';
import { FileOutput } from '../output/file-output.ts';
import { refuseInputAsOutput } from '../output/output-path.ts';
import { nameBatches } from '../predict/name-batches.ts';
import { mustExist } from '../reading/find-inputs.ts';
import { classifierSettings, type RuleFiles } from '../rules/classifier-settings.ts';
import { THIS_MONTH } from '../rules/load-rules.ts';

const DAY_MS = 86_400_000;
/** Measured on 2026-11-27 on 3,533,862 names of popularity lists and crawls: docs/research/benchmarks.md, @degas/generators. */
const CHANCE =
  'the lists of all days of 2026 together hold 36 of a million benign names, nearly all of them two words of suppobox.';
const WRITE_SIZE = 1 << 16;

export interface BlocklistOptions extends Omit<RuleFiles, 'operatingPoint'> {
  /** Names and files to classify; with neither, the names that families generate. */
  readonly names: readonly string[];
  readonly inputs: readonly string[];
  readonly format: BlocklistFormatName;
  readonly out: string;
  /** The least level of a classified name. */
  readonly level: 'low' | 'medium' | 'high';
  /** Of generated names: the families that generate them; of classified ones: the families to keep. */
  readonly families?: readonly string[];
  readonly from?: Date;
  readonly days: number;
  readonly model?: string;
}

/** Writes a blocklist of generated names, or of those names of the inputs that are classified as DGA. */
export async function writeBlocklist(
  options: BlocklistOptions,
  terminal: CommandContext,
): Promise<void> {
  const isGenerated = options.names.length + options.inputs.length === 0;
  if (!isGenerated && options.from !== undefined) {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      'Names to classify and --from were given. Expected one source of names; give files, or --families and --from for generated names.',
    );
  }
  const text = isGenerated ? generated(options, terminal) : await classified(options, terminal);
  const output = new FileOutput(options.out, terminal);
  let waiting = text.head;
  const seen = new Set<string>();
  for (const name of text.names) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting += blocklistLine(options.format, name);
    if (waiting.length < WRITE_SIZE) continue;
    if (output.hasFailed || terminal.signal.aborted) break;
    await output.write(waiting);
    waiting = '';
  }
  await output.write(waiting);
  await output.close();
  if (!terminal.isQuiet) terminal.stderr.write(`${seen.size} names in the blocklist\n`);
}

interface BlocklistText {
  readonly head: string;
  readonly names: Iterable<string>;
}

function generated(options: BlocklistOptions, terminal: CommandContext): BlocklistText {
  const now = terminal.now();
  const from = options.from ?? new Date(now - (now % DAY_MS));
  const { families, days } = options;
  const { names, leftOut } = generatedNames({
    from,
    days,
    ...(families !== undefined && { families }),
  });
  for (const { family, caution } of leftOut) {
    terminal.stderr.write(`left out: ${family} (${caution}); name it with --families to have it\n`);
  }
  const last = new Date(from.getTime() + (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const comments = [
    `Degas: names that ${families?.join(', ') ?? 'known DGA families'} generate, ${from.toISOString().slice(0, 10)} to ${last}`,
    'Exact: every name is one that malware generates. By chance a few are names of others:',
    CHANCE,
  ];
  return { head: headOf(options, comments, now), names: hosts(names) };
}

function* hosts(names: Iterable<{ readonly domain: string }>): Generator<string> {
  for (const { domain } of names) {
    const name = domain.toLowerCase();
    if (isBlockable(name)) yield name;
  }
}

async function classified(
  options: BlocklistOptions,
  terminal: CommandContext,
): Promise<BlocklistText> {
  const { names, inputs, allow, deny, knownDga, level, families } = options;
  mustExist(inputs);
  mustBeModel(options.model, '--model');
  const listed = (await listInputs(inputs)).files.map(({ path }) => path);
  const rules = [allow, deny, knownDga].filter((file) => file !== undefined && file !== THIS_MONTH);
  refuseInputAsOutput(
    options.out,
    [...listed, ...rules].filter((file) => file !== undefined),
  );
  const settings = await classifierSettings({ ...options, operatingPoint: level }, terminal.now());
  const classifier = await loadClassifier(options.model, settings);
  const blocked = new Set<string>();
  const judged = new Set<string>();
  const batches = nameBatches(names, inputs, {
    stdin: terminal.stdin,
    onLeftOut: (name, reason) => terminal.stderr.write(`left out: ${name} (${reason})\n`),
  });
  for await (const { records } of batches) {
    const given = records.flatMap((record) => (record.kind === 'event' ? [record.name] : []));
    for (const { registrable, label, family } of classifier.classify(given)) {
      if (registrable === null) continue;
      judged.add(registrable);
      if (label !== 'dga') continue;
      if (families !== undefined && !families.includes(family ?? '')) continue;
      const name = hostName(registrable);
      if (isBlockable(name)) blocked.add(name);
    }
  }
  const comments = [
    `Degas: ${blocked.size} of ${judged.size} names, classified as DGA at level ${level}${families === undefined ? '' : `, families ${families.join(', ')}`}`,
    expectedFalsePositives(classifier.model, level, judged.size),
  ];
  classifier.close();
  return { head: headOf(options, comments, terminal.now()), names: blocked };
}

/** What the model's own validation says of the level. */
function expectedFalsePositives(
  { operatingPoints }: ModelInfo,
  level: BlocklistOptions['level'],
  names: number,
): string {
  const point = operatingPoints.find((known) => known.level === level);
  if (point === undefined)
    return 'Expected false positives: the model has no measured rate for this level.';
  const one = Math.round(1 / point.falsePositiveRate).toLocaleString('en');
  const most = Math.ceil(names * point.falsePositiveRate);
  return `Expected false positives: 1 in ${one} benign names, so up to ${most} of the ${names} names that were classified.`;
}

function headOf({ format }: BlocklistOptions, comments: readonly string[], now: number): string {
  const made = `Written ${new Date(now).toISOString()}; names of DGA form only, not every new registration.`;
  return blocklistHead(format, [...comments, made], Math.floor(now / 1000));
}
