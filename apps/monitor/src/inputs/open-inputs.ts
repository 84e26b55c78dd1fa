import type { ReadOptions } from '@degas/logs';
import { STDIN } from '@degas/logs/node';

import { MonitorError } from '../errors.ts';
import { DnstapInput } from './dnstap-input.ts';
import type { RejectSink } from './event-reader.ts';
import { FollowFiles } from './files/follow-files.ts';
import type { Input } from './input.ts';
import { StreamInput } from './stream-input.ts';
import { SyslogInput } from './syslog/syslog-input.ts';

const SYSLOG_PORT = 514;

export interface OpenInputsParts {
  readonly reading: ReadOptions;
  readonly rejects: RejectSink;
  /** How far inputs were read before, by their names. */
  readonly positions: Readonly<Record<string, unknown>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly clock: () => number;
  readonly onProblem: (message: string) => void;
}

/**
 * Opens inputs by their words: files, folders and patterns, `-`, `syslog+udp://host:port`, `syslog+tcp://host:port`,
 * `dnstap+unix:path`, `dnstap+tcp://host:port`. Those that listen do so when it returns.
 */
export async function openInputs(
  words: readonly string[],
  parts: OpenInputsParts,
): Promise<readonly Input[]> {
  const { reading, rejects, positions, stdin, clock, onProblem } = parts;
  const paths: string[] = [];
  const inputs: Input[] = [];
  for (const word of new Set(words)) {
    const [, scheme = '', rest = ''] =
      /^([a-z]+\+[a-z]+|[a-z]{2,}(?=:\/\/)):(.*)$/.exec(word) ?? [];
    if (word === STDIN) inputs.push(new StreamInput(stdin, { reading, rejects }));
    else if (scheme === '') paths.push(word);
    else if (scheme === 'syslog+udp' || scheme === 'syslog+tcp') {
      const protocol = scheme === 'syslog+udp' ? 'udp' : 'tcp';
      const { host, port } = placeOf(word, rest, SYSLOG_PORT);
      const input = new SyslogInput({ protocol, host, port, reading, rejects });
      await input.listen();
      inputs.push(input);
    } else if (scheme === 'dnstap+unix' || scheme === 'dnstap+tcp') {
      const where =
        scheme === 'dnstap+unix' ? rest.replace(/^\/\//, '') : placeOf(word, rest, null);
      const input = new DnstapInput(word, where, { reading, rejects });
      await input.listen();
      inputs.push(input);
    } else throw unknown(word);
  }
  if (paths.length > 0) {
    const name = 'files';
    const position = positions[name] ?? null;
    inputs.unshift(new FollowFiles({ paths, reading, rejects, position, now: clock, onProblem }));
  }
  return inputs;
}

function placeOf(
  word: string,
  rest: string,
  usual: number | null,
): { readonly host: string; readonly port: number } {
  const [, host = '', digits] =
    /^\/\/(\[[\da-fA-F:.]+\]|[^:/[\]]*)(?::(\d{1,5}))?$/.exec(rest) ?? [];
  const port = digits === undefined ? usual : Number(digits);
  if (port === null || port > 65_535 || !rest.startsWith('//')) throw unknown(word);
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port };
}

function unknown(word: string): MonitorError {
  return new MonitorError(
    'MONITOR_OPTION_INVALID',
    `'${word}' is no input. Expected a file, a folder, a pattern, -, syslog+udp://host:port, syslog+tcp://host:port, dnstap+unix:path or dnstap+tcp://host:port. Correct it.`,
  );
}
