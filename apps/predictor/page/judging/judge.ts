import {
  buildKnownDgaFilter,
  familySentence,
  type KnownDgaFilter,
  loadKnownDgaFilter,
} from '@degas/generators';
import {
  type Classifier,
  type Explanation,
  type KnownDgaLookup,
  loadClassifier,
  type ModelInfo,
} from '@degas/inference';
import { type AlertLevel, alertLevels, ClientHunt, type ClientResult } from '@degas/traffic';
import { renderHuntReport } from '@degas/traffic/report';

import { countRows } from '../names/count-rows.ts';
import { type Row, rowsToCsv, selectRows, type View } from '../names/verdict-rows.ts';
import type { BackgroundReader } from '../reading/background-reader.ts';
import type { Input, SourceNote } from '../reading/read-input.ts';
import type { Progress, Saved } from './judge-messages.ts';
import {
  firstSettings,
  type JudgeSettings,
  noServiceRules,
  type ServiceRules,
  type Task,
} from './judge-settings.ts';
import type { Outcome, ReadSummary } from './outcome.ts';

/** Suspected clients that are shown; files have all. */
const MOST_SHOWN = 100;
/** What a list without clients is called when it was pasted. */
const PASTED = 'pasted names';

/** Judges names and clients: everything that takes long, kept away from the page's own thread. */
export class Judge {
  readonly #reader: Pick<BackgroundReader, 'read'>;
  readonly #now: () => number;
  #model: Uint8Array | null = null;
  #rules = noServiceRules;
  #settings = firstSettings;
  #allow: readonly string[] = [];
  #classifier: Classifier | null = null;
  #knownDga: KnownDgaLookup | null = null;
  #thisMonth: KnownDgaFilter | null = null;
  #job = 0;
  #rows: readonly Row[] = [];
  /** The view that was asked for last, as text, and its rows. */
  #selected: { readonly view: string; readonly rows: readonly Row[] } | null = null;
  #hunt: { readonly hunt: ClientHunt; readonly results: readonly ClientResult[] } | null = null;
  #summary: readonly string[] = [];

  constructor(reader: Pick<BackgroundReader, 'read'>, now: () => number) {
    this.#reader = reader;
    this.#now = now;
  }

  /** Loads the model in these bytes; the bundled one for null. The service's rules hold beside all settings. */
  async load(
    model: Uint8Array | null,
    rules: ServiceRules,
    settings: JudgeSettings,
  ): Promise<ModelInfo> {
    this.#model = model;
    this.#rules = rules;
    return this.set(settings);
  }

