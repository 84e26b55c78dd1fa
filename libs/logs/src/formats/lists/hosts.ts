import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { isAddress, isHostName } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';

const ENTRY = /^\s*([\da-fA-F.:]+(?:%\w+)?)\s+(\S.*)$/;

/** Names of the machine itself that come with every hosts file. */
const OWN = /^(?:localhost|broadcasthost|ip6-|local$|0\.0\.0\.0)/i;

/** A hosts file: an address, then the names it stands for. */
export const hosts: LineFormat = {
  name: 'hosts',
  description: 'a hosts file: an address and the names behind it',
  rows: 'unknown',
  fields: ['answers'],
  frame: 'lines',
  detect: ({ content }) =>
    0.95 *
    shareOf(content, (line) => {
      const [, address = '', names = ''] = ENTRY.exec(line) ?? [];
      const [first = ''] = names.split(/\s+/, 1);
      return isAddress(address) && (isHostName(first) || OWN.test(first)) && !/\t\d+$/.test(line);
    }),
  open: () => ({ line: readEntry }),
};

function readEntry(text: string, sink: RecordSink): void {
  const line = text.replace(/#.*/, '').trim();
  if (line === '') {
    sink.note(text.trim() === '' ? 'blank' : 'comment');
    return;
  }
  const [, address = '', names = ''] = ENTRY.exec(line) ?? [];
  if (!isAddress(address)) {
    sink.reject('unreadable');
    return;
  }
  const others = names.split(/\s+/).filter((name) => !OWN.test(name));
  if (others.length === 0) sink.note('unrelated');
  for (const name of others) sink.event(name, { answers: [address] });
}
