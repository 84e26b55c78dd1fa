export default { displayName: 'evaluation', preset: '../../jest.preset.mjs' };
