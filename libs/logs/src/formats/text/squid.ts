import { shareOf } from '../../detect/sample.ts';
import { addressOf } from '../../text/host-name.ts';
import { hostOrAddressInWord } from '../../text/name-in-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

/** Time, milliseconds, client, result/status, bytes, method, URL. */
const RECORD = /^(?:.*?\s)?(\d{9,10}\.\d{3})\s+-?\d+ (\S+) [A-Z_]+\/\d{3} \d+ ([A-Z_]+) (\S+) /;

/** Squid's access log in its own form: the hosts that clients asked the proxy for. */
export const squid: LineFormat = {
  name: 'squid',
  description: "Squid's access log: hosts of the requests",
  rows: 'benign',
  fields: ['time', 'client'],
  frame: 'lines',
  detect: ({ content }) => 0.95 * shareOf(content, (line) => RECORD.test(line)),
  open: () => ({
    line(text, sink) {
      const record = RECORD.exec(text);
      if (record !== null) {
        const [, time = '', client = '', , url = ''] = record;
        const name = hostOrAddressInWord(url) ?? url.replace(/:\d+$/, '');
        // What the proxy could not read has no host: `error:invalid-request`.
        if (url.startsWith('error:')) sink.reject('no_name');
        else sink.event(name, { time: parseTime(time), client: addressOf(client) });
      } else if (text.trim() === '') sink.note('blank');
      else sink.reject('cut_off');
    },
  }),
};
