export default { displayName: 'dataset', preset: '../../jest.preset.mjs' };
