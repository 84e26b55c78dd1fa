import { hasNullAddresses } from '../../events/answer.ts';
import type { Answer, EventParts } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { addressOf, isAddress, withoutFinalDot } from '../../text/host-name.ts';
import type { TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { textLogShare } from './text-log.ts';

const MARK = /\b(?:dnsmasq(?:-\w+)?|pihole-FTL)\[\d+\w*\]:? /;
/** With `log-queries=extra`, a serial number and the client stand in front. */
const EXTRA = /(?:^| )(\d+) ([\da-fA-F.:]+)\/\d+ (?=\S)/;
const QUERY = /(?<![\w-])(?:query|auth)\[([^\]\s]+)\] (\S*) from ([^\s"',]+)/;
/** What is said of a name; `\S+\/\S+` is the file that the answer is from. */
const ANSWER =
  /\b(reply|cached-stale|cached|config|gravity blocked|(?:exactly|regex|wildcard)? ?(?:blacklisted|denied|blocked)|special domain|Rate-limiting|DHCP|\/?\S+\/\S+) (\S+) is (\S.*)$/;
const REPLY = /\breply (error|query truncated|truncated) ?is? ?(\S*)/;
const OTHER =
  /\b(?:forwarded|validation|dnssec-query|started|exiting|using|read|compile time options)\b/;
const BLOCKED =
  /^(?:gravity|exactly|regex|wildcard|blacklisted|denied|blocked|special)|gravity|black\.?list/i;

/** dnsmasq with `log-queries` (with `=extra` too) and Pi-hole's log, which is its own; queries with their answers. */
export const dnsmasq: LineFormat = {
  name: 'dnsmasq',
  description: "dnsmasq's and Pi-hole's query log, queries and replies joined",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, MARK),
  open: ({ options }) => new DnsmasqParser(options.referenceTime ?? null),
};

class DnsmasqParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  readonly #reference: TimeReference | null;
  /** Where the lines behind a CNAME belong, which name its target. */
  #aliasOf: string | null = null;
  /** Of the query before: an error is logged without a name. */
  #last = '';

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    if (text.trim() === '') {
      sink.note('blank');
      return;
    }
    const mark = MARK.exec(text);
    const message = mark === null ? text : text.slice(mark.index + mark[0].length);
    const query = QUERY.exec(message);
    const extra = EXTRA.exec(message);
    if (query !== null) {
      const [, type = '', asked = '', from = ''] = query;
      const name = withoutFinalDot(asked);
      const parts = {
        time: timeInLine(text, this.#reference),
        client: addressOf(from),
        type: recordType(type.replace(/^type=/, 'TYPE')),
      };
      if (name === '') sink.reject('no_name');
      else this.#joiner.query(keyOf(extra, name), name, parts, sink);
      this.#last = keyOf(extra, name);
      this.#aliasOf = null;
      return;
    }
    const answer = ANSWER.exec(message);
    if (answer !== null) this.#answer(answer, extra, sink);
    else if (/(?<![\w-])query\[/.test(message)) sink.reject('cut_off');
    else if (mark === null && !OTHER.test(message)) sink.reject('unreadable');
    else {
      const failed = REPLY.exec(message);
      if (failed !== null && extra !== null) {
        this.#joiner.answer(keyOf(extra, ''), { answer: 'failed' }, sink, null);
      } else sink.note('unrelated');
    }
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }

  #answer(match: RegExpExecArray, extra: RegExpExecArray | null, sink: RecordSink): void {
    const [, how = '', answered = '', what = ''] = match;
    const name = withoutFinalDot(answered);
    const own = keyOf(extra, name);
    const other = name === 'error' ? this.#last : (this.#aliasOf ?? own);
    const key = this.#joiner.knows(own) ? own : other;
    const isAlias = what.startsWith('<CNAME>');
    const parts = isAlias ? {} : partsOf(how, what);
    // The answer's own line does not name the client, so it does not count alone.
    this.#joiner.answer(key, parts, sink, null);
    this.#aliasOf = isAlias ? key : this.#aliasOf === key ? key : null;
  }
}

/** By the serial number where the log has one, else by the name. */
function keyOf(extra: RegExpExecArray | null, name: string): string {
  return extra === null ? name.toLowerCase() : `#${extra[1] ?? ''}`;
}

function partsOf(how: string, what: string): EventParts {
  const answers = isAddress(what) ? [what] : [];
  return { answer: answerIn(how, what, answers), answers };
}

function answerIn(how: string, what: string, answers: readonly string[]): Answer {
  if (BLOCKED.test(how) || hasNullAddresses(answers)) return 'blocked';
  // What the configuration answers with a missing name is a rule of the operator's.
  if (/^(?:NXDOMAIN|<?NODATA>?)/.test(what) && how === 'config') return 'blocked';
  if (what.startsWith('NXDOMAIN')) return 'nxdomain';
  return /^(?:SERVFAIL|REFUSED|NOTIMP|FORMERR|<?error|BOGUS)/i.test(what) ? 'failed' : 'resolved';
}
