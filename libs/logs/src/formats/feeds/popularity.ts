import { columnsOf } from '../../csv/columns-of.ts';
import { shareOf } from '../../detect/sample.ts';
import { isHostName } from '../../text/host-name.ts';
import { hostInWord } from '../../text/name-in-text.ts';
import type { LineFormat } from '../format.ts';
import { feedLines } from './feed-lines.ts';

const TITLES = /^"?(?:global)?rank"?,/i;

/** Popularity lists: `rank,domain` (Alexa, Tranco, Cisco Umbrella) and tables that begin with a rank (Open PageRank). */
export const rankedList: LineFormat = {
  name: 'ranked-list',
  description: 'rank,domain: Tranco, Cisco Umbrella, Alexa, Open PageRank',
  rows: 'benign',
  fields: ['label'],
  frame: 'lines',
  detect: ({ content }) => {
    const rows = TITLES.test(content[0] ?? '') ? content.slice(1) : content;
    const isRow = (line: string): boolean => {
      const [rank = '', name = '', third = '', ...others] = columnsOf(line, ',') ?? [];
      return (
        /^\d+$/.test(rank.trim()) &&
        hostInWord(name.trim()) !== null &&
        /^[\d.]*$/.test(third.trim()) &&
        others.length === 0
      );
    };
    return 0.85 * shareOf(rows, isRow);
  },
  open: () =>
    feedLines(
      ',',
      ([, name], sink) => {
        if (name === undefined) sink.reject('too_few_columns');
        else sink.event(hostInWord(name.trim()) ?? name.trim(), { label: 0 });
      },
      ([title = '', name = '']) => !/^\d/.test(title) && !isHostName(name),
    ),
};

/** Majestic Million: twelve columns, the header first; the name is in `Domain`. */
export const majestic: LineFormat = {
  name: 'majestic',
  description: 'Majestic Million',
  rows: 'benign',
  fields: ['label'],
  frame: 'lines',
  detect: ({ content: [first = ''] }) => (/^"?GlobalRank"?,"?TldRank"?,/i.test(first) ? 1 : 0),
  open: ({ sample: { content } }) => {
    const titles = columnsOf(content[0] ?? '', ',') ?? [];
    const named = titles.findIndex((title) => title.trim().toLowerCase() === 'domain');
    const column = named < 0 ? 2 : named;
    return feedLines(
      ',',
      (columns, sink) => {
        const name = columns[column];
        if (name === undefined) sink.reject('too_few_columns');
        else sink.event(name.trim(), { label: 0 });
      },
      ([title = '']) => /rank/i.test(title),
    );
  },
};
