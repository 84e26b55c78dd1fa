export default { displayName: 'duckdb', preset: '../../jest.preset.mjs' };