  /** Takes other settings; they hold from the next run on. */
  async set(settings: JudgeSettings): Promise<ModelInfo> {
    // What is being judged would lose its classifier.
    this.stop();
    const operatingPoint = settings.level ?? this.#rules.operatingPoint;
    const allow = [...rulesOf(this.#rules.allow), ...settings.allow];
    const deny = [...rulesOf(this.#rules.deny), ...settings.deny];
    const filter = this.#filterOf(settings.knownDga);
    const lookup: KnownDgaLookup | null =
      filter === null ? null : { familyOf: (name) => filter.lookup(name)?.family ?? null };
    const classifier = await loadClassifier(this.#model ?? undefined, {
      cacheSize: 0,
      ...(operatingPoint !== null && { operatingPoint }),
      ...(allow.length > 0 && { allow }),
      ...(deny.length > 0 && { deny }),
      ...(lookup !== null && { knownDga: lookup }),
    });
    this.#classifier?.close();
    this.#classifier = classifier;
    this.#knownDga = lookup;
    this.#settings = settings;
    this.#allow = allow;
    return classifier.model;
  }

  /** Reads and judges an input; null if another run took its place, or `stop` ended it. */
  async run(
    input: Input,
    task: Task,
    onProgress: (progress: Progress) => void,
  ): Promise<Outcome | null> {
    const job = ++this.#job;
    this.#forget();
    const classifier = this.#loaded();
    const sources: string[] = [];
    const warnings: string[] = [];
    const failures: string[] = [];
    const onNote = ({ kind, text }: SourceNote): void => {
      const lines = { summary: sources, warning: warnings, failure: failures };
      lines[kind].push(text);
    };
    let hunt: ClientHunt | null = null;
    const rows: Row[] = [];
    let records = 0;
    for await (const batch of this.#reader.read(input, onNote)) {
      if (job !== this.#job) return null;
      if (records === 0) {
        const hasClients = batch.events.some(({ client }) => client !== null);
        const { judgesGroups } = classifier.model;
        if (task === 'clients' || (task === 'auto' && hasClients && judgesGroups))
          hunt = this.#newHunt(classifier);
        else if (task === 'auto' && hasClients)
          warnings.push('The model that is served judges names one by one, not clients.');
      }
      records += batch.events.length;
      if (hunt !== null) {
        hunt.add(batch.source === '' ? PASTED : batch.source, batch.events, batch.clients);
      } else {
        const verdicts = classifier.classify(batch.events.map(({ name }) => name));
        for (const verdict of verdicts) rows.push({ ...verdict, position: rows.length });
      }
      onProgress({ bytes: batch.bytes, records });
    }
    if (job !== this.#job) return null;
    if (records === 0) throw new Error(failures.join(' ') || 'No names found.');
    const read: ReadSummary = { sources, warnings, failures };
    if (hunt !== null) return this.#finishHunt(hunt, read);
    this.#rows = rows;
    return { kind: 'names', ...read, counts: countRows(rows) };
  }

  /** Leaves what is being judged. */
  stop(): void {
    this.#job++;
  }

  /** Rows of a view of the last run's names, from one place on, and how many the view has. */
  rows(view: View, from: number, count: number) {
    const rows = this.#select(view);
    return { rows: rows.slice(from, from + count), total: rows.length };
  }

  explain(names: readonly string[]): Explanation[] {
    const classifier = this.#loaded();
    return names.map((name) => classifier.explain(name));
  }

  /** Returns the last run's results as a file. */
  save(what: Saved, view: View): Blob {
    if (what === 'csv') return new Blob([rowsToCsv(this.#select(view))], { type: 'text/csv' });
    if (this.#hunt === null) throw new Error('No log with clients was read.');
    const { hunt, results } = this.#hunt;
    if (what === 'jsonl') {
      const lines = results.map((result) => `${JSON.stringify(result)}\n`);
      return new Blob(lines, { type: 'application/x-ndjson' });
    }
    const classifier = this.#loaded();
    const report = {
      results,
      clients: hunt.clients,
      queries: hunt.counts.events,
      summary: this.#summary,
      now: this.#now(),
    };
    const explain = (name: string): Explanation => classifier.explain(name);
    const text = renderHuntReport(report, { explain, describeFamily: familySentence });
    return new Blob([text], { type: 'text/html' });
  }

  #loaded(): Classifier {
    if (this.#classifier === null) throw new Error('No model is loaded.');
    return this.#classifier;
  }

  #forget(): void {
    this.#rows = [];
    this.#selected = null;
    this.#hunt = null;
  }

  #select(view: View): readonly Row[] {
    const key = JSON.stringify(view);
    if (this.#selected?.view !== key)
      this.#selected = { view: key, rows: selectRows(this.#rows, view) };
    return this.#selected.rows;
  }

  #newHunt(classifier: Classifier): ClientHunt {
    const known = this.#knownDga;
    return new ClientHunt(classifier, {
      allow: this.#allow,
      findKnownDga: known === null ? null : (name) => known.familyOf(name),
    });
  }

  #finishHunt(hunt: ClientHunt, read: ReadSummary): Outcome {
    hunt.finish();
    const { operatingPoint } = this.#rules;
    // A score of single names says nothing about clients.
    const ofService = typeof operatingPoint === 'string' ? operatingPoint : null;
    const level = this.#settings.level ?? ofService ?? 'medium';
    const results = hunt.results(level);
    const countsLine = hunt.countsLine(level);
    this.#hunt = { hunt, results };
    this.#summary = [...read.sources, ...read.failures, countsLine];
    const of = (wanted: AlertLevel): number =>
      results.filter((result) => result.level === wanted).length;
    const [low, medium, high] = alertLevels.map(of);
    return {
      kind: 'clients',
      ...read,
      shown: results
        .slice(0, MOST_SHOWN)
        .map((result) => ({ result, family: familySentence(result.family) })),
      suspected: { low: low ?? 0, medium: medium ?? 0, high: high ?? 0 },
      clients: hunt.clients,
      queries: hunt.counts.events,
      countsLine,
    };
  }

  #filterOf(knownDga: JudgeSettings['knownDga']): KnownDgaFilter | null {
    if (knownDga === 'none') return null;
    if (knownDga === 'service') {
      const { knownDga: bytes } = this.#rules;
      return bytes === null ? null : loadKnownDgaFilter(bytes);
    }
    if (knownDga !== 'this-month') return loadKnownDgaFilter(knownDga);
    const today = new Date(this.#now());
    const from = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1));
    const days = new Date(
      Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 0),
    ).getUTCDate();
    this.#thisMonth ??= buildKnownDgaFilter({ from, days });
    return this.#thisMonth;
  }
}

function rulesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
