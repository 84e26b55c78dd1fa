import { need } from '@degas/page';

import { BackgroundClassifier } from './classify.ts';
import { showModel } from './model-card.ts';
import { fetchServedModel, TokenWanted } from './served-model.ts';
import { VerdictTable } from './verdict-table.ts';

const classifier = new BackgroundClassifier();
const table = new VerdictTable((asked) => classifier.explain(asked));
const names = need('names', HTMLTextAreaElement);
const status = need('status', HTMLParagraphElement);
const progress = need('progress', HTMLProgressElement);
const classifyButton = need('classify', HTMLButtonElement);
const source = need('source', HTMLParagraphElement);
const access = need('access', HTMLFormElement);

/** Number of the current job: the result of an earlier one is dropped. */
let job = 0;

async function loadModel(): Promise<void> {
  classifyButton.disabled = true;
  status.textContent = 'Loading the model…';
  try {
    const { served, file } = await fetchServedModel(need('token', HTMLInputElement).value);
    showModel(await classifier.load(file), served);
    access.hidden = true;
    classifyButton.disabled = false;
    status.textContent = 'Ready.';
  } catch (error) {
    access.hidden = !(error instanceof TokenWanted);
    status.textContent = access.hidden ? `No model: ${reasonOf(error)}` : '';
  }
}

/** Reads and classifies a text or a file; the verdicts on the last one are cleared first. */
async function run(input: Blob | string, fileName = ''): Promise<void> {
  const mine = ++job;
  table.set([]);
  source.textContent = '';
  classifyButton.disabled = true;
  status.textContent = fileName === '' ? 'Reading…' : `Reading ${fileName}…`;
  try {
    const { names: found, summary } = await classifier.read(input, fileName);
    if (mine !== job) return;
    source.textContent = summary;
    progress.hidden = false;
    progress.max = found.length;
    progress.value = 0;
    status.textContent = `Classifying ${counted(found.length)}…`;
    const started = performance.now();
    const verdicts = await classifier.classify(found, (done) => {
      progress.value = done;
    });
    if (mine !== job) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    table.set(verdicts.map((verdict, position) => ({ ...verdict, position })));
    status.textContent = `${counted(verdicts.length)} classified in ${seconds} s.`;
  } catch (error) {
    if (mine === job) status.textContent = reasonOf(error);
  } finally {
    progress.hidden = true;
    classifyButton.disabled = false;
  }
}

async function runFile(file: File | null | undefined): Promise<void> {
  if (!file || classifyButton.disabled) return;
  await run(file, file.name);
}

const counted = (names: number): string =>
  `${names.toLocaleString('en')} ${names === 1 ? 'name' : 'names'}`;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Characters from which on a text is not put into the box: laying out 100,000 lines takes a browser half a minute. */
const LONG_PASTE = 200_000;

names.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.length < LONG_PASTE || classifyButton.disabled) return;
  event.preventDefault();
  void run(text);
});
need('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void run(names.value);
});
names.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || classifyButton.disabled) return;
  event.preventDefault();
  void run(names.value);
});
access.addEventListener('submit', (event) => {
  event.preventDefault();
  void loadModel();
});
const fileInput = need('file', HTMLInputElement);
fileInput.addEventListener('change', () => {
  void runFile(fileInput.files?.[0]).finally(() => {
    // Else the same file could not be opened again.
    fileInput.value = '';
  });
});
need('clear', HTMLButtonElement).addEventListener('click', () => {
  job++;
  names.value = '';
  table.set([]);
  source.textContent = '';
  status.textContent = 'Ready.';
  names.focus();
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
  void runFile(event.dataTransfer?.files[0]);
});

void loadModel();
