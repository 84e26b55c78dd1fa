/** `value`, where the layers model guarantees that there is one but the types can't say so. */
export function assertDefined<T>(value: T | undefined): T {
  if (value === undefined)
    throw new TypeError('The layers model lacks a tensor or weight that its layers are made with.');
  return value;
}
