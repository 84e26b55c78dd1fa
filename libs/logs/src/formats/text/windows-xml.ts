import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { sysmonAnswer, sysmonAnswers } from '../json/sysmon.ts';

const BEGIN = /<Event[ >]/;
const EVENT = /<Event[ >]|<\/Event>/;
const MAX_EVENT = 1 << 18;

/** Windows' event log as XML, one event a line or over many: Sysmon's event 22 and the DNS server's analytic events. */
export const windowsXml: LineFormat = {
  name: 'windows-xml',
  description: 'Windows event XML: Sysmon event 22, DNS server analytic events',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ lines, text }) =>
    /<Event[ >]/.test(text) && /Name=['"](?:QueryName|QNAME)['"]/.test(text)
      ? 0.97
      : 0.4 * shareOf(lines, (line) => EVENT.test(line)),
  open: () => new WindowsXmlParser(),
};

class WindowsXmlParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  #pending = '';
  #from = 0;

  line(text: string, sink: RecordSink): void {
    if (this.#pending === '') {
      if (text.trim() === '') {
        sink.note('blank');
        return;
      }
      if (!BEGIN.test(text)) {
        sink.note(/^\s*(?:<\?xml|<\/?Events)/.test(text) ? 'header' : 'unrelated');
        return;
      }
      this.#from = sink.line;
    } else sink.note('joined');
    let pending = this.#pending === '' ? text : `${this.#pending}\n${text}`;
    this.#pending = '';
    for (;;) {
      const start = pending.search(BEGIN);
      if (start < 0) break;
      const end = pending.indexOf('</Event>', start);
      if (end < 0) {
        this.#pending = pending.slice(start);
        break;
      }
      const event = pending.slice(start, end);
      sink.atLine(this.#from, () => {
        this.#event(event, sink);
      });
      pending = pending.slice(end + 8);
      this.#from = sink.line;
    }
    if (this.#pending.length > MAX_EVENT) {
      sink.atLine(this.#from, () => {
        sink.reject('line_too_long');
      });
      this.#pending = '';
    }
  }

  flush(sink: RecordSink): void {
    if (this.#pending !== '') {
      sink.line = this.#from;
      sink.reject('cut_off');
      this.#pending = '';
    }
    this.#joiner.flush(sink);
  }

  #event(xml: string, sink: RecordSink): void {
    const data = new Map(
      [...xml.matchAll(/<Data Name=['"](\w+)['"]>([^<]*)<\/Data>/g)].map(
        ([, key = '', value = '']) => [key, unescaped(value)],
      ),
    );
    const name = withoutFinalDot(data.get('QueryName') ?? data.get('QNAME') ?? '');
    if (name === '') {
      if (data.has('QueryName') || data.has('QNAME')) sink.reject('no_name');
      else sink.note('unrelated');
      return;
    }
    if (sink.keep) sink.fields = Object.fromEntries(data);
    const system = parseTime(/SystemTime=['"]([^'"]+)['"]/.exec(xml)?.[1]);
    if (data.has('QueryName')) {
      const answers = sysmonAnswers(data.get('QueryResults') ?? '');
      sink.event(name, {
        time: parseTime(data.get('UtcTime')) ?? system,
        client: /<Computer>([^<]*)<\/Computer>/.exec(xml)?.[1] ?? null,
        answer: sysmonAnswer(data.get('QueryStatus') ?? null, answers),
        answers,
      });
    } else this.#analytic(xml, data, name, system, sink);
  }

  #analytic(
    xml: string,
    data: ReadonlyMap<string, string>,
    name: string,
    time: number | null,
    sink: RecordSink,
  ): void {
    const id = Number(/<EventID[^>]*>(\d+)</.exec(xml)?.[1]);
    const client = data.get('Source') ?? data.get('Destination') ?? null;
    const type = recordType(data.get('QTYPE') ?? null);
    const key = `${client ?? ''} ${data.get('XID') ?? ''} ${name.toLowerCase()}`;
    if (id === 256) this.#joiner.query(key, name, { time, client, type }, sink);
    else if (id === 257 || id === 258) {
      const answer = answerOf(Number(data.get('RCODE') ?? (id === 257 ? 0 : 2)));
      this.#joiner.answer(key, { answer }, sink, () => {
        sink.event(name, { time, client, type, answer });
      });
    } else sink.note('unrelated');
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d+)|(\w+));/g,
    (whole: string, code: string | undefined, word: string | undefined) =>
      code === undefined
        ? (ENTITIES.get(word ?? '') ?? whole)
        : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
  );
}
