import { describe, expect, test } from '@jest/globals';

import { ReadReport } from '../reading/read-report.ts';
import { RecordSink } from '../reading/record-sink.ts';
import { shownRecord } from '../testing/records.ts';
import { TransactionJoiner } from './transaction-joiner.ts';

function joining(): { joiner: TransactionJoiner; sink: RecordSink; out: () => string[] } {
  const sink = new RecordSink(new ReadReport());
  return { joiner: new TransactionJoiner(), sink, out: () => sink.take().map(shownRecord) };
}

describe('queries and answers', () => {
  test('come out as one, in the order of the queries', () => {
    const { joiner, sink, out } = joining();
    joiner.query('1', 'a.example.com', { type: 'A' }, sink);
    joiner.query('2', 'b.example.com', {}, sink);
    joiner.answer('2', { answer: 'nxdomain' }, sink, null);
    joiner.answer('1', { answer: 'resolved', answers: ['192.0.2.1'] }, sink, null);
    joiner.answer('1', { answer: 'resolved', answers: ['192.0.2.2', '192.0.2.1'] }, sink, null);
    joiner.flush(sink);
    expect(out()).toEqual([
      'a.example.com A resolved 192.0.2.1|192.0.2.2',
      'b.example.com nxdomain',
    ]);
    expect(sink.report.notes.joined).toBe(3);
  });

  test('a block counts more than what is answered', () => {
    const { joiner, sink, out } = joining();
    joiner.query('1', 'a.example.com', {}, sink);
    joiner.answer('1', { answer: 'nxdomain' }, sink, null);
    joiner.answer('1', { answer: 'blocked' }, sink, null);
    joiner.flush(sink);
    expect(out()).toEqual(['a.example.com blocked']);
  });

  test('an answer completes every query of its key that waits', () => {
    const { joiner, sink, out } = joining();
    joiner.query('1', 'a.example.com', { client: '10.0.0.5' }, sink);
    joiner.query('1', 'a.example.com', { client: '10.0.0.6' }, sink);
    joiner.answer('1', { answer: 'nxdomain' }, sink, null);
    joiner.query('1', 'a.example.com', { client: '10.0.0.7' }, sink);
    joiner.flush(sink);
    expect(out()).toEqual([
      'a.example.com 10.0.0.5 nxdomain',
      'a.example.com 10.0.0.6 nxdomain',
      'a.example.com 10.0.0.7',
    ]);
  });

  test('an answer alone counts, and its query that comes after it does not count again', () => {
    const { joiner, sink, out } = joining();
    const alone = (): void => {
      sink.event('a.example.com', { answer: 'nxdomain' });
    };
    joiner.answer('1', { answer: 'nxdomain', time: 1000 }, sink, alone);
    joiner.query('1', 'a.example.com', { time: 1000 }, sink);
    joiner.query('1', 'a.example.com', { time: 60_000 }, sink);
    joiner.flush(sink);
    expect(out()).toEqual(['a.example.com nxdomain', 'a.example.com']);
  });

  test('a query does not wait longer than half a minute of the log, or than for 4,096 others', () => {
    const { joiner, sink, out } = joining();
    joiner.query('1', 'a.example.com', { time: 0 }, sink);
    joiner.query('2', 'b.example.com', { time: 31_000 }, sink);
    expect(out()).toEqual(['a.example.com']);
    for (let i = 0; i < 5000; i++) joiner.query(`k${i}`, 'c.example.com', { time: 31_000 }, sink);
    expect(out()).toHaveLength(5001 - 4096);
    joiner.answer('2', { answer: 'resolved' }, sink, () => {
      throw new Error('its query was seen');
    });
    joiner.flush(sink);
    expect(out()).toHaveLength(4096);
  });
});
