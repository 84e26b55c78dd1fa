import { loadClassifier } from '@degas/inference';
import { NameCache, TrafficWatch } from '@degas/traffic';

import { KafkaMonitor } from '../kafka/kafka-monitor.ts';
import { kafkaSettings } from '../kafka/kafka-settings.ts';
import { KafkaJsPort } from '../kafka/kafkajs-port.ts';
import { MessageReader } from '../kafka/message-reader.ts';
import { DeadLetterFile } from '../outlets/dead-letter-file.ts';
import { JsonLinesTransport } from '../outlets/json-lines-transport.ts';
import { ReliableOutlet } from '../outlets/reliable-outlet.ts';
import { calmJudge, findTestingFamily } from './known-names-judge.ts';

/**
 * One instance of the Kafka monitor as a process of its own, to be killed: BROKER GROUP TOPIC FILE [model]. Its alerts go to the file;
 * it says how many messages it took, how far behind it is and how many clients wait to be judged, once a second. Its judge costs
 * nothing, or is the model that ships.
 */
const [broker = '', group = '', topic = '', file = '', judge = ''] = process.argv.slice(2);
const problem = (message: string): void => void process.stderr.write(`${message}\n`);

const port = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker] }), (level, message) => {
  if (level === 'error') problem(message);
});
const outlet = new ReliableOutlet(
  new JsonLinesTransport(file, 'jsonl'),
  new DeadLetterFile(`${file}.dead`, { maxBytes: 1e9, now: Date.now }),
  {},
  { now: Date.now, random: Math.random, onProblem: problem },
);
const classifier = judge === 'model' ? await loadClassifier() : null;
const judging = {
  judge: classifier ?? calmJudge,
  findKnownDga: classifier === null ? findTestingFamily : null,
};
const names = new NameCache(judging.judge, {}, judging.findKnownDga);
const openWatch = (): TrafficWatch =>
  new TrafficWatch(judging.judge, {}, judging.findKnownDga, names);
const monitor = await KafkaMonitor.start(port, {
  group,
  topic,
  checkpointMs: Number(process.env.CHECKPOINT_MS ?? 1000),
  sessionTimeoutMs: 6000,
  clock: () => performance.now(),
  openWatch,
  openReader: () => new MessageReader(),
  deliver: (alerts) => outlet.deliver(alerts),
  onProblem: problem,
});
const timer = setInterval(() => {
  const { messages, progress, watches } = monitor;
  const unjudged = watches.reduce((sum, watch) => sum + watch.unjudged, 0);
  const lag = progress.reduce((sum, one) => sum + one.lag, 0n);
  process.stdout.write(
    `${JSON.stringify({ messages, partitions: progress.length, lag: Number(lag), unjudged })}\n`,
  );
}, 1000);
process.once('SIGTERM', () => {
  clearInterval(timer);
  void monitor
    .close()
    .then(() => outlet.close())
    .then(() => port.close())
    .then(() => {
      // As the program does: joining that is under way can't be broken off.
      setTimeout(() => process.exit(), 10_000).unref();
    });
});
