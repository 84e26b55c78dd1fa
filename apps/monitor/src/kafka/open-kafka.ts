import { fromEnvironment, type Environment } from '../config/from-environment.ts';
import type { KafkaPort } from './kafka-port.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { KafkaJsPort } from './kafkajs-port.ts';

/** Opens a connection by the library that is in use; a password may be a variable of the environment. */
export function openKafka(
  settings: KafkaSettings,
  environment: Environment,
  onProblem: (message: string) => void,
): KafkaPort {
  const { sasl } = settings;
  const user =
    sasl === null ? null : { ...sasl, password: fromEnvironment(sasl.password, environment) };
  return new KafkaJsPort({ ...settings, sasl: user }, (level, message) => {
    if (level === 'error') onProblem(`kafka: ${message}`);
  });
}
