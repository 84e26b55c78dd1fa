import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { eventMessageData } from '../../text/event-message.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime, type TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { sysmonAnswer, sysmonAnswers } from '../json/sysmon.ts';

const MACHINE = /^\s*(?:Computer|ComputerName|MachineName)\s*[:=]\s*(\S+)/;
const BEGINNING = /(?:^|[\s"])Dns query:\s*$/;
/** The host that syslog names behind the time. */
const SYSLOG_HOST =
  /^(?:<\d+>)?(?:\d )?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\dT\S+) ([\w.-]+) /;
const isWhole = (line: string): boolean => /\bQueryName: \S.*\bQueryStatus: /.test(line);

/** Sysmon's event 22 as text: `Format-List` of PowerShell, Splunk's Windows input, or one event a line behind syslog. */
export const windowsMessage: LineFormat = {
  name: 'windows-message',
  description: "Sysmon's event 22 as text: Format-List, Splunk's WinEventLog, syslog agents",
  rows: 'benign',
  fields: ['time', 'client', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ content, text }) =>
    /^\s*QueryName:\s*\S/m.test(text) && /^\s*QueryStatus:/m.test(text)
      ? 0.93
      : 0.93 * shareOf(content, isWhole),
  open: ({ options }) => new WindowsMessageParser(options.referenceTime ?? null),
};

class WindowsMessageParser implements LineParser {
  readonly #reference: TimeReference | null;
  #machine: string | null = null;
  /** The lines of a message whose event is not given out yet. */
  #message: string[] = [];
  #from = 0;

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    const machine = MACHINE.exec(text)?.[1];
    if (isWhole(text)) {
      const host = SYSLOG_HOST.exec(text)?.[1] ?? null;
      this.#event(text, host, timeInLine(text, this.#reference), sink);
    } else if (machine !== undefined) {
      this.#finish(sink);
      this.#machine = machine;
      sink.note('header');
    } else if (BEGINNING.test(text)) {
      this.#finish(sink);
      this.#message = [text];
      this.#from = sink.line;
    } else if (text.trim() === '') sink.note('blank');
    else if (this.#message.length > 0 && /^\s*\w+:/.test(text)) {
      this.#message.push(text);
      sink.note('joined');
    } else sink.note('unrelated');
  }

  flush(sink: RecordSink): void {
    this.#finish(sink);
  }

  #finish(sink: RecordSink): void {
    if (this.#message.length === 0) return;
    sink.atLine(this.#from, () => {
      this.#event(this.#message.join('\n'), this.#machine, null, sink);
    });
    this.#message = [];
  }

  #event(message: string, client: string | null, time: number | null, sink: RecordSink): void {
    const data = eventMessageData(message);
    sink.text = message;
    if (data === null) sink.reject('cut_off');
    else {
      const answers = sysmonAnswers(data.QueryResults ?? '');
      sink.event(withoutFinalDot(data.QueryName ?? ''), {
        time: parseTime(data.UtcTime) ?? time,
        client,
        answer: sysmonAnswer(data.QueryStatus ?? null, answers),
        answers,
      });
    }
  }
}
