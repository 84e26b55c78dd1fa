import { createHash } from 'node:crypto';

import { hostName } from '@degas/features';
import type { Alert } from '@degas/traffic';
import { z } from 'zod';

import { MonitorError } from '../errors.ts';
import { readIfThere } from '../outlets/read-if-there.ts';
import { replaceFile } from '../outlets/replace-file.ts';

/** What a rule is about: alerts of a client or of a family are muted, a name with all below it is no evidence. */
export const ruleKinds = ['mute_client', 'mute_family', 'allow_name'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** A rule that a person made while the monitor ran. */
export interface Rule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly value: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly created: string;
  /** When it ends, ISO 8601; null for never. */
  readonly until: string | null;
}

/** A rule as it is asked for. */
export const newRule = z.strictObject({
  kind: z.enum(ruleKinds),
  value: z.string().trim().min(1).max(253),
  reason: z.string().trim().min(1).max(500),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});

const fileSchema = z.object({
  version: z.literal(1),
  rules: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(ruleKinds),
      value: z.string(),
      reason: z.string(),
      created: z.string(),
      until: z.string().nullable(),
    }),
  ),
});

const MOST_RULES = 10_000;

/** The rules that people made, each with a reason and an end, in a file that survives restarts. */
export class RuleBook {
  readonly #path: string | null;
  readonly #now: () => number;
  readonly #onChange: () => void;
  #rules: readonly Rule[];

  private constructor(
    file: string | null,
    now: () => number,
    onChange: () => void,
    rules: readonly Rule[],
  ) {
    this.#path = file;
    this.#now = now;
    this.#onChange = onChange;
    this.#rules = rules;
  }

  /** Without a file, rules end with the program. `onChange` is called after a rule came or went, before it is asked for again. */
  static async open(
    file: string | null,
    now: () => number,
    onChange: () => void,
  ): Promise<RuleBook> {
    return new RuleBook(file, now, onChange, file === null ? [] : await readRules(file));
  }

  /** Rules that have not ended, the newest first. */
  get rules(): readonly Rule[] {
    const now = this.#now();
    return this.#rules.filter(({ until }) => until === null || Date.parse(until) > now);
  }

  /** Names that are no evidence, with all below them. */
  get allowed(): ReadonlySet<string> {
    return new Set(this.rules.flatMap(({ kind, value }) => (kind === 'allow_name' ? [value] : [])));
  }

  /** Whether a name, or one above it, is allowed. */
  isAllowed(name: string): boolean {
    const allowed = this.allowed;
    if (allowed.size === 0) return false;
    const labels = name.split('.');
    return labels.some((_, i) => allowed.has(labels.slice(i).join('.')));
  }

  /** The rule that mutes an alert; null where none does. */
  muteOf({ client, family }: Pick<Alert, 'client' | 'family'>): Rule | null {
    const mutes = ({ kind, value }: Rule): boolean =>
      (kind === 'mute_client' && value === client) || (kind === 'mute_family' && value === family);
    return this.rules.find(mutes) ?? null;
  }

  /** Adds a rule; one of the same kind and value is replaced. */
  async add(given: z.output<typeof newRule>): Promise<Rule> {
    const now = this.#now();
    const { kind, reason, until } = given;
    const value = kind === 'allow_name' ? hostName(given.value) : given.value;
    if (until !== null && Date.parse(until) <= now) {
      throw new MonitorError(
        'MONITOR_OPTION_INVALID',
        `The rule ends at ${until}, which is over. Expected a time to come, or none.`,
      );
    }
    const id = createHash('sha256').update(`${kind}\0${value}`).digest('hex').slice(0, 16);
    const others = this.rules.filter((rule) => rule.id !== id);
    if (others.length >= MOST_RULES) {
      throw new MonitorError(
        'MONITOR_OPTION_INVALID',
        `There are ${others.length} rules. Expected fewer than ${MOST_RULES}. Take some away, or use an allow-list file.`,
      );
    }
    const created = new Date(now).toISOString();
    const rule: Rule = { id, kind, value, reason, created, until };
    await this.#save([rule, ...others]);
    return rule;
  }

  /** Takes a rule away; returns whether there was one. */
  async remove(id: string): Promise<boolean> {
    const others = this.rules.filter((rule) => rule.id !== id);
    if (others.length === this.rules.length) return false;
    await this.#save(others);
    return true;
  }

  async #save(rules: readonly Rule[]): Promise<void> {
    if (this.#path !== null)
      await replaceFile(this.#path, `${JSON.stringify({ version: 1, rules }, null, 2)}\n`);
    this.#rules = rules;
    this.#onChange();
  }
}

async function readRules(file: string): Promise<readonly Rule[]> {
  const text = await readIfThere(file);
  if (text === null) return [];
  try {
    return fileSchema.parse(JSON.parse(text)).rules;
  } catch (error) {
    throw new MonitorError(
      'MONITOR_STATE_UNREADABLE',
      `${file} is no file of mutes and allowed names. Expected what the monitor wrote. Mend it, or move it away and make the rules again.`,
      { cause: error },
    );
  }
}
