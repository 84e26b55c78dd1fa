import { BackgroundClassifier } from './classify.ts';
import { need } from './elements.ts';
import { showModel } from './model-card.ts';
import { openFile } from './open-file.ts';
import { readNames } from './read-names.ts';
import { fetchServedModel, TokenWanted } from './served-model.ts';
import { VerdictTable } from './verdict-table.ts';

const judge = new BackgroundClassifier();
const table = new VerdictTable((asked) => judge.explain(asked));
const names = need('names', HTMLTextAreaElement);
const status = need('status', HTMLParagraphElement);
const progress = need('progress', HTMLProgressElement);
const judgeButton = need('judge', HTMLButtonElement);
const access = need('access', HTMLFormElement);

/** Counts the jobs, so that what a cleared or newer one overtook is not shown. */
let job = 0;

async function loadModel(): Promise<void> {
  judgeButton.disabled = true;
  status.textContent = 'Loading the model…';
  try {
    const { served, file } = await fetchServedModel(need('token', HTMLInputElement).value);
    showModel(await judge.load(file), served);
    access.hidden = true;
    judgeButton.disabled = false;
    status.textContent = 'Ready.';
  } catch (error) {
    access.hidden = !(error instanceof TokenWanted);
    status.textContent = access.hidden ? `No model: ${reasonOf(error)}` : '';
  }
}

async function run(text: string): Promise<void> {
  const mine = ++job;
  const found = readNames(text);
  if (found.length === 0) {
    status.textContent = 'No names found.';
    return;
  }
  progress.hidden = false;
  progress.max = found.length;
  progress.value = 0;
  judgeButton.disabled = true;
  status.textContent = `Judging ${found.length.toLocaleString('en')} names…`;
  try {
    const started = performance.now();
    const verdicts = await judge.judge(found, (done) => {
      progress.value = done;
    });
    if (mine !== job) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    table.set(verdicts.map((verdict, position) => ({ ...verdict, position })));
    status.textContent = `${verdicts.length.toLocaleString('en')} names judged in ${seconds} s.`;
  } catch (error) {
    status.textContent = `Failed: ${reasonOf(error)}`;
  } finally {
    progress.hidden = true;
    judgeButton.disabled = false;
  }
}

async function runFile(file: File | null | undefined): Promise<void> {
  if (!file || judgeButton.disabled) return;
  status.textContent = `Reading ${file.name}…`;
  try {
    await run(await openFile(file));
  } catch (error) {
    status.textContent = `${file.name} could not be read: ${reasonOf(error)}`;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Characters from which on a text is not put into the box: laying out 100,000 lines takes a browser half a minute. */
const LONG_PASTE = 200_000;

names.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.length < LONG_PASTE || judgeButton.disabled) return;
  event.preventDefault();
  void run(text);
});
need('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void run(names.value);
});
names.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || judgeButton.disabled) return;
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
