/** Returns the element at an index that is inside the list by construction (a remainder, a table of fixed length). */
export function elementAt<Value>(list: ArrayLike<Value>, index: number): Value {
  return list[index] as Value;
}
