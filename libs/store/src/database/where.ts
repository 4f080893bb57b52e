/** A WHERE clause that grows condition by condition; values only ever become parameters. */
export class Where {
  private readonly conditions: string[] = [];
  readonly values: unknown[] = [];

  /** @param condition with `?` in the place of the value */
  and(condition: string, value: unknown): this {
    this.values.push(value);
    this.conditions.push(condition.replaceAll('?', `$${this.values.length}`));
    return this;
  }

  /** Only if there is a value. */
  ifGiven(condition: string, value: unknown): this {
    return value === undefined || value === null ? this : this.and(condition, value);
  }

  always(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** Takes a value for a condition that is written elsewhere. @returns the parameter that stands for it */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  get sql(): string {
    return this.sqlWith([]);
  }

  /** The clause with further conditions, which don't stay. */
  sqlWith(further: readonly string[]): string {
    const all = [...this.conditions, ...further];
    return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  }
}
