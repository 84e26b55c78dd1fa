import { styleText } from 'node:util';

import type { CommandContext } from '../command-context.ts';

type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Returns a text in a colour where the stream shows colours, else as it is. */
export function paint(
  { colours }: Pick<CommandContext, 'colours'>,
  stream: 'stdout' | 'stderr',
  colour: Colour,
  text: string,
): string {
  // The caller has looked at the stream; Node would look at standard output again.
  return colours[stream] && text !== '' ? styleText(colour, text, { validateStream: false }) : text;
}
