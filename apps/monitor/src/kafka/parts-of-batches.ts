import type { KafkaMessage, TopicMessages } from './kafka-port.ts';

/** Half of what a broker takes of a partition at once where nobody set it otherwise (`message.max.bytes`). */
const MOST_BYTES = 1 << 19;
/** Lengths, times and headers of a message, about. */
const OVERHEAD_BYTES = 100;

/** Messages in their order, in parts that a broker takes at once each: the library makes one of what it is given. */
export function* partsOfBatches(batches: readonly TopicMessages[]): Iterable<TopicMessages> {
  for (const { topic, messages } of batches) {
    let part: KafkaMessage[] = [];
    let bytes = 0;
    for (const message of messages) {
      const own = (message.key?.length ?? 0) + (message.value?.length ?? 0) + OVERHEAD_BYTES;
      if (part.length > 0 && bytes + own > MOST_BYTES) {
        yield { topic, messages: part };
        part = [];
        bytes = 0;
      }
      part.push(message);
      bytes += own;
    }
    if (part.length > 0) yield { topic, messages: part };
  }
}
