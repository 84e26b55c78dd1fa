/**
 * A number that JSON writes with a point, an exponent, or as NaN or an infinity, where it could be taken for a whole
 * one: RapidJSON, which TensorFlow Serving reads requests with, keeps `1.0` and `1` apart.
 */
export class JsonDecimal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}
