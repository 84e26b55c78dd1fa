/**
 * Random byte strings, and names made to cause trouble, through the classifier: it must not throw, must give each a verdict that
 * is one, and must not take more than time proportional to their length.
 *
 *     node --conditions=@degas/source --import tsx libs/inference/bench/fuzz.ts [strings, default 1000000]
 */
import { seededRandom } from '@degas/features';

import { loadClassifier } from '../src/classifier/load-classifier.ts';

const COUNT = Number(process.argv[2] ?? 1_000_000);
const CHUNK = 5000;
const classifier = await loadClassifier();
const random = seededRandom(5);
const PARTS = [
  '.',
  'xn--',
  '\0',
  '\ud800',
  '*.',
  '__proto__',
  '.com',
  '.co.uk',
  '-',
  '_tcp',
  ' ',
  '\u3002',
  '::1',
];

const HOST_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

/** A third of the strings are of the characters of hosts, a third of bytes, a third of UTF-16 units. */
function anyCharacter(kind: number): string {
  if (kind < 1 / 3) return HOST_CHARACTERS.charAt(Math.floor(random() * HOST_CHARACTERS.length));
  return String.fromCharCode(Math.floor(random() * (kind < 2 / 3 ? 256 : 65_536)));
}

function anyString(): string {
  const length = Math.floor(random() ** 2 * 90);
  const kind = random();
  let text = '';
  for (let i = 0; i < length; i++) {
    text +=
      random() < 0.05 ? (PARTS[Math.floor(random() * PARTS.length)] ?? '') : anyCharacter(kind);
  }
  return random() < 0.3 ? `${text}.com` : text;
}

const labels = { benign: 0, dga: 0, skipped: 0 };
for (let done = 0; done < COUNT; done += CHUNK) {
  const names = Array.from({ length: Math.min(CHUNK, COUNT - done) }, anyString);
  const verdicts = classifier.classify(names);
  const scores = classifier.score(names);
  verdicts.forEach(({ domain, label, score, skipped }, i) => {
    labels[label]++;
    const isSound =
      domain === names[i] &&
      (label === 'skipped'
        ? score === null && skipped !== null && Number.isNaN(scores[i])
        : score !== null && score >= 0 && score <= 1 && score === scores[i]);
    if (!isSound)
      throw new Error(`${JSON.stringify(names[i])}: ${label} ${score ?? ''} ${scores[i] ?? ''}`);
  });
}
process.stdout.write(`${COUNT} strings: ${JSON.stringify(labels)}\n`);

const shapes: Record<string, (length: number) => string> = {
  'one label': (length) => 'x'.repeat(length),
  'empty labels': (length) => '.'.repeat(length),
  labels: (length) => 'a.'.repeat(length / 2),
  'lone surrogates': (length) => '\ud800'.repeat(length),
  punycode: (length) => `xn--${'-'.repeat(length - 8)}.com`,
  spaces: (length) => ' '.repeat(length),
};
for (const [shape, make] of Object.entries(shapes)) {
  const times = [125_000, 1_000_000].map((length) => {
    const name = make(length);
    classifier.classifyOne(name);
    const start = performance.now();
    for (let i = 0; i < 20; i++) classifier.explain(name);
    return (performance.now() - start) / 20;
  });
  process.stdout.write(
    `${shape}: ${times.map((time) => time.toFixed(3)).join(' ms, eight times as long ')} ms\n`,
  );
}
