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

  get sql(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.join(' AND ')}`;
  }
}
