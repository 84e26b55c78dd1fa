export default {
  displayName: 'dataset',
  preset: '../../jest.preset.mjs',
  // Servers, archives and generators are slow to start where other work shares the processors.
  testTimeout: 60_000,
};
