import { vegaBundles } from './jest.vega.mjs';

export default {
  displayName: 'evaluation',
  preset: '../../jest.preset.mjs',
  moduleNameMapper: vegaBundles,
  // What the tests reached on 2026-11-27; checked by npm run coverage.
  coverageThreshold: { global: { statements: 96, branches: 82 } },
};
