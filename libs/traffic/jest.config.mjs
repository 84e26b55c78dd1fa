export default { displayName: 'traffic', preset: '../../jest.preset.mjs' };
