export default { displayName: 'inference', preset: '../../jest.preset.mjs' };
