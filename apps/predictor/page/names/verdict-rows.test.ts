import { describe, expect, test } from '@jest/globals';

import {
  countLabels,
  firstView,
  rowsToCsv,
  selectRows,
  type Row,
  type View,
} from './verdict-rows.ts';

const row = (position: number, domain: string, more: Partial<Row> = {}): Row => ({
  position,
  domain,
  registrable: domain,
  score: 0.1,
  label: 'benign',
  level: null,
  family: null,
  kind: null,
  candidates: [],
  skipped: null,
  ...more,
});

const candidates = [
  { family: 'ramnit', probability: 0.4 },
  { family: 'necurs', probability: 0.25 },
];

const rows = [
  row(0, 'b.com'),
  row(1, 'xjpakmdcfuqe.in', { score: 0.99, label: 'dga', level: 'high', family: 'qakbot' }),
  row(2, 'a.com', { score: 0.6, label: 'dga', level: 'low', kind: 'random-looking', candidates }),
  row(3, '10.0.0.1', { registrable: null, score: null, label: 'skipped', skipped: 'ip_address' }),
];

const shown = (view: Partial<View>): number[] =>
  selectRows(rows, { ...firstView, ...view }).map(({ position }) => position);

describe('a view', () => {
  test.each<[string, Partial<View>, number[]]>([
    ['shows all, the highest score first', {}, [1, 2, 0, 3]],
    ['shows the order of the input', { sortBy: 'position', descending: false }, [0, 1, 2, 3]],
    ['finds part of a name', { text: ' COM' }, [2, 0]],
    ['finds a family', { text: 'qak' }, [1]],
    ['finds a family that is one of several', { text: 'necurs' }, [2]],
    ['finds what names look like', { text: 'random' }, [2]],
    ['shows one label', { show: 'dga' }, [1, 2]],
    ['shows one level and those above', { show: 'low' }, [1, 2]],
    ['shows the highest level', { show: 'high' }, [1]],
    ['sorts by name', { sortBy: 'domain', descending: false }, [3, 2, 0, 1]],
    ['sorts by score, the greatest first', { sortBy: 'score', descending: true }, [1, 2, 0, 3]],
    [
      'keeps the order of rows that are alike',
      { sortBy: 'family', descending: false },
      [0, 3, 1, 2],
    ],
    ['sorts by level', { sortBy: 'level', descending: true }, [1, 2, 0, 3]],
  ])('%s', (_, view, positions) => {
    expect(shown(view)).toEqual(positions);
  });

  test('leaves the rows as they were', () => {
    selectRows(rows, { ...firstView, sortBy: 'domain' });
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });
});

test('the download has a line a row, and no formula', () => {
  expect(rowsToCsv([row(0, '=cmd()'), ...rows.slice(3)])).toBe(
    `domain,registrable,score,label,level,family,skipped,kind,candidates\n"'=cmd()","'=cmd()",0.1,benign,,,,,\n10.0.0.1,,,skipped,,,ip_address,,`,
  );
  expect(rowsToCsv(rows.slice(2, 3))).toMatch(
    /,dga,low,,,random-looking,"ramnit=0.4,necurs=0.25"$/,
  );
});

test('labels are counted', () => {
  expect(countLabels(rows)).toEqual({ dga: 2, benign: 1, skipped: 1 });
});
