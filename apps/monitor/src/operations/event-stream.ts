import { PassThrough } from 'node:stream';

import type { FastifyReply } from 'fastify';

import type { LiveView } from './live-view.ts';

/** Bytes that a slow reader may leave unread before it has to come again. */
const MOST_WAITING = 1 << 18;

/** Tells alerts and steps of the rates as server-sent events, for as long as somebody listens. */
export function streamEvents(view: LiveView, reply: FastifyReply): FastifyReply {
  const stream = new PassThrough();
  const write = (event: string, data: object): void => {
    if (stream.writableLength > MOST_WAITING) stream.destroy();
    else stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const stop = view.listen(
    ({ id, client, level }) => {
      write('alert', { id, client, level });
    },
    () => {
      write('tick', view.rates.samples.at(-1) ?? {});
    },
  );
  stream.once('close', stop);
  write('hello', {});
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}
