/** Reads a typed array; a read outside of it is a fault and not a silent `undefined`. */
export function at(array: Int32Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new Error(`index ${index} is outside of an array of ${array.length}`);
  return value;
}
