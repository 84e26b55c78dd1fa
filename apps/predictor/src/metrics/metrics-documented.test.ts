import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '@jest/globals';

import { ServiceMetrics } from './service-metrics.ts';

const DOCUMENT = path.join(import.meta.dirname, '../../../../docs/reference/metrics.md');

test('every metric is in the reference with its kind and labels, and no other one', () => {
  const { registry } = new ServiceMetrics(() => 0);
  const own = registry
    .getMetricsAsArray()
    .map((metric) => metric as unknown as { name: string; labelNames?: string[]; type: string })
    .filter(({ name }) => !/^(process|nodejs)_/.test(name))
    .map(({ name, labelNames = [], type }) => [name, type, labelNames.join(', ')]);
  const documented = [
    ...readFileSync(DOCUMENT, 'utf8').matchAll(/^\| `([^`]+)` +\| (\w+) +\| ([^|]*?) *\|/gm),
  ].map(([, name, kind, labels = '']) => [name, kind, labels.replaceAll('`', '')]);
  expect(documented.sort()).toEqual(own.sort());
});
