import { recordType } from '../../events/record-types.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

/** Of a request, `plan` says the first question (its number ends with `.00`); further ones are the resolver's own. */
const PLAN = /\[plan *\]\s*\[(\d+)\.(\d+)\]\s+plan '([^']+)' type '([^']+)'/;
const MARK =
  /\bkresd(?:@\d+)?(?:\[\d+\])?|\[(?:plan|iterat|resolv|cache|valdtr|select|io|reqdbg) *\]/;

/** Knot Resolver with the debug log of its requests. */
export const knot: LineFormat = {
  name: 'knot',
  description: "Knot Resolver's debug log (plan)",
  rows: 'benign',
  fields: ['time', 'type'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, PLAN, MARK),
  open: ({ options }) => {
    let request = '';
    return {
      line(text, sink) {
        const plan = PLAN.exec(text);
        if (plan === null) {
          if (text.trim() === '') sink.note('blank');
          else if (/\[plan *\]/.test(text)) sink.reject('cut_off');
          else sink.note('unrelated');
          return;
        }
        const [, id = '', , name = '', type = ''] = plan;
        if (id === request) sink.note('joined');
        else {
          sink.event(withoutFinalDot(name), {
            time: timeInLine(text, options.referenceTime ?? null),
            type: recordType(type),
          });
        }
        request = id;
      },
    };
  },
};
