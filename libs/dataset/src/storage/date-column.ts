const DAY = 86_400_000;

/** Days by the number of a name, in two bytes each: from 1970-01-02 to 2149. */
export class DateColumn {
  #days = new Uint16Array(1 << 15);

  /** Takes what begins with a day, such as `2020-01-01 00:00:00`; anything else is null. */
  remember(index: number, date: string | null): void {
    if (index >= this.#days.length) {
      const larger = new Uint16Array(2 ** Math.ceil(Math.log2(index + 1)));
      larger.set(this.#days);
      this.#days = larger;
    }
    const text = /^\d{4}-\d{2}-\d{2}/.exec(date ?? '')?.[0];
    const day = text === undefined ? NaN : Date.parse(text) / DAY;
    if (day > 0 && day < 1 << 16) this.#days[index] = day;
  }

  at(index: number): string | null {
    const day = this.#days[index] ?? 0;
    return day === 0 ? null : new Date(day * DAY).toISOString().slice(0, 10);
  }
}
