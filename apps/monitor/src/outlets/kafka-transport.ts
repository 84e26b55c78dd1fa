import type { Alert } from '@degas/traffic';

import type { KafkaPort } from '../kafka/kafka-port.ts';
import { type AlertForm, alertText } from './alert-text.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

/** Alerts as messages of a topic, keyed by client, with the alert's id in a header. */
export class KafkaTransport implements Transport {
  readonly name: string;
  readonly batchSize = 500;
  readonly #port: KafkaPort;
  readonly #topic: string;
  readonly #form: AlertForm;

  /** The transport closes the port. */
  constructor(port: KafkaPort, topic: string, form: AlertForm) {
    this.name = `kafka topic ${topic}`;
    this.#port = port;
    this.#topic = topic;
    this.#form = form;
  }

  async send(alerts: readonly Alert[]): Promise<SendResult> {
    const messages = alerts.map((alert) => ({
      key: Buffer.from(alert.client),
      value: Buffer.from(alertText(alert, this.#form)),
      headers: { 'degas-alert-id': alert.id, 'degas-alert-level': alert.level },
    }));
    await this.#port.send([{ topic: this.#topic, messages }]);
    return ALL_TAKEN;
  }

  close(): Promise<void> {
    return this.#port.close();
  }
}
