import { make, need } from '@degas/page';

import { clientList } from './clients/client-list.ts';
import {
  clientsHeadline,
  clientsTiles,
  levelHint,
  suspectedClients,
} from './clients/clients-overview.ts';
import { BackgroundJudge } from './judging/background-judge.ts';
import type { Progress, Saved } from './judging/judge-messages.ts';
import type { Task } from './judging/judge-settings.ts';
import type { Outcome } from './judging/outcome.ts';
import { showModel } from './model/model-card.ts';
import { fetchServedModel, TokenWanted } from './model/served-model.ts';
import { namesHeadline, namesPicture, namesTiles } from './names/names-overview.ts';
import { VerdictTable } from './names/verdict-table.ts';
import { droppedFiles } from './reading/dropped-files.ts';
import type { Input } from './reading/read-input.ts';
import { saveFile } from './save-file.ts';
import {
  chooseTask,
  chosenTask,
  offerLevels,
  onApply,
  readSettings,
  showServiceRules,
} from './settings/settings-form.ts';

// A version in the page's own address is the workers', too: pages and workers of two versions would not understand each other.
const judge = new BackgroundJudge(`worker.js${new URL(import.meta.url).search}`);
const table = new VerdictTable(judge, report);
const names = need('names', HTMLTextAreaElement);
const status = need('status', HTMLParagraphElement);
const progress = need('progress', HTMLProgressElement);
const classifyButton = need('classify', HTMLButtonElement);
const stopButton = need('stop', HTMLButtonElement);
const results = need('results', HTMLElement);
const access = need('access', HTMLFormElement);
const token = need('token', HTMLInputElement);

/** Number of the current job: the result of an earlier one is dropped. */
let job = 0;
let isLoaded = false;
/** What was judged last, to judge it again by other settings. */
let lastInput: Input | null = null;

async function loadModel(): Promise<void> {
  classifyButton.disabled = true;
  status.textContent = 'Loading the model…';
  try {
    const { served, file, rules } = await fetchServedModel(token.value);
    showServiceRules(rules);
    const settings = await readSettings();
    const model = await judge.ask('load', { model: file, rules, settings });
    showModel(model, served);
    offerLevels(model, rules);
    access.hidden = true;
    classifyButton.disabled = false;
    isLoaded = true;
    status.textContent = 'Ready.';
  } catch (error) {
    access.hidden = !(error instanceof TokenWanted);
    if (access.hidden) status.textContent = `No model: ${reasonOf(error)}`;
    else status.textContent = token.value === '' ? '' : 'The service refused this token.';
  }
}

/** Reads and judges a text or files; what was shown of the last ones is cleared first. */
async function run(input: Input): Promise<void> {
  if (!isLoaded) {
    status.textContent = 'The model is not loaded yet; try again in a moment.';
    return;
  }
  const mine = ++job;
  lastInput = input;
  clear();
  classifyButton.disabled = true;
  stopButton.hidden = false;
  const title = titleOf(input);
  status.textContent = `Reading ${title}…`;
  const bytes = 'files' in input ? input.files.reduce((sum, { size }) => sum + size, 0) : 0;
  const started = performance.now();
  try {
    const question = { input, task: chosenTask() };
    const outcome = await judge.ask('run', question, (done) => {
      if (mine === job) showProgress(title, done, bytes);
    });
    if (mine !== job || outcome === null) return;
    await show(outcome);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    status.textContent = `${counted(outcome)} judged in ${seconds} s.`;
  } catch (error) {
    if (mine === job) report(error);
  } finally {
    if (mine === job) {
      progress.hidden = true;
      stopButton.hidden = true;
      classifyButton.disabled = false;
    }
  }
}

async function runFiles(files: readonly File[]): Promise<void> {
  if (files.length > 0) await run({ files });
}

function showProgress(title: string, done: Progress, bytes: number): void {
  progress.hidden = false;
  if (bytes > 0) {
    progress.max = bytes;
    // A packed file is read before what is in it is judged.
    progress.value = Math.min(done.bytes, 0.99 * bytes);
  } else progress.removeAttribute('value');
  status.textContent = `Judging ${title}: ${done.records.toLocaleString('en')} records…`;
}

async function show(outcome: Outcome): Promise<void> {
  const isNames = outcome.kind === 'names';
  need('headline', HTMLHeadingElement).textContent = isNames
    ? namesHeadline(outcome.counts)
    : clientsHeadline(outcome);
  const { sources, warnings, failures } = outcome;
  lines('source', isNames ? sources : [...sources, outcome.countsLine]);
  lines('troubles', [...failures, ...warnings]);
  need('counts', HTMLDListElement).replaceChildren(
    ...(isNames ? namesTiles(outcome.counts) : clientsTiles(outcome)),
  );
  need('picture', HTMLDivElement).replaceChildren(
    isNames ? namesPicture(outcome.counts) : levelHint(),
  );
  need('clients', HTMLDivElement).replaceChildren(
    ...(isNames ? [] : clientList(outcome.shown, judge)),
  );
  const left = isNames ? 0 : suspectedClients(outcome) - outcome.shown.length;
  if (left > 0)
    need('clients', HTMLDivElement).append(
      make('p', 'hint', `${left.toLocaleString('en')} more are in the JSON lines.`),
    );
  need('clients', HTMLDivElement).hidden = isNames;
  need('verdicts', HTMLDivElement).hidden = !isNames;
  for (const id of ['report', 'jsonl']) need(id, HTMLButtonElement).hidden = isNames;
  for (const id of ['download', 'copy']) need(id, HTMLButtonElement).hidden = !isNames;
  const other = need('other', HTMLButtonElement);
  other.textContent = isNames ? 'Judge as one client' : 'Judge name by name';
  other.dataset.task = isNames ? 'clients' : 'names';
  if (isNames) await table.show();
  results.hidden = false;
  if (results.getBoundingClientRect().top > innerHeight / 2) results.scrollIntoView();
}

