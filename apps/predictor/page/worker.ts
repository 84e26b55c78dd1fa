import { loadClassifier, type Classifier } from '@degas/inference';

import { readLog } from './read-log.ts';
import type { Answer, Question } from './worker-messages.ts';

/** Names between two messages: few enough for the bar to move, many enough for messages to cost little. */
const PART = 2000;

let classifier: Classifier | null = null;

const answer = (message: Answer): void => {
  postMessage(message);
};

async function reply(question: Question): Promise<void> {
  const { id } = question;
  if (question.ask === 'load') {
    classifier = await loadClassifier(question.model ?? undefined, { cacheSize: 0 });
    answer({ answer: 'loaded', id, model: classifier.model });
    return;
  }
  if (question.ask === 'read') {
    answer({ answer: 'read', id, log: await readLog(question.source, question.fileName) });
    return;
  }
  const loaded = classifier;
  if (loaded === null) throw new Error('No model is loaded');
  if (question.ask === 'explain') {
    const explanations = question.names.map((name) => loaded.explain(name));
    answer({ answer: 'explained', id, explanations });
    return;
  }
  for (let from = 0; from < question.names.length; from += PART) {
    const verdicts = loaded.classify(question.names.slice(from, from + PART));
    answer({ answer: 'part', id, verdicts });
  }
  answer({ answer: 'classified', id });
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  reply(data).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    answer({ answer: 'failed', id: data.id, reason });
  });
});
