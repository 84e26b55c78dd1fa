import { GeneratorsError } from '../errors.ts';

/** Returns a seed, a number or a text, as an unsigned 32-bit number; `0x` always means hexadecimal. */
export function parseSeed(seed: string | number, form: 'hexadecimal' | 'decimal'): number {
  const value = typeof seed === 'number' ? seed : parse(seed.trim(), form);
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new GeneratorsError(
      'GENERATORS_BAD_SEED',
      `The seed ${JSON.stringify(seed)} is not an unsigned 32-bit number. Expected a number from 0 to 4294967295, or ${form} digits as text.`,
    );
  }
  return value;
}

function parse(text: string, form: 'hexadecimal' | 'decimal'): number {
  if (/^(?:0x)?[\da-f]{1,8}$/i.test(text) && (form === 'hexadecimal' || /^0x/i.test(text))) {
    return Number.parseInt(text, 16);
  }
  return form === 'decimal' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
