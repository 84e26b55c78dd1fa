import { need } from '@degas/page';

import type { Rule } from './answers.ts';
import type { MonitorClient } from './monitor-client.ts';
import { ruleSentence } from './texts.ts';

const DAY_MS = 86_400_000;

/** Asks for the reason and the end of a rule, and makes it. */
export class RuleDialog {
  readonly #dialog = need('rule-dialog', HTMLDialogElement);
  readonly #reason = need('rule-reason', HTMLInputElement);
  readonly #days = need('rule-days', HTMLSelectElement);
  readonly #error = need('rule-error', HTMLParagraphElement);
  #rule: Pick<Rule, 'kind' | 'value'> | null = null;

  constructor(client: MonitorClient, onMade: () => void) {
    need('rule-cancel', HTMLButtonElement).addEventListener('click', () => {
      this.#dialog.close();
    });
    need('rule-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save(client, onMade);
    });
  }

  open(rule: Pick<Rule, 'kind' | 'value'>): void {
    this.#rule = rule;
    this.#reason.value = '';
    this.#error.hidden = true;
    need('rule-title', HTMLHeadingElement).textContent =
      rule.kind === 'allow_name' ? 'Allow a name' : 'Mute alerts';
    const sentence = ruleSentence(rule);
    need('rule-what', HTMLParagraphElement).textContent = `From now on ${sentence}.`;
    this.#dialog.showModal();
    this.#reason.focus();
  }

  async #save(client: MonitorClient, onMade: () => void): Promise<void> {
    if (this.#rule === null) return;
    const days = Number(this.#days.value);
    const until = days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    try {
      await client.post('api/rules', { ...this.#rule, reason: this.#reason.value, until });
      this.#dialog.close();
      onMade();
    } catch (error) {
      this.#error.textContent = error instanceof Error ? error.message : String(error);
      this.#error.hidden = false;
    }
  }
}