/** Removes what was shown of the last input. */
function clear(): void {
  results.hidden = true;
  table.clear();
  progress.hidden = true;
}

function lines(id: string, texts: readonly string[]): void {
  const list = need(id, HTMLUListElement);
  list.replaceChildren(...texts.map((text) => make('li', '', text)));
  list.hidden = texts.length === 0;
}

function titleOf(input: Input): string {
  if ('text' in input) return 'what you gave';
  const [first, ...others] = input.files;
  return others.length === 0 ? (first?.name ?? '') : `${input.files.length} files`;
}

function counted(outcome: Outcome): string {
  const [count, noun, nouns] =
    outcome.kind === 'names'
      ? ([outcome.counts.names, 'name', 'names'] as const)
      : ([outcome.queries, 'query', 'queries'] as const);
  return `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function report(error: unknown): void {
  status.textContent = reasonOf(error);
}

async function save(what: Saved, name: string): Promise<void> {
  try {
    saveFile(name, await judge.ask('save', { what, view: table.view }));
  } catch (error) {
    report(error);
  }
}

async function applySettings(): Promise<void> {
  if (!isLoaded) return;
  job++;
  classifyButton.disabled = true;
  status.textContent = 'Applying the settings…';
  try {
    await judge.ask('set', { settings: await readSettings() });
    status.textContent = 'The settings are applied.';
  } catch (error) {
    report(error);
    return;
  } finally {
    stopButton.hidden = true;
    classifyButton.disabled = false;
  }
  if (lastInput !== null) await run(lastInput);
}

/** Characters from which on a text is not put into the box: laying out 100,000 lines takes a browser half a minute. */
const LONG_PASTE = 200_000;

names.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.length < LONG_PASTE) return;
  event.preventDefault();
  void run({ text });
});
need('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void run({ text: names.value });
});
names.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || classifyButton.disabled) return;
  event.preventDefault();
  void run({ text: names.value });
});
access.addEventListener('submit', (event) => {
  event.preventDefault();
  void loadModel();
});
onApply(() => void applySettings());
const fileInput = need('file', HTMLInputElement);
fileInput.addEventListener('change', () => {
  const files = [...(fileInput.files ?? [])];
  // Else the same file could not be opened again.
  fileInput.value = '';
  void runFiles(files);
});
stopButton.addEventListener('click', () => {
  job++;
  void judge.ask('stop', {});
  clear();
  stopButton.hidden = true;
  classifyButton.disabled = false;
  status.textContent = 'Stopped.';
  classifyButton.focus();
});
need('clear', HTMLButtonElement).addEventListener('click', () => {
  job++;
  void judge.ask('stop', {});
  names.value = '';
  lastInput = null;
  clear();
  stopButton.hidden = true;
  classifyButton.disabled = !isLoaded;
  if (isLoaded) status.textContent = 'Ready.';
  names.focus();
});
need('report', HTMLButtonElement).addEventListener('click', () => {
  void save('report', 'degas-report.html');
});
need('jsonl', HTMLButtonElement).addEventListener('click', () => {
  void save('jsonl', 'suspected-clients.jsonl');
});
need('download', HTMLButtonElement).addEventListener('click', () => {
  void save('csv', 'verdicts.csv');
});
need('copy', HTMLButtonElement).addEventListener('click', () => {
  const shown = Array.from(document.querySelectorAll('#rows td.name'), (cell) => cell.textContent);
  navigator.clipboard.writeText(shown.map((name) => `${name}\n`).join('')).then(
    () => {
      status.textContent = `${shown.length} names are copied.`;
    },
    () => {
      status.textContent = 'The browser does not let this page copy; save the CSV.';
    },
  );
});
need('other', HTMLButtonElement).addEventListener('click', (event) => {
  const { task } = (event.currentTarget as HTMLElement).dataset;
  chooseTask((task ?? 'auto') as Task);
  if (lastInput !== null)
    void run(lastInput).finally(() => {
      // What is opened next is judged by what it is.
      chooseTask('auto');
    });
});

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
for (const end of ['dragleave', 'drop']) {
  document.addEventListener(end, () => {
    document.body.classList.remove('dropping');
  });
}
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const dropped = event.dataTransfer;
  if (dropped === null) return;
  const text = dropped.files.length === 0 ? dropped.getData('text') : '';
  if (text !== '') void run({ text });
  else droppedFiles(dropped).then(runFiles).catch(report);
});

void loadModel();
