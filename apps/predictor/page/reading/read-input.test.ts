import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { type Input, readInput, type SourceNote } from './read-input.ts';

const names = ['a.com', 'qzx.com'];

async function read(input: Input) {
  const notes: SourceNote[] = [];
  const events = [];
  for await (const batch of readInput(input, (note) => notes.push(note)))
    events.push(...batch.events);
  const said = (kind: SourceNote['kind']): string =>
    notes.flatMap((note) => (note.kind === kind ? note.text : [])).join('\n');
  return {
    names: events.map(({ name }) => name),
    clients: events.map(({ client }) => client),
    summary: said('summary'),
    failure: said('failure'),
  };
}

const file = (name: string, content: string | Uint8Array<ArrayBuffer>): File =>
  new File([content], name);

describe('what is pasted or opened', () => {
  test.each<[string, string, RegExp]>([
    ['a list', 'a.com\nqzx.com\n', /2 records$/],
    ['names side by side', ' a.com qzx.com ', /2 records$/],
    ['a table with a rank', '1,a.com\n2,qzx.com\n', /2 records$/],
    ['a Zeek log', '#fields\tts\tquery\n1\ta.com\n2\tqzx.com\n', /^zeek.*2 records/],
    ['JSON lines', '{"query":"a.com"}\n{"query":"qzx.com"}\n', /2 records/],
    ['a hosts file', '0.0.0.0 a.com\n0.0.0.0 qzx.com\n', /^hosts, 2 records/],
  ])('is read: %s', async (_, text, summary) => {
    const found = await read({ text });
    expect(found.names).toEqual(names);
    expect(found.summary).toMatch(summary);
  });

  test('is unpacked, and its file named', async () => {
    const packed = file('list.txt.gz', new Uint8Array(gzipSync('a.com\nqzx.com\n')));
    const found = await read({ files: [packed] });
    expect(found.names).toEqual(names);
    expect(found.summary).toMatch(/^list\.txt\.gz: .*2 records/);
  });

  test('may be files of a rotated log, which are read from the oldest on', async () => {
    const line = (client: string): string =>
      `{"ts":1,"query":"${client}.com","id.orig_h":"${client}"}\n`;
    const files = ['dns.log', 'dns.log.1', 'dns.log.2'].map((name) =>
      file(name, line(name.at(-1) ?? '')),
    );
    expect((await read({ files })).clients).toEqual(['2', '1', 'g']);
  });

  test('says what was left out', async () => {
    const { summary } = await read({ text: '{"query":"a.com"}\n{"que\n{"query":"qzx.com"}\n' });
    expect(summary).toMatch(/1 left out \(1 not JSON\)/);
  });

  test('is refused where it is not text, and the files beside it are read', async () => {
    const noise = Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919) & 255);
    const found = await read({
      files: [file('photo.png', noise), file('list.txt', 'a.com\nqzx.com\n')],
    });
    expect(found.failure).toMatch(/photo\.png/);
    expect(found.names).toEqual(names);
    expect(found.summary).toMatch(/^list\.txt/);
  });
});
