import type { Answer, Ask, Exchanges, Question } from './judging/judge-messages.ts';
import { Judge } from './judging/judge.ts';
import { BackgroundReader } from './reading/background-reader.ts';

/** Milliseconds between two messages on how far a job is. */
const PROGRESS_MS = 100;

// The version in this worker's own address, where it has one, is the reader's, too.
const judge = new Judge(new BackgroundReader(`reader.js${location.search}`), () => Date.now());

const say = (answer: Answer): void => {
  postMessage(answer);
};

async function reply(question: Question): Promise<Exchanges[Ask]['answer']> {
  switch (question.ask) {
    case 'load':
      return judge.load(question.model, question.rules, question.settings);
    case 'set':
      return judge.set(question.settings);
    case 'run': {
      let last = 0;
      return judge.run(question.input, question.task, (progress) => {
        const now = performance.now();
        if (now - last < PROGRESS_MS) return;
        last = now;
        say({ id: question.id, kind: 'progress', progress });
      });
    }
    case 'stop':
      judge.stop();
      return null;
    case 'rows':
      return judge.rows(question.view, question.from, question.count);
    case 'explain':
      return judge.explain(question.names);
    case 'save':
      return judge.save(question.what, question.view);
  }
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id } = data;
  reply(data).then(
    (value) => {
      say({ id, kind: 'done', value });
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      say({ id, kind: 'failed', reason });
    },
  );
});
