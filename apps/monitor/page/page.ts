import { make, need } from '@degas/page';

import { alertDetail } from './alert-detail.ts';
import { alertRows, levelText } from './alert-table.ts';
import type { AlertDetail, AlertSummary, Overview, Rule } from './answers.ts';
import { MonitorClient, TokenWanted } from './monitor-client.ts';
import { onceAtATime } from './once-at-a-time.ts';
import { partsOf, table, tiles, troublesOf } from './overview.ts';
import { RuleDialog } from './rule-dialog.ts';
import { clientName, counted, ruleSentence, shortTime } from './texts.ts';

const client = new MonitorClient();
const status = need('status', HTMLParagraphElement);
const access = need('access', HTMLFormElement);
const content = need('content', HTMLDivElement);
const detail = need('detail', HTMLElement);
const find = need('find', HTMLInputElement);
const level = need('level', HTMLSelectElement);
const muted = need('muted', HTMLInputElement);
const dialog = new RuleDialog(client, () => void refresh());

/** Milliseconds before the page tries to connect again, and between two pictures of the rates. */
const AGAIN_MS = 2000;
const PICTURE_MS = 15_000;

/** The alert whose evidence is shown. */
let openId: string | null = null;
let pictured = -Infinity;

const query = (): string =>
  new URLSearchParams({
    level: level.value,
    find: find.value,
    muted: muted.checked ? 'yes' : 'no',
  }).toString();

async function showAlerts(): Promise<void> {
  const { alerts, total } = await client.get<{
    readonly alerts: readonly AlertSummary[];
    readonly total: number;
  }>(`api/alerts?${query()}`);
  const focused =
    document.activeElement instanceof HTMLElement
      ? document.activeElement.dataset.alert
      : undefined;
  need('alerts', HTMLTableSectionElement).replaceChildren(
    ...alertRows(alerts, openId, (id) => void openAlert(id)),
  );
  // A row that is drawn anew keeps the focus.
  if (focused !== undefined)
    document.querySelector<HTMLElement>(`#alerts [data-alert="${CSS.escape(focused)}"]`)?.focus();
  need('alerts-caption', HTMLTableCaptionElement).textContent =
    total === 0
      ? 'No alerts.'
      : total > alerts.length
        ? `The latest ${counted(alerts.length)} of ${counted(total)} alerts`
        : `${counted(total)} ${total === 1 ? 'alert' : 'alerts'}, the latest first`;
}

async function showClients(): Promise<void> {
  const { clients } = await client.get<{ readonly clients: readonly AlertSummary[] }>(
    'api/clients',
  );
  need('clients', HTMLOListElement).replaceChildren(
    ...clients.slice(0, 20).map(({ id, client: name, level: reached, score, family }) => {
      const button = make('button', 'link', clientName(name));
      button.type = 'button';
      button.addEventListener('click', () => void openAlert(id));
      return make('li', '', button, ' ', levelText(reached), ` ${score.toFixed(3)}, ${family}`);
    }),
  );
}

async function showRules(): Promise<void> {
  const { rules } = await client.get<{ readonly rules: readonly Rule[] }>('api/rules');
  const rows = rules.map((rule) => {
    const remove = make('button', '', 'Take away');
    remove.type = 'button';
    remove.setAttribute('aria-label', `Take away: ${ruleSentence(rule)}`);
    remove.addEventListener('click', () => {
      void client.delete(`api/rules/${rule.id}`).then(refresh, report);
    });
    return [
      ruleSentence(rule),
      rule.reason,
      rule.until === null ? 'for good' : `until ${shortTime(rule.until)}`,
      remove,
    ];
  });
  need('rules', HTMLDivElement).replaceChildren(
    rules.length === 0
      ? make('p', 'hint', 'None.')
      : table('Rules', ['Rule', 'Reason', 'Until', 'Action'], rows),
  );
}

async function showOverview(): Promise<void> {
  const overview = await client.get<Overview>('api/overview');
  need('tiles', HTMLDListElement).replaceChildren(...tiles(overview));
  const troubles = troublesOf(overview);
  const box = need('troubles', HTMLParagraphElement);
  box.hidden = troubles.length === 0;
  if (box.textContent !== troubles.join(' ')) box.textContent = troubles.join(' ');
  need('parts', HTMLDivElement).replaceChildren(...partsOf(overview));
}

async function showRates(): Promise<void> {
  if (performance.now() - pictured < PICTURE_MS) return;
  pictured = performance.now();
  const rates = need('rates', HTMLDivElement);
  const isOpen = rates.querySelector('details')?.open ?? false;
  // Drawn by the monitor itself, from numbers.
  rates.innerHTML = await client.text('api/rates/chart');
  const table = rates.querySelector('details');
  if (table !== null) table.open = isOpen;
}

async function openAlert(id: string): Promise<void> {
  openId = id;
  try {
    await showDetail(true);
    await showAlerts();
  } catch (error) {
    report(error);
  }
}

async function showDetail(isAsked: boolean): Promise<void> {
  if (openId === null) return;
  const alert = await client.get<AlertDetail>(`api/alerts/${encodeURIComponent(openId)}`);
  detail.replaceChildren(
    ...alertDetail(alert, {
      makeRule: (rule) => {
        dialog.open(rule);
      },
      close: () => {
        const id = openId ?? '';
        openId = null;
        detail.hidden = true;
        void showAlerts().then(() => {
          document.querySelector<HTMLElement>(`[data-alert="${CSS.escape(id)}"]`)?.focus();
        }, report);
      },
    }),
  );
  detail.hidden = false;
  if (isAsked) need('detail-heading', HTMLHeadingElement).focus();
}

async function refresh(): Promise<void> {
  try {
    await Promise.all([showAlerts(), showClients(), showRules(), showOverview(), showRates()]);
    if (openId !== null) await showDetail(false);
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  status.textContent = error instanceof Error ? error.message : String(error);
}

// A storm of alerts must not become a storm of questions.
const lookAtAlerts = onceAtATime(() =>
  Promise.all([showAlerts(), showClients()]).then(() => undefined, report),
);
const lookAtRates = onceAtATime(() =>
  Promise.all([showOverview(), showRates()]).then(() => undefined, report),
);

async function connect(): Promise<void> {
  try {
    await client.get('api/overview');
    access.hidden = true;
    content.hidden = false;
    status.textContent = 'Live.';
    await refresh();
    await client.events((event) => {
      if (event === 'alert') lookAtAlerts();
      if (event === 'tick') lookAtRates();
    });
    throw new Error('The monitor ended the connection.');
  } catch (error) {
    if (error instanceof TokenWanted) {
      access.hidden = false;
      content.hidden = true;
      status.textContent = '';
      return;
    }
    status.textContent = 'The monitor is not reached. What is shown may be old.';
    setTimeout(() => void connect(), AGAIN_MS);
  }
}

access.addEventListener('submit', (event) => {
  event.preventDefault();
  client.use(need('token', HTMLInputElement).value);
  void connect();
});
for (const input of [find, level, muted])
  input.addEventListener('input', () => void showAlerts().catch(report));
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-export]')) {
  button.addEventListener('click', () => {
    const format = button.dataset.export ?? 'csv';
    void client.blob(`api/export/${format}?${query()}`).then((blob) => {
      const link = make('a');
      link.href = URL.createObjectURL(blob);
      link.download = `degas-alerts.${format === 'csv' ? 'csv' : 'jsonl'}`;
      link.click();
      URL.revokeObjectURL(link.href);
    }, report);
  });
}

void connect();
