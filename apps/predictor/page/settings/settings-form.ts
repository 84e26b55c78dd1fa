import type { ModelInfo, OperatingLevel } from '@degas/inference';
import { make, need } from '@degas/page';

import type { JudgeSettings, ServiceRules, Task } from '../judging/judge-settings.ts';
import { shortScore } from '../names/short-score.ts';

const form = need('settings', HTMLFormElement);
const level = need('level', HTMLSelectElement);
const task = need('task', HTMLSelectElement);
const allow = need('allow', HTMLTextAreaElement);
const deny = need('deny', HTMLTextAreaElement);
const known = need('known', HTMLSelectElement);
const knownFile = need('known-file', HTMLInputElement);

/** Offers the levels that the model has, first of all the one that holds if nobody chooses. */
export function offerLevels(
  { operatingPoints, threshold }: ModelInfo,
  { operatingPoint }: ServiceRules,
): void {
  const own = operatingPoints.find((point) => point.threshold === threshold);
  const whose = operatingPoint === null ? "the model's own" : "the service's";
  const chosen = level.value;
  level.replaceChildren(
    option('', `${whose} (${own?.level ?? `score ${shortScore(threshold)}`})`),
    ...operatingPoints.map(({ level: name, falsePositiveRate }) =>
      option(
        name,
        `${name}: 1 in ${Math.round(1 / falsePositiveRate).toLocaleString('en')} reported by mistake`,
      ),
    ),
  );
  level.value = chosen;
}

/** Says which rules of the service hold beside the settings, and offers its filter. */
export function showServiceRules({ allow, deny, knownDga }: ServiceRules): void {
  const lists = [
    ...(allow === '' ? [] : [`${countOf(allow)} never to be reported`]),
    ...(deny === '' ? [] : [`${countOf(deny)} always to be reported`]),
  ];
  const told = need('service-rules', HTMLParagraphElement);
  told.hidden = lists.length === 0;
  told.textContent = `Rules of the service hold as well: ${lists.join(', ')}.`;
  const offered = known.querySelector('option[value="service"]');
  if (knownDga === null || offered !== null) return;
  known.prepend(option('service', 'of the filter of the service'));
  known.value = 'service';
}

function countOf(rules: string): string {
  return rulesIn(rules).length.toLocaleString('en');
}

/** What the form says now. */
export async function readSettings(): Promise<JudgeSettings> {
  return {
    level: level.value === '' ? null : (level.value as OperatingLevel),
    allow: rulesIn(allow.value),
    deny: rulesIn(deny.value),
    knownDga: await knownDga(),
  };
}

/** What the form says to look for. */
export const chosenTask = (): Task => task.value as Task;

export function chooseTask(wanted: Task): void {
  task.value = wanted;
}

export function onApply(apply: () => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  known.addEventListener('change', () => {
    need('known-file-box', HTMLDivElement).hidden = known.value !== 'file';
  });
}

async function knownDga(): Promise<JudgeSettings['knownDga']> {
  if (known.value !== 'file') return known.value as 'none' | 'service' | 'this-month';
  const file = knownFile.files?.[0];
  if (file === undefined)
    throw new Error('Choose the filter of known DGA names; degas filter writes one.');
  return new Uint8Array(await file.arrayBuffer());
}

/** Rules one a line; what follows a `#` is left out. */
function rulesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((rule) => rule !== '');
}

function option(value: string, text: string): HTMLOptionElement {
  const made = make('option', '', text);
  made.value = value;
  return made;
}
