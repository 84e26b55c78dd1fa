export default {
  displayName: 'inference',
  preset: '../../jest.preset.mjs',
  // What the tests reached on 2026-11-27; checked by npm run coverage.
  coverageThreshold: { global: { statements: 94, branches: 78 } },
};
