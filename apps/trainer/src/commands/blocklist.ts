import { hostName } from '@degas/features';
import {
  blocklistHead,
  blocklistLine,
  type BlocklistFormatName,
  findFamily,
  isBlockable,
} from '@degas/generators';
import type { DomainList, ModelInfo } from '@degas/inference';
import type { AlertLevel } from '@degas/traffic';

import { generatedNames } from '../blocklist/generated-names.ts';
import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { loadModel } from '../models/load-model.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { nameBatches } from '../predict/name-batches.ts';
import { findInputs } from '../reading/find-inputs.ts';
import { classifierSettings, readRuleFiles, type RuleFiles } from '../rules/classifier-settings.ts';
import { readRules } from '../rules/load-rules.ts';

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
  /** The least level of a classified name; HIGH unless given. */
  readonly level?: AlertLevel;
  /** Of generated names: the families that generate them; of classified ones: the families to keep. */
  readonly families?: readonly string[];
  readonly from?: Date;
  readonly days?: number;
  readonly model?: string;
}

/** Writes a blocklist of generated names, or of those names of the inputs that are classified as DGA. */
export async function writeBlocklist(
  options: BlocklistOptions,
  terminal: CommandContext,
): Promise<void> {
  const isGenerated = options.names.length + options.inputs.length === 0;
  refuseUnfit(options, isGenerated);
  const text = isGenerated
    ? await generated(options, terminal)
    : await classified(options, terminal);
  const output = new FileOutput(options.out, terminal);
  let waiting = text.head;
  const seen = new Set<string>();
  try {
    for (const name of text.names) {
      if (seen.has(name)) continue;
      seen.add(name);
      waiting += blocklistLine(options.format, name);
      if (waiting.length < WRITE_SIZE) continue;
      if (output.hasFailed || terminal.signal.aborted) break;
      await output.write(waiting);
      waiting = '';
    }
    if (terminal.signal.aborted) {
      throw stoppedEarly(`${seen.size} names`, 'a part of a blocklist is not kept');
    }
    await output.write(waiting);
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.close();
  if (!terminal.isQuiet) terminal.stderr.write(`${seen.size} names in the blocklist\n`);
}

/** An option of the other source of names would be ignored. */
function refuseUnfit(options: BlocklistOptions, isGenerated: boolean): void {
  const { from, days, level, deny, knownDga, model } = options;
  const unfit: Readonly<Record<string, unknown>> = isGenerated
    ? { '--level': level, '--deny': deny, '--known-dga': knownDga, '--model': model }
    : { '--from': from, '--days': days };
  const given = Object.keys(unfit).filter((option) => unfit[option] !== undefined);
  if (given.length === 0) return;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    isGenerated
      ? `${given.join(', ')} without names to classify. Expected files or names with it; give them, or leave it out: names that families generate are blocked without a model.`
      : `${given.join(', ')} and names to classify were given. Expected one source of names; give files, or --families, --from and --days for generated names.`,
  );
}

interface BlocklistText {
  readonly head: string;
  readonly names: Iterable<string>;
}

async function generated(
  options: BlocklistOptions,
  terminal: CommandContext,
): Promise<BlocklistText> {
  const now = terminal.now();
  const { families, allow, days = 1, from = new Date(now - (now % DAY_MS)) } = options;
  mustBeWritable(options.out, '--out', [allow]);
  const allowed = allow === undefined ? null : await readRules(allow, '--allow');
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
  return { head: headOf(options, comments, now), names: hosts(names, allowed) };
}

function* hosts(
  names: Iterable<{ readonly domain: string }>,
  allowed: DomainList | null,
): Generator<string> {
  for (const { domain } of names) {
    const name = domain.toLowerCase();
    if (isBlockable(name) && (allowed?.find(name) ?? null) === null) yield name;
  }
}

async function classified(
  options: BlocklistOptions,
  terminal: CommandContext,
): Promise<BlocklistText> {
  const { names, inputs, allow, deny, knownDga, level = 'high' } = options;
  const listed = await findInputs(inputs);
  mustBeWritable(options.out, '--out', [...listed, allow, deny, knownDga]);
  const rules = await readRuleFiles({ ...options, operatingPoint: level }, terminal.now());
  const settings = classifierSettings(rules);
  const classifier = await loadModel(options.model, settings);
  const families = options.families?.map((name) => familyNamed(name, classifier.model.families));
  const blocked = new Set<string>();
  const judged = new Set<string>();
  const batches = nameBatches(names, inputs, {
    stdin: terminal.stdin,
    onLeftOut: (name, reason) => terminal.stderr.write(`left out: ${name} (${reason})\n`),
  });
  for await (const { records } of batches) {
    if (terminal.signal.aborted) break;
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

/** The name that verdicts have for a family or an alias of one. */
function familyNamed(given: string, ofModel: readonly string[]): string {
  const name = findFamily(given)?.name ?? given;
  if (ofModel.includes(name) || findFamily(given) !== undefined) return name;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `There is no family '${given}' (--families). Expected some of: ${ofModel.join(', ')}.`,
  );
}

/** What the model's own validation says of the level. */
function expectedFalsePositives(
  { operatingPoints }: ModelInfo,
  level: AlertLevel,
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
