export default {
  displayName: 'dataset',
  preset: '../../jest.preset.mjs',
  // Servers, archives and generators are slow to start where other work shares the processors.
  testTimeout: 60_000,
  // What the tests reached on 2026-11-27; checked by npm run coverage.
  coverageThreshold: { global: { statements: 94, branches: 86 } },
};
