export default { displayName: 'logs', preset: '../../jest.preset.mjs' };
