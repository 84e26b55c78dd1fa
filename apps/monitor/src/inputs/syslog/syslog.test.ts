import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { TakenEvents, TakenRejects } from '../../testing/take-events.ts';
import { SyslogFrames } from './syslog-frames.ts';
import { SyslogInput } from './syslog-input.ts';
import { syslogLine } from './syslog-line.ts';

const QUERY = 'query[A] xq7.example.com from 10.0.0.5';
const REPLY = 'reply xq7.example.com is NXDOMAIN';
const OLD = `<30>Nov 27 10:00:00 gate dnsmasq[77]: ${QUERY}`;
const NEW = `<30>1 2026-11-27T10:00:00.123Z gate dnsmasq 77 - [a@1 b="]\\""] \uFEFF${QUERY}`;

describe('a message', () => {
  test.each([
    [OLD, 'dnsmasq', `Nov 27 10:00:00 gate dnsmasq[77]: ${QUERY}`],
    [NEW, 'dnsmasq', `2026-11-27T10:00:00.123Z gate dnsmasq[77]: ${QUERY}`],
    [`<30>dnsmasq[77]: ${QUERY}`, 'dnsmasq', `dnsmasq[77]: ${QUERY}`],
    ['<134>1 2026-11-27T10:00:00Z s suricata - - - {"dns":1}', 'suricata', '{"dns":1}'],
    ['<134>Nov 27 10:00:00 s suricata[1]: @cee: {"dns":1}', 'suricata', '{"dns":1}'],
    ['<134>1 - - - - - - CEF:0|a|b|c', '-', 'CEF:0|a|b|c'],
  ])('%j is a line of its program', (message, program, line) => {
    expect(syslogLine(message)).toEqual({ program, line });
  });

  test.each(['', 'hello', '<30', '<9999>x'])('%j is none', (message) => {
    expect(syslogLine(message)).toBeNull();
  });

  test('is one line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const message of [`<13>${text}`, `<13>1 - - - - - - ${text}`])
          expect(syslogLine(message)?.line ?? '').not.toMatch(/[\r\n\0]/);
      }),
    );
  });
});

describe('a stream of messages', () => {
  const messages = fc.array(
    fc
      .string({ unit: 'grapheme-ascii', minLength: 1 })
      .map((text) => `<13>${text.replaceAll('\n', ' ')}`),
    { minLength: 1, maxLength: 20 },
  );

  test.each([
    ['their length before each', (text: string) => `${Buffer.byteLength(text)} ${text}`],
    ['line ends', (text: string) => `${text}\n`],
  ])('is cut by %s, in any pieces', (_, framed) => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 50 }), (texts, size) => {
        const bytes = Buffer.from(texts.map(framed).join(''));
        const frames = new SyslogFrames();
        const cut: string[] = [];
        for (let at = 0; at < bytes.length; at += size)
          cut.push(...frames.push(bytes.subarray(at, at + size)).map(String));
        cut.push(...frames.end().map(String));
        expect(cut).toEqual(texts);
      }),
    );
  });

  test('without an end is bounded', () => {
    const frames = new SyslogFrames();
    for (let i = 0; i < 100; i++) frames.push(Buffer.alloc(10_000, 120));
    expect(frames.tooLong).toBeGreaterThan(10);
    expect(frames.end()[0]?.length ?? 0).toBeLessThan(65_537);
  });
});

describe.each(['udp', 'tcp'] as const)('over %s', (protocol) => {
  let input: SyslogInput;
  let taken: TakenEvents;
  let rejects: TakenRejects;
  let socket: Socket | null;

  beforeEach(async () => {
    rejects = new TakenRejects();
    input = new SyslogInput({ protocol, host: '127.0.0.1', port: 0, reading: {}, rejects });
    await input.listen();
    taken = new TakenEvents(input);
    socket = null;
  });
  afterEach(async () => {
    socket?.destroy();
    await taken.stop();
  });

  async function send(messages: readonly (string | Uint8Array)[]): Promise<void> {
    const port = input.port ?? 0;
    if (protocol === 'udp') {
      const client = createSocket('udp4');
      for (const message of messages)
        await new Promise<void>((resolve) => {
          client.send(message, port, '127.0.0.1', () => {
            resolve();
          });
        });
      client.close();
      return;
    }
    socket ??= connect(port, '127.0.0.1');
    if (socket.connecting) await once(socket, 'connect');
    for (const message of messages) {
      socket.write(message);
      socket.write('\n');
    }
  }

  test('messages of both forms become events, queries joined with their answers', async () => {
    await send([OLD, OLD.replace(QUERY, REPLY), NEW.replaceAll('xq7', 'xq8')]);
    await taken.until(2);
    expect(taken.events).toMatchObject([
      { name: 'xq7.example.com', client: '10.0.0.5', answer: 'nxdomain' },
      { name: 'xq8.example.com', client: '10.0.0.5', time: Date.UTC(2026, 10, 27, 10, 0, 0, 123) },
    ]);
  });

  test('programs of one sender have formats of their own', async () => {
    const json =
      '{"event_type":"dns","src_ip":"10.0.0.6","dns":{"type":"query","rrname":"s.example.com","rrtype":"A"}}';
    await send([OLD, `<134>1 2026-11-27T10:00:00Z s suricata - - - ${json}`]);
    await taken.until(2);
    expect(new Set(taken.events.map(({ client }) => client))).toEqual(
      new Set(['10.0.0.5', '10.0.0.6']),
    );
  });

  test('2,000 broken messages are counted, and the next good one is read', async () => {
    const rnd = (seed: number): number => (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    let seed = 7;
    const broken = Array.from({ length: 2000 }, () => {
      const length = 1 + ((seed = rnd(seed)) % 200);
      return Uint8Array.from({ length }, (_, i) => {
        // Every second one begins like a message, so that deeper parts are reached, too.
        if (i < 4 && (seed & 64) !== 0) return '<30>'.charCodeAt(i);
        return (seed = rnd(seed)) >>> 24;
      });
    });
    await send(broken);
    // A datagram may find the receiver's buffer full.
    for (let tries = 0; tries < 20 && !taken.names.includes('xq7.example.com'); tries++) {
      await send([OLD]);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(taken.names).toContain('xq7.example.com');
    expect(input.status().rejected).toBeGreaterThan(500);
  });
});
