import type { Stroke } from './answers.ts';
import { shortTime } from './texts.ts';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 200;
const HEIGHT = 20;

/** The telling names of an alert as strokes on a line of time. */
export function drawStrokes(strokes: readonly Stroke[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'strokes');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  const times = strokes.map(({ time }) => time);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const iso = (time: number): string => shortTime(new Date(time).toISOString());
  svg.setAttribute(
    'aria-label',
    strokes.length === 0
      ? 'The log has no times'
      : `${strokes.length} telling names from ${iso(start)} to ${iso(end)}`,
  );
  for (const { time, resolved } of strokes) {
    const x = end === start ? WIDTH / 2 : 3 + ((WIDTH - 6) * (time - start)) / (end - start);
    const line = document.createElementNS(SVG, 'line');
    line.setAttribute('x1', x.toFixed(1));
    line.setAttribute('x2', x.toFixed(1));
    line.setAttribute('y1', '3');
    line.setAttribute('y2', String(HEIGHT - 3));
    if (resolved) line.setAttribute('class', 'resolved');
    svg.append(line);
  }
  return svg;
}
